using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Html;

namespace GyoseiFlow.Documents.Word;

/// <summary>
/// The contents as Word's own field, which works out the page numbers on opening. The entries are there from the start, for readers
/// that don't.
/// </summary>
internal static class WordContents
{
    /// <summary>The contents of one part.</summary>
    /// <param name="bookmark">The part's bookmark.</param>
    /// <param name="levels">The headings' levels that are listed.</param>
    /// <param name="headings">The part's headings.</param>
    public static IEnumerable<OpenXmlElement> Of(string bookmark, int levels, IEnumerable<WordHeading> headings)
    {
        Run[] opening =
        [
            WordText.FieldPart(FieldCharValues.Begin),
            new Run(new FieldCode($" TOC \\o \"1-{Printed.Number(levels)}\" \\h \\z \\b {bookmark} ") { Space = SpaceProcessingModeValues.Preserve }),
            WordText.FieldPart(FieldCharValues.Separate),
        ];
        foreach (var heading in headings.Where(h => h.Level <= levels))
        {
            yield return WordText.Paragraph($"TOC{Printed.Number(heading.Level)}", [.. opening, Entry(heading)]);
            opening = [];
        }

        yield return WordText.Paragraph("AfterTable", [.. opening, WordText.FieldPart(FieldCharValues.End)]);
    }

    private static Hyperlink Entry(WordHeading heading) => new(
        [WordText.Run(heading.Text), new Run(new TabChar()), .. WordText.Field($"PAGEREF {heading.Bookmark} \\h", "")])
    {
        Anchor = heading.Bookmark,
        History = true,
    };
}
