using System.Text.RegularExpressions;
using GyoseiFlow.Documents.Verification;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace GyoseiFlow.Documents.Html;

/// <summary>
/// Computed figures inside a text (98.9 in the general review), which carry their address like those in tables. They go through Markdown
/// between characters that mean nothing, because raw HTML doesn't.
/// </summary>
internal static partial class FigureMarks
{
    private const char Begin = '\uF8F0';
    private const char Middle = '\uF8F1';
    private const char End = '\uF8F2';

    // The placeholders that are one figure each, and what data.json calls it.
    private static readonly Dictionary<string, string> Closing = new(StringComparer.Ordinal)
    {
        ["measureCount"] = "measureCount",
        ["shareAB"] = "topTwoShare",
        ["itemsFrom4"] = "itemsFromFour",
        ["highestItemMean"] = "highestItemMean",
        ["secondItemMean"] = "secondItemMean",
        ["lowestItemMean"] = "lowestItemMean",
        ["bestThemeMean"] = "bestThemeMean",
    };

    /// <summary>The value with its marks, or null: it is no figure.</summary>
    public static string? Mark(string placeholder, string value) =>
        Closing.TryGetValue(placeholder, out var figure) && value.All(c => char.IsAsciiDigit(c) || c == '.')
            ? $"{Begin}{figure}{Middle}{value}{End}"
            : null;

    /// <summary>The text without marks, for places that can't carry an address, such as a link's own.</summary>
    public static string Unmarked(string text) => Marked().Replace(text, "${value}");

    /// <summary>Makes every mark in running text an element.</summary>
    public static void Expand(MarkdownDocument document)
    {
        foreach (var literal in document.Descendants<LiteralInline>().Where(l => Marked().IsMatch(l.Content.ToString())).ToList())
        {
            var whole = new ContainerInline();
            var text = literal.Content.ToString();
            var at = 0;
            foreach (Match mark in Marked().Matches(text))
            {
                whole.AppendChild(new LiteralInline(text[at..mark.Index]));
                whole.AppendChild(new HtmlInline($"<span data-source=\"{Recomputation.ClosingAddress(mark.Groups["figure"].Value)}\">"));
                whole.AppendChild(new LiteralInline(mark.Groups["value"].Value));
                whole.AppendChild(new HtmlInline("</span>"));
                at = mark.Index + mark.Length;
            }

            whole.AppendChild(new LiteralInline(text[at..]));
            literal.ReplaceBy(whole);
        }
    }

    [GeneratedRegex(@"\uF8F0(?<figure>[A-Za-z]+)\uF8F1(?<value>[^\uF8F0-\uF8F2]*)\uF8F2", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marked();
}
