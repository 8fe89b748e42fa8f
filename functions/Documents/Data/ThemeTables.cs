using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>The labels that items carry, with the means over everything beneath them.</summary>
internal static class ThemeTables
{
    private static CsvColumn Number { get; } = new("theme_number", "テーマの番号", CellKind.Code) { Note = "公表文書の表記" };

    private static CsvColumn Name { get; } = new("name", "テーマの名称", CellKind.Text);

    private static CsvColumn Short { get; } = new("short_name", "テーマの略称", CellKind.Text);

    public static ImmutableArray<CsvTable> Of(ReviewedYear year) => [Themes(year), Means(year)];

    /// <summary>The themes of a plan without scores.</summary>
    public static CsvTable Unscored(Review.Plans.Plan plan) => OpenData.Table(
        "themes",
        "テーマ",
        [CommonColumns.ThemeId, Number, Name, Short],
        plan.Themes.Select(t => OpenData.Row(t.Id, t.Number, t.Name, t.Short)));

    private static CsvTable Themes(ReviewedYear year) => OpenData.Table(
        "themes",
        "テーマ",
        [
            CommonColumns.ThemeId, Number, Name, Short,
            new("item_count", "評価のある実践項目をもつ取組項目の数", CellKind.Integer) { Unit = "件" },
            CommonColumns.MeasureCount, CommonColumns.Total, CommonColumns.Grade,
            CommonColumns.CommitteeMean(year.Plan.Committee) with { Note = $"取組項目の{CommitteeWords.Mean(year.Plan.Committee)}（公表値）の平均" },
        ],
        year.Figures.Themes.Select(t => OpenData.Row(
            t.Theme.Id, t.Theme.Number, t.Theme.Name, t.Theme.Short, Printed.Number(t.ItemCount), Printed.Number(t.MeasureCount),
            Printed.Number(t.Mean?.Total), t.Mean?.Grade ?? "", Printed.Number(t.CommitteeMean))));

    private static CsvTable Means(ReviewedYear year) => OpenData.Table(
        "theme_means",
        "テーマの自己評価の平均値",
        [CommonColumns.ThemeId, CommonColumns.CriterionId, CommonColumns.Mean],
        year.Figures.Themes.SelectMany(t => ItemTables.MeanRows(year, t.Theme.Id, t.Mean)));
}
