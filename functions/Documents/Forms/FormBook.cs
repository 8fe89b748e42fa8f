using System.IO.Packaging;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Forms;

/// <summary>
/// Sheets as a workbook to be filled in, a worksheet each. Made of nothing but its input: the same sheets are the same bytes.
/// It is here, and not in Review, because only this room knows Office files.
/// </summary>
public static class FormBook
{
    /// <summary>What browsers call such a file.</summary>
    public const string MediaType = Excel.ExcelFile.MediaType;

    /// <summary>The hidden name that holds a worksheet's id.</summary>
    internal const string IdName = "GyoseiFlowForm";

    private const string Styles = "forms/styles.xml";

    /// <summary>The workbook.</summary>
    /// <param name="title">What it is, for the file's properties.</param>
    /// <param name="sheets">At least one; none may be <see cref="FormSheet.TooLong"/>.</param>
    public static byte[] Write(string title, IReadOnlyList<FormSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        if (sheets.Count == 0)
        {
            throw new ArgumentException("A workbook has at least one worksheet.", nameof(sheets));
        }

        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook, autoSave: false))
        {
            // FixedZip compresses.
            file.CompressionOption = CompressionOption.NotCompressed;
            var book = file.AddWorkbookPart();
            file.ChangeIdOfPart(book, "workbook");
            OfficeParts.Feed(book.AddNewPart<WorkbookStylesPart>("styles"), Styles);
            var (list, names, choices) = (new Sheets(), new DefinedNames(), new ChoiceLists());
            for (var i = 0; i < sheets.Count; i++)
            {
                var form = new FormWorksheet(sheets[i], choices);
                Add(book, list, sheets[i].Name, form.Worksheet(isFirst: i == 0));
                names.Append(
                    new DefinedName(form.PrintTitles) { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i },
                    new DefinedName($"\"{sheets[i].Id}\"") { Name = IdName, LocalSheetId = (uint)i, Hidden = true });
            }

            Add(book, list, ChoiceLists.Name, choices.Worksheet()).State = SheetStateValues.Hidden;
            book.Workbook = new Workbook(new BookViews(new WorkbookView()), list, names);
            var properties = file.AddCoreFilePropertiesPart();
            file.ChangeIdOfPart(properties, "properties");
            OfficeParts.Write(properties, Properties(title));
            file.Save();
        }

        return FixedZip.Rewrite(stream);
    }

    private static Sheet Add(WorkbookPart book, Sheets list, string name, Worksheet worksheet)
    {
        var number = list.Elements<Sheet>().Count() + 1;
        var id = $"sheet{Printed.Number(number)}";
        book.AddNewPart<WorksheetPart>(id).Worksheet = worksheet;
        return list.AppendChild(new Sheet { Name = name, SheetId = (uint)number, Id = id });
    }

    private static XElement Properties(string title)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        return new XElement(
            core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", core),
            new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XElement(dc + "title", OfficeText.Clean(title)),
            new XElement(dc + "language", "ja-JP"));
    }
}
