using System.Collections.Immutable;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Excel;

/// <summary>The workbook's tables: the paper's own, and the figures in long form, a row a fact.</summary>
internal static class ExcelTables
{
    public static ImmutableArray<ExcelTable> Of(ReviewedYear year)
    {
        ImmutableArray<ExcelTable> tables =
        [
            .. year.Plan.IsScored ? Scored(year) : Unscored(year),
            .. ExcelOfData.Of(year),
            new("コード表", Codes(year)),
            .. CorrectionSheet.Of(year),
        ];
        return [new("データの説明", ExcelNotes.Of(year, tables)), .. tables];
    }

    private static IEnumerable<ExcelTable> Scored(ReviewedYear year) =>
    [
        new("取組項目", PaperTables.Items(year, "取組項目別・評価集計")),
        new("テーマ", PaperTables.Themes(year)),
        new("実践項目", Measures(year)),
        new("評点", Scores(year)),
        new("取組項目の平均値", ItemMeans(year)),
        new("テーマの平均値", ThemeMeans(year)),
        new("取組項目の総合評価の推移", ItemGrades(year)),
        new("実践項目の総合評価の推移", MeasureGrades(year)),
        new("実践項目の総合評価の分布", Distribution(year)),
        .. YearCommittee.TakesPart(year) ? Committee(year) : [],
    ];

    private static IEnumerable<ExcelTable> Committee(ReviewedYear year) =>
    [
        new(CommitteeWords.Pairs(year.Plan.Committee), ChartTables.ReviewPairs(year.Plan.Committee, year.Figures.Items)),
        new("委員の意見", Opinions(year)),
        new("委員の構成", PaperTables.Roster(year.Plan)),
    ];

    // What the items and measures are, what departments answered, and who sits in the committee, if there is one.
    private static IEnumerable<ExcelTable> Unscored(ReviewedYear year) =>
    [
        ExcelOfData.Of("取組項目", ItemTables.Unscored(year)),
        ExcelOfData.Of("実践項目", MeasureTables.Unscored(year)),
        ExcelOfData.Of("担当部署", MeasureTables.Departments(year)),
        .. Data.AnswerTables.Of(year, []).Select(t => ExcelOfData.Of(t.Title, t)),
        .. YearCommittee.TakesPart(year) ? [new("委員の構成", PaperTables.Roster(year.Plan))] : Array.Empty<ExcelTable>(),
    ];

    private static PaperTable Measures(ReviewedYear year) => PaperTable.Of(
        "実践項目別の評価",
        [
            .. MeasureKey, ItemNumber, ItemName, .. ScoreColumns.Heads(year.Plan, $"{year.Cycle.ScoreLabel}自己評価"),
            State, PaperColumn.Number("開始年度"), PaperColumn.Number("終了年度"), PaperColumn.Words("取組終了", 6),
            PaperColumn.Words("見直し", 6), PaperColumn.Words("担当部署", 20),
        ],
        year.Figures.Measures.Select(m => Row(
            [
                m.Measure.Code, m.Measure.Name, m.Item.Number, m.Item.Name, .. Scored(year, m), GradeStatus.Label(GradeStatus.Now(year, m)),
                m.Measure.Started.Year, m.Measure.Ended?.Year.Year, ScoreColumns.End(m.Measure.Ended), m.Measure.RevisionTag,
                ScoreColumns.Departments(year.Plan, m.Measure),
            ])));

    private static PaperTable Scores(ReviewedYear year) => PaperTable.Of(
        "実践項目の評点",
        [.. MeasureKey, FiscalYear, Criterion, PaperColumn.Number("評点")],
        year.Figures.Measures.Where(m => m.Score is not null).SelectMany(m => year.Plan.Scoring.Criteria.Select(c =>
            Row([m.Measure.Code, m.Measure.Name, year.Cycle.Year.Year, c.Name, m.Score!.Scores[c.Id]]))));

    private static PaperTable ItemMeans(ReviewedYear year) => PaperTable.Of(
        "取組項目の自己評価の平均値",
        [ItemNumber, ItemName, Criterion, Mean],
        year.Figures.Items.SelectMany(i => Means(year, [i.Item.Number, i.Item.Name], i.Mean)));

    private static PaperTable ThemeMeans(ReviewedYear year) => PaperTable.Of(
        "テーマの自己評価の平均値",
        [PaperColumn.Mark("テーマNo.", 5), PaperColumn.Words("テーマ名", 24), Criterion, Mean],
        year.Figures.Themes.SelectMany(t => Means(year, [t.Theme.Number, t.Theme.Name], t.Mean)));

    private static PaperTable ItemGrades(ReviewedYear year) => PaperTable.Of(
        "取組項目の総合評価の推移",
        [ItemNumber, ItemName, FiscalYear, Grade],
        year.Figures.Items.SelectMany(i => GradeCourse.Of(year, i).Select(g => Row([i.Item.Number, i.Item.Name, g.Year.Year, g.Grade]))));

    private static PaperTable MeasureGrades(ReviewedYear year) => PaperTable.Of(
        "実践項目の総合評価の推移",
        [.. MeasureKey, FiscalYear, Grade, State],
        year.Figures.Measures.SelectMany(m => GradeCourse.Of(year, m)
            .Select(g => Row([m.Measure.Code, m.Measure.Name, g.Year.Year, g.Grade, GradeStatus.Label(g.Status)]))));

    private static PaperTable Distribution(ReviewedYear year) => PaperTable.Of(
        "実践項目の総合評価の分布",
        [FiscalYear, Grade, PaperColumn.Number("実践項目数", 5)],
        GradeCounts.Of(year).SelectMany(y => PrintedGrades.Scale(year).Select((grade, rank) => Row(
            [y.Year.Year, grade, y.ByRank[rank]]))));

    private static PaperTable Opinions(ReviewedYear year) => PaperTable.Of(
        "委員の意見",
        [ItemNumber, ItemName, PaperColumn.Number("掲載順"), PaperColumn.Words("意見", 50)],
        year.Plan.Items.SelectMany(i => year.Opinions.Of(i.Number).Select((text, at) => Row([i.Number, i.Name, at + 1, text]))));

    private static PaperTable Codes(ReviewedYear year) => PaperTable.Of(
        "公開データ（CSV・JSON）で使うコード",
        [PaperColumn.Words("種類", 10), PaperColumn.Words("コード", 10), PaperColumn.Words("名称", 30)],
        CodeTable.Of(year).Rows.Select(row => row.Select(cell => (PaperCell)cell).ToImmutableArray()));

    // Where the paper prints one mark over all the cells, a sheet has a cell a column.
    private static IEnumerable<PaperCell> Scored(ReviewedYear year, MeasureFigures figures) => figures.Score is null
        ? Enumerable.Repeat(new PaperCell(""), year.Plan.Scoring.Criteria.Length + 2)
        : ScoreColumns.Scores(year, figures);

    private static IEnumerable<ImmutableArray<PaperCell>> Means(ReviewedYear year, ImmutableArray<PaperCell> key, MeanScore? mean) =>
        mean is null ? [] : year.Plan.Scoring.Criteria.Select(c => Row([.. key, c.Name, mean.Means[c.Id]]));

    private static ImmutableArray<PaperCell> Row(ImmutableArray<PaperCell> cells) => cells;

    private static ImmutableArray<PaperColumn> MeasureKey { get; } =
        [PaperColumn.Mark("実践項目No.", 5), PaperColumn.Words("実践項目", 24)];

    private static PaperColumn ItemNumber { get; } = PaperColumn.Number("取組項目No.", 5);

    private static PaperColumn ItemName { get; } = PaperColumn.Words("取組項目", 20);

    private static PaperColumn FiscalYear { get; } = PaperColumn.Number("年度", 4);

    private static PaperColumn Criterion { get; } = PaperColumn.Words("評価項目", 8);

    private static PaperColumn Mean { get; } = PaperColumn.Number("平均値", 4);

    private static PaperColumn Grade { get; } = PaperColumn.Mark("総合評価", 5);

    private static PaperColumn State { get; } = PaperColumn.Mark("状態", 6);
}
