using System.Collections.Immutable;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Documents.Word;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents;

/// <summary>A year's opinion document (意見書) with its open data.</summary>
public static class OpinionDocument
{
    /// <summary>The PDF's name, where there is one.</summary>
    public const string PdfPath = "opinion.pdf";

    /// <summary>
    /// Makes the files of one version's folder: index.html, the same as Word and its tables as Excel, the data under data/, and
    /// data/manifest.json with the sums of all of them.
    /// The same year gives the same bytes, on any machine.
    /// </summary>
    /// <param name="year">What it is made from.</param>
    /// <param name="pdf">What <see cref="RenderPrintableAsync"/> gave, printed; null where nothing could print it.</param>
    public static async Task<ImmutableArray<PublishedFile>> RenderAsync(ReviewedYear year, ReadOnlyMemory<byte>? pdf = null)
    {
        ArgumentNullException.ThrowIfNull(year);
        // Each format by itself, so that they share the machine's cores: whoever publishes waits for the slowest, not for all.
        var page = Task.Run(() => RenderPageAsync(year, hasPdf: pdf is not null));
        var word = Task.Run(() => WordFile.Write(year));
        var excel = Task.Run(() => ExcelFile.Write(year));
        var data = Task.Run(() => WriteDataAsync(year));
        PublishedFile[] files =
        [
            await page,
            .. pdf is { } printed ? [new PublishedFile(PdfPath, "application/pdf", PrintedPdf.Dated(printed, year.PublishedOn))] : Array.Empty<PublishedFile>(),
            await word,
            await excel,
            .. await data,
        ];
        return [.. files, Manifest.Write(files)];
    }

    /// <summary>The page that is printed as PDF: index.html as it is published beside the PDF.</summary>
    public static async Task<ReadOnlyMemory<byte>> RenderPrintableAsync(ReviewedYear year) =>
        (await RenderPageAsync(year, hasPdf: true)).Content;

    /// <summary>The page alone, of a year that need not be complete: to look at before anything is published.</summary>
    public static async Task<ReadOnlyMemory<byte>> RenderPreviewAsync(ReviewedYear year) =>
        (await RenderPageAsync(year, hasPdf: false)).Content;

    private static async Task<ImmutableArray<PublishedFile>> WriteDataAsync(ReviewedYear year)
    {
        var tables = OpenData.Tables(year);
        return
        [
            DataJson.Write(year),
            SheetsJson.Write(year),
            .. tables.Select(CsvFile.Write),
            .. tables.Where(t => t.Name != DataDictionary.Name).Select(TableJson.Write),
            DataDictionary.Write(tables),
            .. Licence.Write(year),
            await StaticHtml.RenderAsync<DataIndex>("data/index.html", new() { [nameof(DataIndex.Year)] = year }),
        ];
    }

    private static Task<PublishedFile> RenderPageAsync(ReviewedYear year, bool hasPdf) => StaticHtml.RenderAsync<OpinionPage>(
        "index.html", new() { [nameof(OpinionPage.Year)] = year, [nameof(OpinionPage.HasPdf)] = hasPdf });
}
