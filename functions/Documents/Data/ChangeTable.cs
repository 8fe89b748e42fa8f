using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Data;

/// <summary>What happened to measures over the plan's years: added, revised, ended. One happening a row.</summary>
internal static partial class ChangeTable
{
    /// <summary>The codes with their meaning.</summary>
    public static IReadOnlyList<(string Code, string Label)> Codes { get; } =
        [("added", "計画期間の途中で追加"), ("revised", "見直し"), ("ended", "取組終了")];

    public static CsvTable Of(ReviewedYear year) => OpenData.Table(
        "changes",
        "実践項目の変更",
        [
            CommonColumns.MeasureCode, new("change", "変更の種類", CellKind.Code) { CodeList = "change" },
            new("changed_fiscal_year", "変更した年度", CellKind.Year) { Unit = "年度", Blank = "年度の記録なし" },
            new("changed_month", "変更した月", CellKind.Month) { Blank = "月の記録なし" },
            new("detail", "見直しの区分", CellKind.Text) { Blank = "見直し以外の変更" },
        ],
        year.Plan.Measures.SelectMany(m => Changes(year.Plan, m)));

    private static IEnumerable<ImmutableArray<string>> Changes(Plan plan, Measure measure)
    {
        if (measure.Started > plan.FirstYear)
        {
            yield return OpenData.Row(measure.Code, "added", Printed.Number(measure.Started.Year), "", "");
        }

        if (measure.RevisionTag is { } tag)
        {
            yield return OpenData.Row(measure.Code, "revised", YearOf(tag), "", tag);
        }

        if (measure.Ended is { } end)
        {
            yield return OpenData.Row(
                measure.Code, "ended", Printed.Number(end.Year.Year), end.Month is { } month ? Printed.IsoMonth(month) : "", "");
        }
    }

    // R5内容変更: the year stands before what was done.
    private static string YearOf(string tag) =>
        FiscalYear.TryParse(LeadingYear().Match(tag).Value, out var year) ? Printed.Number(year.Year) : "";

    [GeneratedRegex(@"\A(?:[SHR][0-9]{1,2}|(?:昭和|平成|令和)(?:元|[0-9]{1,2})年度|[0-9]{4}(?=年度))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LeadingYear();
}
