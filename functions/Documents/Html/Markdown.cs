using GyoseiFlow.Review.Plans;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace GyoseiFlow.Documents.Html;

/// <summary>A plan's texts as HTML. Raw HTML is shown, not obeyed; images and links to scripts are left out.</summary>
internal static class Markdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>Renders a template with its placeholders filled.</summary>
    /// <param name="template">The text.</param>
    /// <param name="values">The placeholders' values; plain text, whatever characters they hold.</param>
    /// <param name="headingLevel">The level of every heading in it, so that the page's headings stay in order.</param>
    public static MarkupString Render(TextTemplate template, IReadOnlyDictionary<string, string> values, int headingLevel)
    {
        var document = Read(template, values.ToDictionary(v => v.Key, v => FigureMarks.Mark(v.Key, v.Value) ?? Escape(v.Value)));
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = headingLevel;
        }

        FigureMarks.Expand(document);
        return new MarkupString(FigureMarks.Unmarked(document.ToHtml(Pipeline)).TrimEnd());
    }

    /// <summary>Renders a text that has no placeholders: braces in it are braces.</summary>
    public static MarkupString Plain(string markdown, int headingLevel)
    {
        var document = Parse(markdown);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = headingLevel;
        }

        return new MarkupString(document.ToHtml(Pipeline).TrimEnd());
    }

    /// <summary>Reads a text that has no placeholders.</summary>
    public static MarkdownDocument Parse(string markdown) => Safe(Markdig.Markdown.Parse(markdown, Pipeline));

    /// <summary>Reads a template with its placeholders filled; what isn't safe to follow or to fetch is text.</summary>
    public static MarkdownDocument Parse(TextTemplate template, IReadOnlyDictionary<string, string> values) =>
        Read(template, values.ToDictionary(v => v.Key, v => Escape(v.Value)));

    private static MarkdownDocument Read(TextTemplate template, Dictionary<string, string> escaped) =>
        Safe(Markdig.Markdown.Parse(template.Fill(escaped), Pipeline));

    private static MarkdownDocument Safe(MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = link.Url is null ? null : FigureMarks.Unmarked(link.Url);
        }

        foreach (var link in document.Descendants<LinkInline>().Where(l => l.IsImage || !IsSafe(l.Url)).ToList())
        {
            link.ReplaceBy(new ContainerInline(), copyChildren: true);
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return document;
    }

    // CommonMark lets every ASCII punctuation mark be escaped; an item named *A* keeps its asterisks.
    private static string Escape(string value) =>
        string.Concat(value.Select(c => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)) ? $"\\{c}" : c.ToString()));

    private static bool IsSafe(string? url) =>
        url is not null && (url.StartsWith('#')
            || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase));
}
