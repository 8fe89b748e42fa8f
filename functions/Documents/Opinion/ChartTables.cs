using System.Collections.Immutable;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The tables beside the charts: each says all that its chart says.</summary>
internal static class ChartTables
{
    public static PaperTable Distribution(ReviewedYear year) => PaperTable.Of(
        "実践項目の総合評価の分布（項目数）",
        [
            PaperColumn.Mark("年度", 7),
            .. PrintedGrades.Scale(year).Select(grade => PaperColumn.Number(grade, 4)),
            PaperColumn.Number("計", 4),
        ],
        GradeCounts.Of(year).Select(y => Cells([y.Year.Label, .. y.ByRank.Select(count => (PaperCell)count), y.Total])));

    public static PaperTable ItemGrades(ItemGradeChart chart) => PaperTable.Of(
        ItemGradeChart.Title,
        [PaperColumn.Number("No."), PaperColumn.Words("取組項目", 24), .. chart.Years.Select(y => PaperColumn.Mark(y.Wareki))],
        chart.Items.Select(item => Cells(
            [item.Item.Number, item.Item.Name, .. chart.Years.Select(y => (PaperCell)chart.Grade(item, y))])));

    public static PaperTable ReviewPairs(CommitteePlan committee, IEnumerable<ItemFigures> items) => PaperTable.Of(
        CommitteeWords.Pairs(committee),
        [
            PaperColumn.Number("No."), PaperColumn.Words("取組項目", 24),
            PaperColumn.Number("自己評価合計", 6), PaperColumn.Mark("総合評価", 5), PaperColumn.Number(CommitteeWords.Mean(committee), 5),
        ],
        items.Select(i => Cells([i.Item.Number, i.Item.Name, i.Mean?.Total, i.Mean?.Grade, i.CommitteeMean])));

    private static ImmutableArray<PaperCell> Cells(IEnumerable<PaperCell> cells) => [.. cells];
}
