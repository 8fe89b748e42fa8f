using System.Text;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Documents;
using GyoseiFlow.Local.Publication;

namespace GyoseiFlow.Local.Tests.Publication;

public sealed class ChromiumPdfPrinterTests : IDisposable
{
    private const string Page = """
        <!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>意見書の見本</title>
        <style>@page { size: A4 }</style></head><body><h1>第1章 𠮷野家の髙橋</h1><p>本文</p><h2>表</h2>
        <table><caption>表1</caption><tr><th scope="col">項目</th></tr><tr><td>値</td></tr></table></body></html>
        """;

    private readonly TemporaryFolder _folder = new();

    [ChromiumFact]
    public async Task Print_Page_IsTaggedWithOutlineTitleAndText()
    {
        var pdf = await PrintAsync(ChromiumPdfPrinter.Find());
        await File.WriteAllBytesAsync(_folder["a.pdf"], pdf!.Value);

        var info = await Poppler.RunAsync("pdfinfo", _folder["a.pdf"]);
        Assert.Matches(@"Title:\s+意見書の見本", info);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches(@"Page size:.*A4", info);
        Assert.Contains("𠮷野家の髙橋", await Poppler.RunAsync("pdftotext", _folder["a.pdf"], "-"), StringComparison.Ordinal);
        Assert.Contains("/Outlines", Encoding.Latin1.GetString(pdf.Value.Span), StringComparison.Ordinal);
        // The column "emb" of every font.
        var fonts = (await Poppler.RunAsync("pdffonts", _folder["a.pdf"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToArray();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Equal("yes", font.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^5]));
    }

    /// <summary>On a busy machine Chromium now and then writes its objects in another order: the bytes may differ, the document may not.</summary>
    [ChromiumFact]
    public async Task Print_Twice_SameTextAndStructureAndDate()
    {
        var day = new DateOnly(2025, 7, 30);
        var seen = new List<string>();
        foreach (var name in new[] { "first.pdf", "second.pdf" })
        {
            var pdf = PrintedPdf.Dated((await PrintAsync(ChromiumPdfPrinter.Find()))!.Value, day);
            await File.WriteAllBytesAsync(_folder[name], pdf);
            Assert.Contains("/CreationDate (D:20250730120000", Encoding.Latin1.GetString(pdf.Span), StringComparison.Ordinal);
            seen.Add(await Poppler.RunAsync("pdfinfo", "-struct-text", _folder[name]));
        }

        Assert.Contains("𠮷野家の髙橋", seen[0], StringComparison.Ordinal);
        Assert.Equal(seen[0], seen[1]);
    }

    [Fact]
    public async Task Print_NoBrowser_IsNothing() => Assert.Null(await PrintAsync(null));

    [Fact]
    public async Task Print_ProgramThatPrintsNothing_SaysSo() =>
        await Assert.ThrowsAsync<PdfNotPrintedException>(() => PrintAsync("/bin/true"));

    public void Dispose() => _folder.Dispose();

    private static Task<ReadOnlyMemory<byte>?> PrintAsync(string? program) =>
        new ChromiumPdfPrinter(program).PrintAsync(Encoding.UTF8.GetBytes(Page), CancellationToken.None);
}
