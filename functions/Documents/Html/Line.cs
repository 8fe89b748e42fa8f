using Microsoft.AspNetCore.Components;

namespace GyoseiFlow.Documents.Html;

/// <summary>A new line in the page's source. Razor drops those beside its own code, and a published page stays the same to the byte.</summary>
internal static class Line
{
    public static MarkupString At(int indent) => new("\n" + new string(' ', indent));
}
