namespace GyoseiFlow.Documents.Data;

/// <summary>A column with everything that the data dictionary says of it.</summary>
/// <param name="Name">ASCII, lower_snake_case.</param>
/// <param name="Label">Its Japanese name.</param>
/// <param name="Kind">What its cells hold.</param>
internal sealed record CsvColumn(string Name, string Label, CellKind Kind)
{
    /// <summary>The unit of a number; なし for a number that counts nothing, such as a place in an order.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The list of codes.csv that its values are from, or nothing.</summary>
    public string CodeList { get; init; } = "";

    /// <summary>What an empty cell means; nothing where no cell is ever empty.</summary>
    public string Blank { get; init; } = "";

    /// <summary>What else has to be known to read it.</summary>
    public string Note { get; init; } = "";
}

/// <summary>What a column's cells hold.</summary>
internal enum CellKind
{
    /// <summary>Free text.</summary>
    Text,

    /// <summary>A code or another identifier; leading zeros count.</summary>
    Code,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with decimals.</summary>
    Decimal,

    /// <summary>A fiscal year: the calendar year (西暦) of its April.</summary>
    Year,

    /// <summary>2025-03.</summary>
    Month,

    /// <summary>2025-03-31.</summary>
    Date,

    /// <summary>true or false.</summary>
    Flag,
}

/// <summary>The kinds' names in the data dictionary.</summary>
internal static class CellKinds
{
    /// <summary>Every kind with its code and its meaning.</summary>
    public static IReadOnlyList<(CellKind Kind, string Code, string Label)> All { get; } =
    [
        (CellKind.Text, "text", "文字列"),
        (CellKind.Code, "code", "符号（先頭の0も意味をもつ文字列）"),
        (CellKind.Integer, "integer", "整数"),
        (CellKind.Decimal, "decimal", "小数"),
        (CellKind.Year, "fiscal_year", "年度（4月の属する西暦年、4桁）"),
        (CellKind.Month, "month", "年月（西暦、YYYY-MM）"),
        (CellKind.Date, "date", "年月日（西暦、YYYY-MM-DD）"),
        (CellKind.Flag, "boolean", "真偽（trueまたはfalse）"),
    ];

    /// <summary>The kind's code.</summary>
    public static string Code(CellKind kind) => All.First(k => k.Kind == kind).Code;

    /// <summary>Whether JSON writes it as a number.</summary>
    public static bool IsNumber(CellKind kind) => kind is CellKind.Integer or CellKind.Decimal or CellKind.Year;
}
