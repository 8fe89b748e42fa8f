using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>What departments answer for, with their own scores and grades.</summary>
internal static class MeasureTables
{
    public static ImmutableArray<CsvTable> Of(ReviewedYear year) => [Measures(year), Departments(year), Scores(year), Grades(year)];

    /// <summary>The measures of a plan without scores.</summary>
    public static CsvTable Unscored(ReviewedYear year)
    {
        var scored = Measures(year);
        return scored with { Columns = scored.Columns[..^3], Rows = [.. scored.Rows.Select(row => row[..^3])] };
    }

    private static CsvTable Measures(ReviewedYear year) => OpenData.Table(
        "measures",
        "実践項目",
        [
            CommonColumns.MeasureCode, CommonColumns.ItemNumber, new("name", "実践項目の名称", CellKind.Text),
            new("started_fiscal_year", "計画に加わった年度", CellKind.Year) { Unit = "年度" },
            new("ended_fiscal_year", "取組を終了した年度", CellKind.Year) { Unit = "年度", Blank = "継続中" },
            new("ended_month", "取組を終了した月", CellKind.Month) { Blank = "継続中、または月の記録なし" },
            new("revision_tag", "見直しの区分", CellKind.Text) { Blank = "見直しなし" },
            CommonColumns.Total, CommonColumns.Grade, CommonColumns.Status,
        ],
        year.Figures.Measures.Select(m => OpenData.Row(
            m.Measure.Code, Printed.Number(m.Item.Number), m.Measure.Name, Printed.Number(m.Measure.Started.Year),
            m.Measure.Ended is { } end ? Printed.Number(end.Year.Year) : "",
            m.Measure.Ended?.Month is { } month ? Printed.IsoMonth(month) : "",
            m.Measure.RevisionTag ?? "", m.Score is { } s ? Printed.Number(s.Total) : "", m.Score?.Grade ?? "", GradeStatus.Now(year, m))));

    public static CsvTable Departments(ReviewedYear year) => OpenData.Table(
        "measure_departments",
        "実践項目の担当部署",
        [
            CommonColumns.MeasureCode, CommonColumns.Order("担当の順") with { Note = "1が主担当" },
            new("department_id", "担当部署の符号", CellKind.Code) { CodeList = "department" },
            new("department", "担当部署の名称", CellKind.Text),
        ],
        year.Plan.Measures.SelectMany(m => m.Departments.Select((d, i) =>
            OpenData.Row(m.Code, Printed.Number(i + 1), d, year.Plan.Department(d).Name))));

    private static CsvTable Scores(ReviewedYear year) => OpenData.Table(
        "scores",
        "実践項目の自己評価の評点",
        [CommonColumns.MeasureCode, CommonColumns.CriterionId, new("score", "評点", CellKind.Integer) { Unit = CommonColumns.Points }],
        year.Figures.Measures.Where(m => m.Score is not null).SelectMany(m => year.Plan.Scoring.Criteria.Select(c =>
            OpenData.Row(m.Measure.Code, c.Id, Printed.Number(m.Score!.Scores[c.Id])))));

    private static CsvTable Grades(ReviewedYear year) => OpenData.Table(
        "measure_grades",
        "実践項目の総合評価（過年度を含む）",
        [CommonColumns.MeasureCode, CommonColumns.GradedYear, CommonColumns.Grade, CommonColumns.Status],
        year.Figures.Measures.SelectMany(m => GradeCourse.Of(year, m)
            .Select(g => OpenData.Row(m.Measure.Code, Printed.Number(g.Year.Year), g.Grade, g.Status))));
}
