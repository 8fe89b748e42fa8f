using Microsoft.AspNetCore.Components;

namespace GyoseiFlow.Documents.Html;

/// <summary>The style of every published page, inlined so that a saved page stays whole.</summary>
internal static class Stylesheet
{
    public static MarkupString Markup { get; } = Read();

    private static MarkupString Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("document.css")!;
        using var reader = new StreamReader(stream);
        return new MarkupString(reader.ReadToEnd());
    }
}
