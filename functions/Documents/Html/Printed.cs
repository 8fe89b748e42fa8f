using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Html;

/// <summary>How values look in print. The machine's culture has no say.</summary>
internal static class Printed
{
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>With the decimals that it was rounded to (10.0); nothing when there is no value.</summary>
    public static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>西暦, for datetime attributes and data.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>2025-03, for data.</summary>
    public static string IsoMonth(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>An instant in UTC, for properties of files.</summary>
    public static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>令和7年3月.</summary>
    public static string Month(DateOnly month) => Wareki.FormatMonth(month);

    /// <summary>R6 for a year in any of its spellings; anything else as it was typed.</summary>
    public static string Year(string typed) => FiscalYear.TryParse(typed, out var year) ? year.Wareki : typed;

    /// <summary>What a department typed into a table's cell.</summary>
    public static string Cell(FormColumn column, ImmutableSortedDictionary<string, string> row)
    {
        var typed = row.GetValueOrDefault(column.Id) ?? "";
        return column.Kind == ColumnKind.Year ? Year(typed) : typed;
    }

    /// <summary>The id of an item's section.</summary>
    public static string ItemAnchor(int number) => $"item-{Number(number)}";

    /// <summary>The id of a theme's row of items.</summary>
    public static string ThemeAnchor(string id) => $"theme-{id}";

    /// <summary>The id of a table's description on the data's page: measures-csv.</summary>
    public static string TableAnchor(string file) => file.Replace('.', '-');

    /// <summary>The id of a measure's sheet. Codes are letters and digits as a rule; anything else is spelt out.</summary>
    public static string SheetAnchor(string code) => "sheet-" + string.Concat(code.Select(c =>
        char.IsAsciiLetterOrDigit(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"_{(int)c:x4}")));
}
