using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Excel;

/// <summary>Open-data tables as sheets: the long form, with numbers as numbers and days as days.</summary>
internal static class ExcelOfData
{
    private const int LongestName = 31;
    private const int WideText = 30;

    /// <summary>The tables beyond scores that the year has.</summary>
    public static IEnumerable<ExcelTable> Of(ReviewedYear year) =>
        PlanDataTables.Of(year).Select(t => Of(t.Title, t));

    /// <summary>A sheet of a table.</summary>
    public static ExcelTable Of(string name, CsvTable table) => new(
        NameOf(name),
        PaperTable.Of(table.Title, [.. table.Columns.Select(Column)], table.Rows.Select(row => row.Zip(table.Columns, Cell).ToImmutableArray())));

    private static string NameOf(string title)
    {
        var name = string.Concat(title.Select(c => ":\\/?*[]'".Contains(c, StringComparison.Ordinal) ? '・' : c));
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    private static PaperColumn Column(CsvColumn column) =>
        CellKinds.IsNumber(column.Kind) ? PaperColumn.Number(column.Label, 5)
        : column.Kind == CellKind.Text ? PaperColumn.Words(column.Label, WideText)
        : PaperColumn.Mark(column.Label, 8);

    private static PaperCell Cell(string cell, CsvColumn column) =>
        cell.Length == 0 ? ""
        : CellKinds.IsNumber(column.Kind) ? new PaperCell(cell, decimal.Parse(cell, NumberStyles.Number, CultureInfo.InvariantCulture))
        : column.Kind == CellKind.Date ? PaperCell.Of(DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture))
        : cell;
}
