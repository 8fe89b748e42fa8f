using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Excel;

/// <summary>The first sheet: what the others are and how to read them.</summary>
internal static class ExcelNotes
{
    public static PaperTable Of(ReviewedYear year, ImmutableArray<ExcelTable> tables) => PaperTable.Of(
        "データの説明",
        [PaperColumn.Words("項目", 16), PaperColumn.Words("内容", 50)],
        [
            ["表題", year.Plan.Document.Title],
            ["計画", year.Plan.Name],
            ["対象年度", year.Plan.IsScored ? $"{year.Cycle.Year.Label}（{year.Cycle.ScoreLabel}）" : year.Cycle.Year.Label],
            ["作成者", year.Plan.City],
            ["公表日", Wareki.Format(year.PublishedOn)],
            ["版", $"第{Printed.Number(year.Version)}版"],
            .. Corrections(year),
            ["ライセンス", year.Plan.Document.Licence],
            ["年度", "4月の属する西暦年。"],
            ["空欄", "値がないことを示し、0とは異なる。" + (year.Plan.IsScored ? "実践項目の値がない理由は「状態」の列にある。" : "")],
            ["長い文章", $"1つのセルに入る{Printed.Number(ExcelText.CellLimit)}字を超える文章は、右の「（続き1）」以降の列に続く。"],
            .. Reckoning(year).Select(note => ImmutableArray.Create<PaperCell>("算出方法", note)),
            .. Charts(year).Select(c => ImmutableArray.Create<PaperCell>($"図「{c.Chart}」", $"数値はシート「{c.Sheet}」にある。")),
            .. tables.Select(t => ImmutableArray.Create<PaperCell>(
                $"シート「{t.Name}」", $"{t.Table.Caption}。{Printed.Number(t.Table.Rows.Length)}行。列は、{string.Join("、", t.Table.Columns.Select(c => c.FullHead))}。")),
        ]);

    private static IEnumerable<string> Reckoning(ReviewedYear year) => year.Plan.IsScored
        ? RuleWords.GradeNotes(year.Plan.Scoring).Concat(YearCommittee.TakesPart(year) ? RuleWords.CommitteeNotes(year.Plan.Committee) : [])
        : year.Plan.Measures.Any(m => m.Indicator is not null) ? [TrendPart.Legend] : [];

    private static IEnumerable<(string Chart, string Sheet)> Charts(ReviewedYear year) => !year.Plan.IsScored ? [] :
    [
        .. YearCommittee.TakesPart(year) ? [(RadarChart.Title(year.Plan.Committee), "テーマ")] : Array.Empty<(string, string)>(),
        (DistributionChart.Title, "実践項目の総合評価の分布"),
        (ItemGradeChart.Title, "取組項目の総合評価の推移"),
        .. YearCommittee.TakesPart(year) ? [(CommitteeWords.Pairs(year.Plan.Committee), CommitteeWords.Pairs(year.Plan.Committee))] : Array.Empty<(string, string)>(),
    ];

    private static IEnumerable<ImmutableArray<PaperCell>> Corrections(ReviewedYear year) => year.Corrections.IsEmpty
        ? []
        :
        [
            ["初版の公表日", Wareki.Format(year.FirstPublishedOn)],
            .. year.Corrections.Select(c => ImmutableArray.Create<PaperCell>(
                ChangeWords.Heading(c), $"訂正の理由：{c.Reason}\n訂正した内容はシート「{Headings.Corrections}」にある。")),
        ];
}
