using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using Microsoft.AspNetCore.Components;

namespace GyoseiFlow.Documents;

/// <summary>A chapter's text as the document prints it, to look at while it is written.</summary>
public static class ChapterPreview
{
    /// <summary>Renders it with the year's figures; HTML in the text is shown, not obeyed.</summary>
    /// <exception cref="KeyNotFoundException">A placeholder has no value; a checked text uses only those that have.</exception>
    public static MarkupString Render(TextTemplate text, ReviewedYear year)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(year);
        return Markdown.Render(text, ClosingFigures.Of(year.Plan, year.Figures).Values(year.Figures), headingLevel: 3);
    }
}
