using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace GyoseiFlow.App.Tests.Pages.Excel;

/// <summary>Types into a workbook as a spreadsheet program would: shared texts (_x0041_ escaped, as ECMA-376 has it), numbers as numbers.</summary>
internal static partial class Filling
{
    /// <summary>The workbook with these cells filled, by worksheet, row key, and column from 0.</summary>
    public static byte[] Filled(byte[] book, params (string Sheet, string Key, int Column, object Value)[] typed)
    {
        using var stream = new MemoryStream();
        stream.Write(book);
        using (var file = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var part = file.WorkbookPart!;
            var texts = part.SharedStringTablePart ?? part.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable ??= new SharedStringTable();
            foreach (var (sheet, key, column, value) in typed)
            {
                Fill(CellOf(part, sheet, key, column), value, texts.SharedStringTable);
            }

            part.Workbook.Save();
        }

        return stream.ToArray();
    }

    /// <summary>The address of a cell.</summary>
    public static string AddressOf(byte[] book, string sheet, string key, int column)
    {
        using var file = SpreadsheetDocument.Open(new MemoryStream(book), isEditable: false);
        return CellOf(file.WorkbookPart!, sheet, key, column).CellReference!;
    }

    private static void Fill(Cell cell, object value, SharedStringTable texts)
    {
        cell.RemoveAllChildren();
        cell.DataType = null;
        switch (value)
        {
            case string text when text.Length > 0:
                texts.AppendChild(new SharedStringItem(new Text(Escapes().Replace(text, "_x005F_")) { Space = DocumentFormat.OpenXml.SpaceProcessingModeValues.Preserve }));
                cell.DataType = CellValues.SharedString;
                cell.CellValue = new CellValue(texts.ChildElements.Count - 1);
                break;
            case decimal or int:
                cell.CellValue = new CellValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!);
                break;
            case CellFormula formula:
                cell.CellFormula = formula;
                cell.CellValue = new CellValue("1");
                break;
            default:
                break;
        }
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Escapes();

    private static Cell CellOf(WorkbookPart book, string sheet, string key, int column)
    {
        var id = book.Workbook.Descendants<Sheet>().Single(s => s.Name! == sheet).Id!;
        var row = ((WorksheetPart)book.GetPartById(id!)).Worksheet.Descendants<Row>()
            .Single(r => r.Elements<Cell>().First().InnerText == key);
        return row.Elements<Cell>().ElementAt(column + 2);
    }
}
