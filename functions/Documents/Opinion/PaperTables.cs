using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The opinion document's tables.</summary>
internal static class PaperTables
{
    public static PaperTable Items(ReviewedYear year, string caption) => PaperTable.Of(
        caption,
        [
            PaperColumn.Number("No."), PaperColumn.Words("取組項目", 14),
            .. year.Plan.Themes.Select(t => PaperColumn.Mark(t.Short, 2) with { Group = "テーマ", IsUpright = true }),
            PaperColumn.Number("実践項目数", 2) with { IsUpright = true },
            .. ScoreColumns.Heads(year.Plan, "平均値"), .. Committee(year, CommitteeMean(year)),
        ],
        year.Figures.Items.Select(i => Cells(
            [
                i.Item.Number, i.Item.Name, .. ScoreColumns.ThemeMarks(year.Plan, i.Item), i.MeasureCount,
                .. ScoreColumns.Means(year.Plan, i.Mean), .. Committee<PaperCell>(year, i.CommitteeMean),
            ])));

    public static PaperTable Themes(ReviewedYear year) => PaperTable.Of(
        "テーマ別・評価集計",
        [
            PaperColumn.Mark("No."), PaperColumn.Words("テーマ名", 16), PaperColumn.Number("取組項目数", 2), PaperColumn.Number("実践項目数", 2),
            .. ScoreColumns.Heads(year.Plan, "実践項目別評価平均値"), .. Committee(year, CommitteeMean(year)),
        ],
        year.Figures.Themes.Select(t => Cells(
            [
                t.Theme.Number, t.Theme.Name, t.ItemCount, t.MeasureCount, .. ScoreColumns.Means(year.Plan, t.Mean), .. Committee<PaperCell>(year, t.CommitteeMean),
            ])));

    public static PaperTable ThemeMeans(ReviewedYear year) => PaperTable.Of(
        $"テーマ別評価平均（{Printed.Number(year.Plan.Committee.Min)}～{Printed.Number(year.Plan.Committee.Max)}）",
        [PaperColumn.Mark("No."), PaperColumn.Words("テーマ名", 24), CommitteeMean(year)],
        year.Figures.Themes.Select(t => Cells([t.Theme.Number, t.Theme.Name, t.CommitteeMean])));

    public static PaperTable Measures(ReviewedYear year, string caption)
    {
        var byItem = year.Figures.Measures.ToLookup(m => m.Item.Number);
        ImmutableArray<PaperColumn> columns =
        [
            PaperColumn.Mark("No."), PaperColumn.Words("実践項目", 16), .. ScoreColumns.PastHeads(year, "総合評価（自己評価）"),
            .. ScoreColumns.Heads(year.Plan, $"{year.Cycle.ScoreLabel}自己評価"), PaperColumn.Mark("取組終了", 2), Departments,
        ];
        return new PaperTable(caption, columns,
        [
            .. year.Plan.Items.SelectMany(item => byItem[item.Number]
                .Select(m => new PaperRow(Measure(year, m, withPast: true)))
                .Prepend(new PaperRow([new PaperCell($"No.{Printed.Number(item.Number)} {item.Name}", null, columns.Length)], IsGroup: true))),
        ]);
    }

    public static PaperTable ItemMeasures(ReviewedYear year, string caption, IEnumerable<MeasureFigures> measures) => PaperTable.Of(
        caption,
        [
            PaperColumn.Mark("No."), PaperColumn.Words("実践項目名", 16),
            .. ScoreColumns.Heads(year.Plan, $"{year.Cycle.ScoreLabel}自己評価（担当部署）"), PaperColumn.Mark("取組終了", 2), Departments,
        ],
        measures.Select(m => Measure(year, m, withPast: false)));

    public static PaperTable Means(ReviewedYear year, ItemFigures figures) => PaperTable.Of(
        "（参考）自己評価の平均値",
        [.. ScoreColumns.Heads(year.Plan, "").Select(c => c with { Group = null, IsUpright = false, Width = 5 })],
        [Cells(ScoreColumns.Means(year.Plan, figures.Mean))]);

    public static PaperTable ItemGrades(ReviewedYear year, ItemFigures figures) => PaperTable.Of(
        "（参考）総合評価の推移",
        [.. ScoreColumns.PastHeads(year, null).Append(PaperColumn.Mark(year.Cycle.Year.Wareki)).Select(c => c with { Width = 5 })],
        [Cells([.. PrintedGrades.PastYears(year).Select(past => (PaperCell)PrintedGrades.Past(year, figures.Item, past)), "今回"])]);

    public static PaperTable Roster(Plan plan) => PaperTable.Of(
        "委員の構成",
        [PaperColumn.Number("No."), PaperColumn.Words("役職", 16), PaperColumn.Words("備考", 16)],
        plan.Committee.Members.Select((m, at) => Cells([at + 1, m.Role, m.IsPubliclyRecruited ? "公募" : ""])));

    private static ImmutableArray<PaperCell> Measure(ReviewedYear year, MeasureFigures figures, bool withPast) =>
    [
        figures.Measure.Code, figures.Measure.Name,
        .. withPast ? PrintedGrades.PastYears(year).Select(past => (PaperCell)PrintedGrades.Past(year, figures.Measure, past)) : [],
        .. ScoreColumns.Scores(year, figures), figures.Measure.Ended?.Year.Wareki,
        ScoreColumns.Departments(year.Plan, figures.Measure),
    ];

    private static IEnumerable<T> Committee<T>(ReviewedYear year, T one) => YearCommittee.TakesPart(year) ? [one] : [];

    private static ImmutableArray<PaperCell> Cells(IEnumerable<PaperCell> cells) => [.. cells];

    private static PaperColumn CommitteeMean(ReviewedYear year) => PaperColumn.Number(CommitteeWords.Mean(year.Plan.Committee), 5);

    private static PaperColumn Departments { get; } = PaperColumn.Words("担当部署", 12);
}
