using System.Xml.Linq;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Office;
using GyoseiFlow.Documents.Opinion;
using static GyoseiFlow.Documents.Word.Charts.ChartXml;

namespace GyoseiFlow.Documents.Word.Charts;

/// <summary>
/// The figures of a chart, as the workbook inside holds them. What a chart says is said twice, as a reference into the workbook for
/// who works on it and as a copy for who looks at it; here both come from the same cells.
/// </summary>
internal sealed class ChartSheet(string name, PaperTable table)
{
    /// <summary>The workbook's one sheet.</summary>
    public ExcelTable Sheet => new(name, table);

    /// <summary>How many rows of figures there are.</summary>
    public int Count => table.Rows.Length;

    /// <summary>A column as texts.</summary>
    public XElement Texts(int column) => new(
        C + "strRef",
        new XElement(C + "f", Range(column, 0, Count)),
        new XElement(C + "strCache", Points(column, 0, Count, cell => OfficeText.Clean(cell.Text))));

    /// <summary>A column as numbers; a gap where there is none.</summary>
    public XElement Numbers(int column, string format) => Numbers(column, format, 0, Count);

    /// <summary>Some rows of a column as numbers.</summary>
    public XElement Numbers(int column, string format, int from, int count) => new(
        C + "numRef",
        new XElement(C + "f", Range(column, from, count)),
        new XElement(
            C + "numCache",
            new XElement(C + "formatCode", format),
            Points(column, from, count, cell => cell.Number is null ? null : Printed.Number(cell.Number))));

    /// <summary>A column's head.</summary>
    public XElement Head(int column) => new(
        C + "strRef",
        new XElement(C + "f", $"'{name}'!${ExcelColumns.Letters(column + 1)}$1"),
        new XElement(C + "strCache", Value("ptCount", "1"), Point(0, OfficeText.Clean(table.Columns[column].FullHead))));

    private IEnumerable<XElement> Points(int column, int from, int count, Func<PaperCell, string?> text) =>
    [
        Value("ptCount", Printed.Number(count)),
        .. Enumerable.Range(0, count)
            .Select(i => (Index: i, Text: text(table.Rows[from + i].Cells[column])))
            .Where(p => p.Text is not null)
            .Select(p => Point(p.Index, p.Text!)),
    ];

    private static XElement Point(int index, string value) =>
        new(C + "pt", new XAttribute("idx", index), new XElement(C + "v", value));

    private string Range(int column, int from, int count)
    {
        var letters = ExcelColumns.Letters(column + 1);
        return $"'{name}'!${letters}${Printed.Number(from + 2)}:${letters}${Printed.Number(from + count + 1)}";
    }
}
