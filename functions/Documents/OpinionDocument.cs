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
    /// <summary>
    /// Makes the files of one version's folder: index.html, the same as Word and its tables as Excel, the data under data/, and
    /// data/manifest.json with the sums of all of them.
    /// The same year gives the same bytes, on any machine.
    /// </summary>
    public static async Task<ImmutableArray<PublishedFile>> RenderAsync(ReviewedYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        var tables = OpenData.Tables(year);
        PublishedFile[] files =
        [
            await StaticHtml.RenderAsync<OpinionPage>("index.html", new() { [nameof(OpinionPage.Year)] = year }),
            WordFile.Write(year),
            ExcelFile.Write(year),
            DataJson.Write(year),
            SheetsJson.Write(year),
            .. tables.Select(CsvFile.Write),
            .. tables.Where(t => t.Name != DataDictionary.Name).Select(TableJson.Write),
            DataDictionary.Write(tables),
            .. Licence.Write(year),
            await StaticHtml.RenderAsync<DataIndex>("data/index.html", new() { [nameof(DataIndex.Year)] = year }),
        ];
        return [.. files, Manifest.Write(files)];
    }
}
