using System.IO.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Documents.Office;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Word;

/// <summary>opinion.docx: the opinion document for people who go on working in it.</summary>
internal static class WordFile
{
    public const string Path = "opinion.docx";

    private const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static PublishedFile Write(ReviewedYear year)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document, autoSave: false))
        {
            // FixedZip compresses.
            file.CompressionOption = CompressionOption.NotCompressed;
            file.PartExtensionProvider.MakeSurePartExtensionExist(ExcelFile.MediaType, ".xlsx");
            var main = file.AddMainDocumentPart();
            file.ChangeIdOfPart(main, "document");
            OfficeParts.Feed(main.AddNewPart<StyleDefinitionsPart>("styles"), "word/styles.xml");
            OfficeParts.Feed(main.AddNewPart<FontTablePart>("fonts"), "word/fontTable.xml");
            main.AddNewPart<DocumentSettingsPart>("settings").Settings = WordSettings.Settings();
            main.AddNewPart<FooterPart>(WordSettings.Footer).Footer = WordSettings.PageNumber();
            main.Document = Document(main, year);
            var properties = file.AddCoreFilePropertiesPart();
            file.ChangeIdOfPart(properties, "properties");
            OfficeParts.SetProperties(properties, year);
            file.Save();
        }

        return new PublishedFile(Path, MediaType, FixedZip.Rewrite(stream));
    }

    private static Document Document(MainDocumentPart main, ReviewedYear year)
    {
        var text = new WordBody(main, new WordNumbering(main));
        if (!year.Corrections.IsEmpty)
        {
            text.Part(WordCover.CorrectionPart, () => WordCorrections.Write(text, year));
        }

        text.Part(WordCover.BodyPart, () => WordChapters.Write(text, year));
        if (DocumentChapter.HasAppendix(year))
        {
            text.Part(WordCover.AppendixPart, () => WordAppendix.Write(text, year));
        }

        WordCover.Colophon(text, year);
        return new Document(new Body(
        [
            .. WordCover.Of(year),
            .. WordCover.Contents(text.Headings),
            .. text.Elements,
            WordSettings.Page(),
        ]));
    }
}
