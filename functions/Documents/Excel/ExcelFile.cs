using System.IO.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Office;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Excel;

/// <summary>tables.xlsx: the opinion document's tables for people who go on calculating.</summary>
internal static class ExcelFile
{
    public const string Path = "tables.xlsx";
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static PublishedFile Write(ReviewedYear year) => new(Path, MediaType, Write(year, ExcelTables.Of(year)));

    /// <summary>A workbook with these tables.</summary>
    public static byte[] Write(ReviewedYear year, IReadOnlyList<ExcelTable> tables)
    {
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook, autoSave: false))
        {
            // FixedZip compresses.
            file.CompressionOption = CompressionOption.NotCompressed;
            var book = file.AddWorkbookPart();
            file.ChangeIdOfPart(book, "workbook");
            OfficeParts.Feed(book.AddNewPart<WorkbookStylesPart>("styles"), "excel/styles.xml");
            var sheets = new Sheets();
            var names = new DefinedNames();
            for (var i = 0; i < tables.Count; i++)
            {
                var sheet = new ExcelSheet(tables[i]);
                var id = $"sheet{Printed.Number(i + 1)}";
                book.AddNewPart<WorksheetPart>(id).Worksheet = sheet.Worksheet(isFirst: i == 0);
                sheets.Append(new Sheet { Name = tables[i].Name, SheetId = (uint)i + 1, Id = id });
                names.Append(Names(tables[i].Name, (uint)i, sheet));
            }

            book.Workbook = new Workbook(new BookViews(new WorkbookView()), sheets, names);
            var properties = file.AddCoreFilePropertiesPart();
            file.ChangeIdOfPart(properties, "properties");
            OfficeParts.SetProperties(properties, year);
            file.Save();
        }

        return FixedZip.Rewrite(stream);
    }

    // The filter's own name, which Excel would add, and the head on every printed page.
    private static IEnumerable<DefinedName> Names(string sheet, uint index, ExcelSheet cells) =>
    [
        new($"'{sheet}'!{cells.Area(isAbsolute: true)}") { Name = "_xlnm._FilterDatabase", LocalSheetId = index, Hidden = true },
        new($"'{sheet}'!$1:$1") { Name = "_xlnm.Print_Titles", LocalSheetId = index },
    ];
}
