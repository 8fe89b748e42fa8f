namespace GyoseiFlow.Documents.Spreadsheets;

/// <summary>A cell with something in it.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Kind">What is in it.</param>
/// <param name="Text">The text, or the number as it is stored.</param>
public sealed record ReadCell(int Row, int Column, ReadCellKind Kind, string Text)
{
    /// <summary>As Excel calls it: C12.</summary>
    public string Address => AddressOf(Row, Column);

    /// <summary>A cell's address.</summary>
    public static string AddressOf(int row, int column) => Excel.ExcelColumns.Letters(column) + Html.Printed.Number(row);
}

/// <summary>What is in a cell.</summary>
public enum ReadCellKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number that looks like what it is.</summary>
    Number,

    /// <summary>A number that is shown as a day or a time.</summary>
    Date,

    /// <summary>A number that is shown as a percentage.</summary>
    Percent,

    /// <summary>真 or 偽.</summary>
    Boolean,

    /// <summary>#REF! and the like.</summary>
    Error,

    /// <summary>A formula, whatever its result.</summary>
    Formula,
}
