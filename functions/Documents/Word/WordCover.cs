using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Word;

/// <summary>What stands before the first chapter and after the last page.</summary>
internal static class WordCover
{
    /// <summary>The corrections' bookmark.</summary>
    public const string CorrectionPart = "teisei";

    /// <summary>The chapters' bookmark.</summary>
    public const string BodyPart = "honpen";

    /// <summary>The sheets' bookmark.</summary>
    public const string AppendixPart = "shiryohen";

    public static IEnumerable<OpenXmlElement> Of(ReviewedYear year)
    {
        yield return Spaced("Subtitle", year.Plan.Name, 3600);
        yield return WordText.Paragraph("Title", year.Plan.Document.Title);
        yield return WordText.Paragraph("Subtitle", Headings.Year(year));
        yield return Spaced("Subtitle", Wareki.Format(year.PublishedOn), 4400);
        if (YearCommittee.TakesPart(year))
        {
            yield return WordText.Paragraph("Subtitle", year.Plan.Committee.Name);
        }

        if (year.Version > 1)
        {
            yield return WordText.Paragraph("Subtitle", $"第{Printed.Number(year.Version)}版（訂正版）");
            yield return WordText.Paragraph("Subtitle", $"初版 {Wareki.Format(year.FirstPublishedOn)}");
        }
    }

    /// <summary>The contents of each part that has any.</summary>
    public static IEnumerable<OpenXmlElement> Contents(ILookup<string, WordHeading> parts) =>
    [
        WordText.Paragraph("TOCHeading", Headings.Contents),
        .. parts.Contains(CorrectionPart) ? WordContents.Of(CorrectionPart, 2, parts[CorrectionPart]) : [],
        .. WordContents.Of(BodyPart, 3, parts[BodyPart]),
        .. parts.Contains(AppendixPart) ? WordContents.Of(AppendixPart, 2, parts[AppendixPart]) : [],
    ];

    public static void Colophon(WordBody body, ReviewedYear year) => body.Add(
        "Notes",
        $"発行　{year.Plan.City}\n問合せ　{year.Plan.Mail.Secretariat}\n公表日　{Wareki.Format(year.PublishedOn)}"
        + $"\n版　第{Printed.Number(year.Version)}版\nライセンス　{year.Plan.Document.Licence}");

    private static Paragraph Spaced(string style, string text, int before)
    {
        var paragraph = WordText.Paragraph(style, text);
        paragraph.ParagraphProperties!.SpacingBetweenLines = new SpacingBetweenLines { Before = Printed.Number(before) };
        return paragraph;
    }
}
