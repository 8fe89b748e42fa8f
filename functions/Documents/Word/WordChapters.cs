using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Word;

/// <summary>The chapters in the paper's order.</summary>
internal static class WordChapters
{
    public static void Write(WordBody body, ReviewedYear year)
    {
        var values = ClosingFigures.Of(year.Plan, year.Figures).Values(year.Figures);
        foreach (var chapter in DocumentChapter.Of(year))
        {
            // These two are short and follow what stands before them.
            body.Heading(1, chapter.Title, onNewPage: chapter.Parts[0].Part is not (DocumentPart.Effects or DocumentPart.Roster));
            foreach (var part in chapter.Parts)
            {
                Part(body, year, part, values);
            }
        }
    }

    private static void Part(WordBody body, ReviewedYear year, ChapterPart part, IReadOnlyDictionary<string, string> values)
    {
        var texts = year.Plan.Document;
        switch (part.Part)
        {
            case DocumentPart.Introduction:
                body.Markdown(texts.Introduction, values);
                break;
            case DocumentPart.Effects:
                Effects(body, texts);
                break;
            case DocumentPart.Method:
                WordMethod.Write(body, year, values);
                break;
            case DocumentPart.Overview when year.Plan.IsScored:
                Overview(body, year);
                break;
            case DocumentPart.ItemReviews:
                WordItems.Write(body, year);
                break;
            case DocumentPart.Effectiveness:
                WordEffectiveness.Write(body, year, values);
                break;
            case DocumentPart.GeneralReview:
                body.Markdown(texts.GeneralReview, values);
                break;
            case DocumentPart.Roster:
                body.Table(PaperTables.Roster(year.Plan));
                break;
            default:
                WordParts.Write(body, year, part.Blocks);
                break;
        }
    }

    private static void Effects(WordBody body, DocumentTexts texts)
    {
        if (texts.Effects.Length > 0)
        {
            body.Add(WordText.Paragraph("Normal", WordText.Run("財政効果額　"), WordText.Run(texts.Effects, "Strong")));
        }
        else
        {
            body.Add("Normal", Headings.NoEffects);
        }

        if (texts.EffectRows.Length > 0)
        {
            body.Table(MethodTables.Effects(texts));
        }
    }

    private static void Overview(WordBody body, ReviewedYear year)
    {
        body.Heading(2, Headings.OverviewItems);
        body.Table(PaperTables.Items(year, $"{year.Plan.Name} {Headings.OverviewItems}"));
        body.Heading(2, Headings.OverviewMeasures, onNewPage: true);
        body.Table(PaperTables.Measures(year, $"{year.Plan.Name} {Headings.OverviewMeasures}"));
        body.Add("Notes", PrintedGrades.Legend);
    }
}
