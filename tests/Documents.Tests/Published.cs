using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CsvHelper;
using GyoseiFlow.Review.Cycles;
using static System.Globalization.CultureInfo;

namespace GyoseiFlow.Documents.Tests;

/// <summary>A rendered version's files, read back as a reader would.</summary>
internal sealed class Published(ImmutableArray<PublishedFile> files)
{
    public ImmutableArray<PublishedFile> Files => files;

    public IHtmlDocument Page => Html("index.html");

    public JsonElement Data => Json("data/data.json");

    public static async Task<Published> OfAsync(ReviewedYear year) => new(await OpinionDocument.RenderAsync(year));

    public PublishedFile File(string path) => files.Single(f => f.Path == path);

    public string Text(string path) => Encoding.UTF8.GetString(File(path).Content.Span);

    public IHtmlDocument Html(string path) => new HtmlParser().ParseDocument(Text(path));

    public JsonElement Json(string path) => JsonDocument.Parse(File(path).Content).RootElement;

    /// <summary>A table's rows by column name.</summary>
    public Row[] Csv(string name)
    {
        using var csv = new CsvReader(new StringReader(Text($"data/{name}").TrimStart('\uFEFF')), InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Row>();
        while (csv.Read())
        {
            rows.Add(new Row(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!)));
        }

        return [.. rows];
    }

    /// <summary>A table's rows, none where the plan has no such table.</summary>
    public Row[] CsvIfThere(string name) => files.Any(f => f.Path == $"data/{name}") ? Csv(name) : [];

    /// <summary>The cells of an HTML table's body, row by row.</summary>
    public string[][] Cells(string id) => Cells(Page.GetElementById(id)!);

    public static string[][] Cells(IElement table) =>
        [.. table.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("th, td").Select(c => c.TextContent.Trim()).ToArray())];
}

/// <summary>A row of CSV.</summary>
internal sealed record Row(Dictionary<string, string> Cells)
{
    public string this[string column] => Cells[column];

    public decimal Number(string column) => decimal.Parse(Cells[column], InvariantCulture);
}
