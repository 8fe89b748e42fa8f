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

    /// <summary>A column as texts.</summary>
    public XElement Texts(int column) => new(
        C + "strRef",
        new XElement(C + "f", Range(column)),
        new XElement(C + "strCache", Points(column, cell => OfficeText.Clean(cell.Text))));

    /// <summary>A column as numbers; a gap where there is none.</summary>
    public XElement Numbers(int column, string format) => new(
        C + "numRef",
        new XElement(C + "f", Range(column)),
        new XElement(
            C + "numCache",
            new XElement(C + "formatCode", format),
            Points(column, cell => cell.Number is null ? null : Printed.Number(cell.Number))));

    /// <summary>A column's head.</summary>
    public XElement Head(int column) => new(
        C + "strRef",
        new XElement(C + "f", $"'{name}'!${ExcelColumns.Letters(column + 1)}$1"),
        new XElement(C + "strCache", Value("ptCount", "1"), Point(0, OfficeText.Clean(table.Columns[column].FullHead))));

    private IEnumerable<XElement> Points(int column, Func<PaperCell, string?> text) =>
    [
        Value("ptCount", Printed.Number(table.Rows.Length)),
        .. table.Rows
            .Select((row, i) => (Index: i, Text: text(row.Cells[column])))
            .Where(p => p.Text is not null)
            .Select(p => Point(p.Index, p.Text!)),
    ];

    private static XElement Point(int index, string value) =>
        new(C + "pt", new XAttribute("idx", index), new XElement(C + "v", value));

    private string Range(int column)
    {
        var letters = ExcelColumns.Letters(column + 1);
        return $"'{name}'!${letters}$2:${letters}${Printed.Number(table.Rows.Length + 1)}";
    }
}
