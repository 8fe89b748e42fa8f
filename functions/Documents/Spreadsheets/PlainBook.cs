using System.Globalization;
using System.IO.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Documents.Forms;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Spreadsheets;

/// <summary>A workbook of one worksheet of texts, its first row frozen: a list to fill in.</summary>
public static class PlainBook
{
    private const double Width = 18;

    /// <summary>The workbook.</summary>
    /// <param name="name">The worksheet's name.</param>
    /// <param name="rows">The head first.</param>
    public static byte[] Write(string name, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook, autoSave: false))
        {
            file.CompressionOption = CompressionOption.NotCompressed;
            var book = file.AddWorkbookPart();
            file.ChangeIdOfPart(book, "workbook");
            OfficeParts.Feed(book.AddNewPart<WorkbookStylesPart>("styles"), "forms/styles.xml");
            book.AddNewPart<WorksheetPart>("sheet1").Worksheet = Worksheet(rows);
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = name, SheetId = 1, Id = "sheet1" }));
            file.Save();
        }

        return FixedZip.Rewrite(stream);
    }

    private static Worksheet Worksheet(IReadOnlyList<IReadOnlyList<string>> rows) => new(
        new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        {
            WorkbookViewId = 0,
        }),
        new Columns(new Column { Min = 1, Max = (uint)rows.Max(r => r.Count), Width = Width, CustomWidth = true }),
        new SheetData(rows.Select((row, at) => new Row(row.Select((text, column) => Cell(at, column, text))) { RowIndex = (uint)at + 1 })));

    private static Cell Cell(int row, int column, string text) =>
        new(new InlineString(new Text(CellText.Escape(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = string.Create(CultureInfo.InvariantCulture, $"{ExcelColumns.Letters(column + 1)}{row + 1}"),
            DataType = CellValues.InlineString,
            StyleIndex = row == 0 ? FormStyle.Head : FormStyle.Answer,
        };
}
