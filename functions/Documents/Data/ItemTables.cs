using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Data;

/// <summary>What the committee scores: groups of measures with their means.</summary>
internal static class ItemTables
{
    public static ImmutableArray<CsvTable> Of(ReviewedYear year) => [Items(year), Themes(year), Means(year), Grades(year)];

    /// <summary>A row a criterion; none where no measure has scores.</summary>
    public static IEnumerable<ImmutableArray<string>> MeanRows(ReviewedYear year, string key, MeanScore? mean) =>
        mean is null ? [] : year.Plan.Scoring.Criteria.Select(c => OpenData.Row(key, c.Id, Printed.Number(mean.Means[c.Id])));

    /// <summary>The items of a plan without scores: number and name.</summary>
    public static CsvTable Unscored(ReviewedYear year)
    {
        var scored = Items(year);
        return scored with { Columns = scored.Columns[..2], Rows = [.. scored.Rows.Select(row => row[..2])] };
    }

    private static CsvTable Items(ReviewedYear year) => OpenData.Table(
        "items",
        "取組項目",
        [
            CommonColumns.ItemNumber, new("name", "取組項目の名称", CellKind.Text),
            CommonColumns.MeasureCount, CommonColumns.Total, CommonColumns.Grade,
            CommonColumns.CommitteeMean(year.Plan.Committee) with { Note = "委員ごとの評点は公表していない" },
        ],
        year.Figures.Items.Select(i => OpenData.Row(
            Printed.Number(i.Item.Number), i.Item.Name, Printed.Number(i.MeasureCount),
            Printed.Number(i.Mean?.Total), i.Mean?.Grade ?? "", Printed.Number(i.CommitteeMean))));

    public static CsvTable Themes(ReviewedYear year) => OpenData.Table(
        "item_themes",
        "取組項目が属するテーマ",
        [CommonColumns.ItemNumber, CommonColumns.ThemeId],
        year.Plan.Items.SelectMany(i => year.Plan.Themes.Where(t => i.Themes.Contains(t.Id))
            .Select(t => OpenData.Row(Printed.Number(i.Number), t.Id))));

    private static CsvTable Means(ReviewedYear year) => OpenData.Table(
        "item_means",
        "取組項目の自己評価の平均値",
        [CommonColumns.ItemNumber, CommonColumns.CriterionId, CommonColumns.Mean],
        year.Figures.Items.SelectMany(i => MeanRows(year, Printed.Number(i.Item.Number), i.Mean)));

    private static CsvTable Grades(ReviewedYear year) => OpenData.Table(
        "item_grades",
        "取組項目の総合評価（過年度を含む）",
        [CommonColumns.ItemNumber, CommonColumns.GradedYear, CommonColumns.Grade with { Blank = "" }],
        year.Figures.Items.SelectMany(i => GradeCourse.Of(year, i)
            .Select(g => OpenData.Row(Printed.Number(i.Item.Number), Printed.Number(g.Year.Year), g.Grade))));
}
