using Microsoft.AspNetCore.Components;

namespace GyoseiFlow.Documents.Html;

/// <summary>The style of every published page, inlined so that a saved page stays whole.</summary>
internal static class Stylesheet
{
    public static MarkupString Markup { get; } = Read("document.css");

    /// <summary>What the parts without scores need besides.</summary>
    public static MarkupString Parts { get; } = Read("parts.css");

    private static MarkupString Read(string name)
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new MarkupString(reader.ReadToEnd());
    }
}
