using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Documents.Data;

/// <summary>
/// Where a published figure stands in the open data: file, the row's key, column, written like the end of a web address
/// (item_means.csv?item_number=3&amp;criterion_id=progress#mean). The document's figures carry it as data-source.
/// </summary>
internal static class RowAddress
{
    public static string Of(string file, string column, params ReadOnlySpan<(string Column, string Value)> key)
    {
        var parts = new string[key.Length];
        for (var at = 0; at < key.Length; at++)
        {
            parts[at] = $"{key[at].Column}={Uri.EscapeDataString(key[at].Value)}";
        }

        return $"{file}?{string.Join('&', parts)}#{column}";
    }

    public static string Measure(string code, string column) => Of("measures.csv", column, ("measure_code", code));

    public static string MeasureGrade(string code, FiscalYear year) =>
        Of("measure_grades.csv", "grade", ("measure_code", code), ("graded_fiscal_year", Printed.Number(year.Year)));

    public static string Score(string code, string criterion) => Of("scores.csv", "score", ("measure_code", code), ("criterion_id", criterion));

    public static string Item(int number, string column) => Of("items.csv", column, ("item_number", Printed.Number(number)));

    public static string ItemMean(int number, string criterion) =>
        Of("item_means.csv", "mean", ("item_number", Printed.Number(number)), ("criterion_id", criterion));

    public static string ItemGrade(int number, FiscalYear year) =>
        Of("item_grades.csv", "grade", ("item_number", Printed.Number(number)), ("graded_fiscal_year", Printed.Number(year.Year)));

    public static string Attainment(string code, string part, FiscalYear year, string column) => Of(
        "attainment.csv", column, ("measure_code", code), ("part_name", PlainText.Of(part)), ("actual_fiscal_year", Printed.Number(year.Year)));

    public static string Progress(string code, string field, string column) =>
        Of("progress_means.csv", column, ("measure_code", code), ("field_id", field));

    public static string Theme(string id, string column) => Of("themes.csv", column, ("theme_id", id));

    public static string ThemeMean(string id, string criterion) => Of("theme_means.csv", "mean", ("theme_id", id), ("criterion_id", criterion));
}
