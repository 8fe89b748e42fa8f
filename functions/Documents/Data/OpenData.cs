using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Data;

/// <summary>
/// The year's facts and figures as tables. With them every published figure can be computed again, down to the committee's mean of
/// an item: single members' scores are never published.
/// </summary>
internal static class OpenData
{
    /// <summary>Every table, in the order in which they are listed.</summary>
    public static ImmutableArray<CsvTable> Tables(ReviewedYear year) =>
    [
        Measures(year), MeasureDepartments(year), Scores(year), MeasureGrades(year),
        Items(year), ItemThemes(year), ItemMeans(year), ItemGrades(year),
        Themes(year), ThemeMeans(year), Opinions(year), Committee(year),
        ScoringTables.GradeThresholds(year.Plan), ScoringTables.GradeCaps(year.Plan), ScoringTables.Rounding(year.Plan),
        .. CorrectionData.Tables(year), CodeTable.Of(year),
    ];

    private static CsvTable Measures(ReviewedYear year) => Table(
        "measures.csv",
        "実践項目",
        [
            MeasureCode, ItemNumber, new("name", "実践項目の名称"), new("started_fiscal_year", "計画に加わった年度"),
            new("ended_fiscal_year", "取組を終了した年度。空欄は継続中"), new("ended_month", "取組を終了した月（YYYY-MM）。空欄は継続中か、月の記録がないもの"),
            new("revision_tag", "見直しの区分"), Total, Grade, new("status", "評価の状態（codes.csvのstatus）"),
        ],
        year.Figures.Measures.Select(m => Row(
            m.Measure.Code, Printed.Number(m.Item.Number), m.Measure.Name, Printed.Number(m.Measure.Started.Year),
            m.Measure.Ended is { } end ? Printed.Number(end.Year.Year) : "",
            m.Measure.Ended?.Month is { } month ? Printed.Iso(month)[..7] : "",
            m.Measure.RevisionTag ?? "", m.Score is { } s ? Printed.Number(s.Total) : "", m.Score?.Grade ?? "", GradeStatus.Now(year, m))));

    private static CsvTable MeasureDepartments(ReviewedYear year) => Table(
        "measure_departments.csv",
        "実践項目の担当部署",
        [MeasureCode, new("order", "1が主担当"), new("department", "担当部署の名称")],
        year.Plan.Measures.SelectMany(m => m.Departments.Select((d, i) =>
            Row(m.Code, Printed.Number(i + 1), year.Plan.Department(d).Name))));

    private static CsvTable Scores(ReviewedYear year) => Table(
        "scores.csv",
        "実践項目の自己評価の評点",
        [MeasureCode, FiscalYear, CriterionId, new("score", "評点")],
        year.Figures.Measures.Where(m => m.Score is not null).SelectMany(m => year.Plan.Scoring.Criteria.Select(c =>
            Row(m.Measure.Code, Printed.Number(year.Cycle.Year.Year), c.Id, Printed.Number(m.Score!.Scores[c.Id])))));

    private static CsvTable MeasureGrades(ReviewedYear year) => Table(
        "measure_grades.csv",
        "実践項目の総合評価（過年度を含む）",
        [MeasureCode, FiscalYear, Grade, new("status", "評価の状態（codes.csvのstatus）")],
        year.Figures.Measures.SelectMany(m => PrintedGrades.PastYears(year)
            .Select(past => (Year: past, Grade: year.Past.OfMeasure(m.Measure.Code, past), Status: GradeStatus.Past(year, m.Measure, past)))
            .Append((Year: year.Cycle.Year, m.Score?.Grade, Status: GradeStatus.Now(year, m)))
            .Select(g => Row(
                m.Measure.Code, Printed.Number(g.Year.Year), g.Status == GradeStatus.Graded ? g.Grade ?? "" : "", g.Status))));

    private static CsvTable Items(ReviewedYear year) => Table(
        "items.csv",
        "取組項目",
        [new("number", "取組項目の番号"), new("name", "取組項目の名称"), MeasureCount, Total, Grade, CommitteeMean],
        year.Figures.Items.Select(i => Row(
            Printed.Number(i.Item.Number), i.Item.Name, Printed.Number(i.MeasureCount),
            Printed.Number(i.Mean?.Total), i.Mean?.Grade ?? "", Printed.Number(i.CommitteeMean))));

    private static CsvTable ItemThemes(ReviewedYear year) => Table(
        "item_themes.csv",
        "取組項目が属するテーマ",
        [ItemNumber, ThemeId],
        year.Plan.Items.SelectMany(i => year.Plan.Themes.Where(t => i.Themes.Contains(t.Id)).Select(t => Row(Printed.Number(i.Number), t.Id))));

    private static CsvTable ItemMeans(ReviewedYear year) => Table(
        "item_means.csv",
        "取組項目の自己評価の平均値",
        [ItemNumber, CriterionId, Mean],
        year.Figures.Items.SelectMany(i => Means(year, Printed.Number(i.Item.Number), i.Mean)));

    private static CsvTable ItemGrades(ReviewedYear year) => Table(
        "item_grades.csv",
        "取組項目の総合評価（過年度を含む）",
        [ItemNumber, FiscalYear, Grade],
        year.Figures.Items.SelectMany(i => PrintedGrades.PastYears(year)
            .Select(past => (Year: past, Grade: year.Past.OfItem(i.Item.Number, past)))
            .Append((year.Cycle.Year, i.Mean?.Grade))
            .Where(g => g.Grade is not null and not PastGrades.Ended)
            .Select(g => Row(Printed.Number(i.Item.Number), Printed.Number(g.Year.Year), g.Grade!))));

    private static CsvTable Themes(ReviewedYear year) => Table(
        "themes.csv",
        "テーマ",
        [
            ThemeId, new("number", "テーマの番号"), new("name", "テーマの名称"), new("item_count", "評価のある実践項目をもつ取組項目の数"),
            MeasureCount, Total, Grade, CommitteeMean,
        ],
        year.Figures.Themes.Select(t => Row(
            t.Theme.Id, t.Theme.Number, t.Theme.Name, Printed.Number(t.ItemCount), Printed.Number(t.MeasureCount),
            Printed.Number(t.Mean?.Total), t.Mean?.Grade ?? "", Printed.Number(t.CommitteeMean))));

    private static CsvTable ThemeMeans(ReviewedYear year) => Table(
        "theme_means.csv",
        "テーマの自己評価の平均値",
        [ThemeId, CriterionId, Mean],
        year.Figures.Themes.SelectMany(t => Means(year, t.Theme.Id, t.Mean)));

    private static CsvTable Opinions(ReviewedYear year) => Table(
        "opinions.csv",
        "委員の意見",
        [ItemNumber, new("order", "掲載順"), new("text", "意見。改行は「 / 」に置き換えた")],
        year.Plan.Items.SelectMany(i => year.Opinions.Of(i.Number).Select((text, at) =>
            Row(Printed.Number(i.Number), Printed.Number(at + 1), text))));

    private static CsvTable Committee(ReviewedYear year) => Table(
        "committee.csv",
        "審議会の構成",
        [new("order", "名簿の順"), new("role", "役職"), new("publicly_recruited", "公募委員ならtrue、それ以外はfalse")],
        year.Plan.Committee.Members.Select((m, at) => Row(Printed.Number(at + 1), m.Role, m.IsPubliclyRecruited ? "true" : "false")));

    private static IEnumerable<ImmutableArray<string>> Means(ReviewedYear year, string key, MeanScore? mean) =>
        mean is null ? [] : year.Plan.Scoring.Criteria.Select(c => Row(key, c.Id, Printed.Number(mean.Means[c.Id])));

    private static CsvColumn MeasureCode { get; } = new("measure_code", "実践項目の番号");

    private static CsvColumn ItemNumber { get; } = new("item_number", "取組項目の番号");

    private static CsvColumn ThemeId { get; } = new("theme_id", "テーマの符号（codes.csvのtheme）");

    private static CsvColumn CriterionId { get; } = new("criterion_id", "評価項目の符号（codes.csvのcriterion）");

    private static CsvColumn FiscalYear { get; } = new("fiscal_year", "年度（4月の属する西暦年）");

    private static CsvColumn MeasureCount { get; } = new("measure_count", "評価のある実践項目の数");

    private static CsvColumn Total { get; } = new("total", "合計。空欄は評価なし");

    private static CsvColumn Grade { get; } = new("grade", "総合評価。空欄は評価なし");

    private static CsvColumn Mean { get; } = new("mean", "平均値");

    private static CsvColumn CommitteeMean { get; } = new("committee_mean", "審議会評価平均。空欄は評価なし");

    internal static ImmutableArray<string> Row(params ImmutableArray<string> cells) => cells;

    internal static CsvTable Table(
        string name, string title, ImmutableArray<CsvColumn> columns, IEnumerable<ImmutableArray<string>> rows) =>
        new(name, title, columns, [.. rows]);
}
