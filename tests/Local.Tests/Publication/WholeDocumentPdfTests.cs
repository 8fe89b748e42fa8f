using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GyoseiFlow.Documents;
using GyoseiFlow.Local.Publication;
using GyoseiFlow.Local.Tests.Demo;

namespace GyoseiFlow.Local.Tests.Publication;

/// <summary>Tomakomai's whole document as the demo published it, printed and read back with poppler. ChromiumPdfPrinterTests print twice.</summary>
public sealed partial class WholeDocumentPdfTests(UninterruptedYear year) : IClassFixture<UninterruptedYear>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [ChromiumFact]
    public async Task Print_WholeDocument_IsWholeAndTagged()
    {
        var html = await File.ReadAllBytesAsync(Path.Combine(year.Folder, "published", "tomakomai", "2024", "v1", "index.html"));
        var page = await new HtmlParser().ParseDocumentAsync(Encoding.UTF8.GetString(html));
        var pdf = await PrintAsync(html);

        await HasPropertiesAsync(page, pdf);
        await HasEmbeddedFontsAsync();
        var text = await Poppler.RunAsync("pdftotext", "-layout", _folder["document.pdf"], "-");
        HasEveryChapterAndSheet(page, text);
        HasNoTableHeadAtAPagesEnd(page, text);
        HasStructure(page, await Poppler.RunAsync("pdfinfo", "-struct", _folder["document.pdf"]));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<byte[]> PrintAsync(byte[] html)
    {
        var printed = await new ChromiumPdfPrinter(ChromiumPdfPrinter.Find()).PrintAsync(html, CancellationToken.None);
        var pdf = PrintedPdf.Dated(printed!.Value, new DateOnly(2025, 7, 30)).ToArray();
        await File.WriteAllBytesAsync(_folder["document.pdf"], pdf);
        return pdf;
    }

    private async Task HasPropertiesAsync(IHtmlDocument page, byte[] pdf)
    {
        var info = await Poppler.RunAsync("pdfinfo", _folder["document.pdf"]);
        Assert.Matches(@"Title:\s+" + Regex.Escape(page.Title!), info);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches("Page size:.*A4", info);
        Assert.InRange(int.Parse(Regex.Match(info, @"(?<=Pages:\s+)\d+", RegexOptions.None, TimeSpan.FromSeconds(5)).Value, CultureInfo.InvariantCulture), 101, 400);
        var bytes = Encoding.Latin1.GetString(pdf);
        Assert.Contains("/Lang (ja)", bytes, StringComparison.Ordinal);
        // Every heading has its entry.
        Assert.Contains("/Outlines", bytes, StringComparison.Ordinal);
        Assert.True(OutlineEntry().Count(bytes) >= page.QuerySelectorAll("h1, h2, h3, h4, h5").Length);
    }

    private async Task HasEmbeddedFontsAsync()
    {
        var fonts = (await Poppler.RunAsync("pdffonts", _folder["document.pdf"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToArray();
        Assert.NotEmpty(fonts);
        // The column "emb" of every font.
        Assert.All(fonts, font => Assert.Equal("yes", font.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^5]));
    }

    private static void HasEveryChapterAndSheet(IHtmlDocument page, string text)
    {
        var all = Dense(text);
        Assert.All(page.QuerySelectorAll("h2"), chapter => Assert.Contains(Dense(chapter.TextContent), all, StringComparison.Ordinal));
        // Closed on the screen, open in print: the last words of the first and of the last sheet are there.
        var sheets = page.QuerySelectorAll("details");
        Assert.Equal(95, sheets.Length);
        Assert.All(new[] { sheets[0], sheets[^1] }, sheet =>
        {
            Assert.Contains(Dense(sheet.QuerySelector("h4")!.TextContent), all, StringComparison.Ordinal);
            Assert.All(sheet.QuerySelectorAll(".answer > p"), answer => Assert.Contains(Dense(answer.TextContent)[..4], all, StringComparison.Ordinal));
        });
        Assert.DoesNotContain(Dense(page.QuerySelector(".print-choice")!.TextContent), all, StringComparison.Ordinal);
    }

    /// <summary>Where a table's first row doesn't fit, its head goes over to the next page with it.</summary>
    private static void HasNoTableHeadAtAPagesEnd(IHtmlDocument page, string text)
    {
        var heads = page.QuerySelectorAll("thead tr:last-child").Select(row => Dense(row.TextContent)).Where(h => h.Length > 4).ToHashSet(StringComparer.Ordinal);
        var pages = text.Split('\f').Select(p => p.Split('\n').Select(Dense).Where(line => line.Length > 0 && !line.All(char.IsAsciiDigit)).LastOrDefault());
        Assert.Equal([], pages.Select((last, at) => $"page {at + 1}: {last}").Where(p => heads.Contains(p.Split(": ", 2)[1])));
    }

    private static void HasStructure(IHtmlDocument page, string structure)
    {
        Assert.Equal(page.QuerySelectorAll("table").Length, TableElement().Count(structure));
        Assert.Equal(1, Regex.Count(structure, @"^\s*H1\b", RegexOptions.Multiline));
        Assert.Equal(page.QuerySelectorAll("h2").Length, Regex.Count(structure, @"^\s*H2\b", RegexOptions.Multiline));
        Assert.Equal(page.QuerySelectorAll("h3").Length, Regex.Count(structure, @"^\s*H3\b", RegexOptions.Multiline));
    }

    // Lines break where the page is full, and poppler sets spaces where letters stand apart.
    private static string Dense(string text) => new([.. text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))]);

    [GeneratedRegex(@"^\s*Table\b", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex TableElement();

    [GeneratedRegex(@"/Title[ (<]", RegexOptions.NonBacktracking)]
    private static partial Regex OutlineEntry();
}
