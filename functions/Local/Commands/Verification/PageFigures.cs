using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GyoseiFlow.Documents.Verification;

namespace GyoseiFlow.Local.Commands.Verification;

/// <summary>The figures that index.html shows: each says in its data-source where it stands in the open data.</summary>
internal static class PageFigures
{
    private const string Page = "index.html";

    /// <summary>None when there is no page; the manifest says that it is missing.</summary>
    public static IReadOnlyCollection<PublishedFigure> Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (!files.TryGetValue(Page, out var bytes))
        {
            return [];
        }

        var parser = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true });
        using var page = parser.ParseDocument(Encoding.UTF8.GetString(bytes.Span));
        return
        [
            .. page.QuerySelectorAll("[data-source]").Select(figure => new PublishedFigure(
                Page, Place(figure), figure.GetAttribute("data-source")!, figure.TextContent.Trim())),
        ];
    }

    private static string Place(IElement figure)
    {
        var line = figure.SourceReference?.Position.Line.ToString(CultureInfo.InvariantCulture);
        var table = figure.Closest("table")?.QuerySelector("caption")?.TextContent.Trim();
        return (line is null ? "" : $"{line}行目") + (table is null ? "" : $"の表「{table}」");
    }
}
