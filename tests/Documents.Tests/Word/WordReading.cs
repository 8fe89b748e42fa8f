using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Tests.Word;

/// <summary>opinion.docx, read back.</summary>
internal sealed class WordReading : IDisposable
{
    private readonly MemoryStream stream;

    public WordReading(Published published)
    {
        stream = new MemoryStream(published.File("opinion.docx").Content.ToArray());
        File = WordprocessingDocument.Open(stream, isEditable: false);
    }

    public WordprocessingDocument File { get; }

    public MainDocumentPart Main => File.MainDocumentPart!;

    public Body Body => Main.Document.Body!;

    public IEnumerable<Table> Tables => Body.Elements<Table>();

    public static async Task<WordReading> OfAsync(ReviewedYear year) => new(await Published.OfAsync(year));

    /// <summary>The table of this caption: the last of that name.</summary>
    public Table Table(string caption) =>
        Tables.Last(t => t.GetFirstChild<TableProperties>()!.TableCaption!.Val == caption);

    /// <summary>The texts of a table's rows below its head.</summary>
    public string[][] Cells(string caption) =>
    [
        .. Table(caption).Elements<TableRow>()
            .Where(r => r.TableRowProperties?.GetFirstChild<TableHeader>() is null)
            .Select(r => r.Elements<TableCell>().Select(c => c.InnerText).ToArray()),
    ];

    /// <summary>The texts of the paragraphs of a style.</summary>
    public string[] Texts(string style) =>
        [.. Body.Descendants<Paragraph>().Where(p => StyleOf(p) == style).Select(Text)];

    /// <summary>A paragraph's text with its line breaks and tabs.</summary>
    public static string Text(Paragraph paragraph) => string.Concat(paragraph.Descendants<Run>().SelectMany(r => r.ChildElements).Select(e => e switch
    {
        Text text => text.Text,
        Break => "\n",
        TabChar => "\t",
        _ => "",
    }));

    public static string? StyleOf(Paragraph paragraph) => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;

    public void Dispose()
    {
        File.Dispose();
        stream.Dispose();
    }
}
