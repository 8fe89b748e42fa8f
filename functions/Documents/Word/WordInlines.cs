using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax.Inlines;

namespace GyoseiFlow.Documents.Word;

/// <summary>The words inside a paragraph of Markdown.</summary>
internal sealed class WordInlines(WordBody body)
{
    /// <summary>The runs of a paragraph.</summary>
    public IEnumerable<OpenXmlElement> Of(ContainerInline? inlines, string? style = null) =>
        inlines is null ? [] : inlines.SelectMany(inline => Of(inline, style));

    /// <summary>The words alone.</summary>
    public static string Plain(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline { IsHard: true } => "\n",
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        ContainerInline container => string.Concat(container.Select(Plain)),
        _ => "",
    };

    private IEnumerable<OpenXmlElement> Of(Inline inline, string? style) => inline switch
    {
        EmphasisInline emphasis => Of(emphasis, emphasis.DelimiterCount == 2 ? "Strong" : "Emphasis"),
        LinkInline link => Link(link.Url, Of(link, "Hyperlink")),
        AutolinkInline link => Link(link.IsEmail ? $"mailto:{link.Url}" : link.Url, [WordText.Run(link.Url, "Hyperlink")]),
        ContainerInline container => Of(container, style),
        // A line that ends in the plan's file goes on in the document, without a space between Japanese characters.
        LineBreakInline { IsHard: false } => [],
        _ => [WordText.Run(Plain(inline), style)],
    };

    private IEnumerable<OpenXmlElement> Link(string? url, IEnumerable<OpenXmlElement> content) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && !address.IsFile
            ? [new Hyperlink(content) { Id = body.Link(address), History = true }]
            : content;
}
