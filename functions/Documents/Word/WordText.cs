using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Word;

/// <summary>Paragraphs and runs.</summary>
internal static class WordText
{
    /// <summary>A paragraph of plain text; its line breaks stay.</summary>
    public static Paragraph Paragraph(string style, string text) => Paragraph(style, Run(text));

    /// <summary>A paragraph.</summary>
    public static Paragraph Paragraph(string style, params OpenXmlElement[] content) =>
        new([new ParagraphProperties(new ParagraphStyleId { Val = style }), .. content]);

    /// <summary>A run of plain text, in a character style or none.</summary>
    public static Run Run(string text, string? style = null)
    {
        var run = new Run();
        if (style is not null)
        {
            run.Append(new RunProperties(new RunStyle { Val = style }));
        }

        var lines = OfficeText.Clean(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                run.Append(new Break());
            }

            run.Append(Line(lines[i]));
        }

        return run;
    }

    /// <summary>Text that must stay on one line: headings, names.</summary>
    public static string OneLine(string text) => OfficeText.Clean(text).Replace('\n', ' ').Replace('\t', ' ');

    /// <summary>A field with the result that stands there until a reader's program works it out.</summary>
    public static IEnumerable<Run> Field(string instruction, string result) =>
    [
        FieldPart(FieldCharValues.Begin),
        new Run(new FieldCode($" {instruction} ") { Space = SpaceProcessingModeValues.Preserve }),
        FieldPart(FieldCharValues.Separate),
        Run(result),
        FieldPart(FieldCharValues.End),
    ];

    /// <summary>The beginning, the middle or the end of a field.</summary>
    public static Run FieldPart(FieldCharValues part) => new(new FieldChar { FieldCharType = part });

    private static IEnumerable<OpenXmlElement> Line(string line)
    {
        var parts = line.Split('\t');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                yield return new TabChar();
            }

            if (parts[i].Length > 0)
            {
                yield return new Text(parts[i]) { Space = SpaceProcessingModeValues.Preserve };
            }
        }
    }
}
