using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;

namespace GyoseiFlow.Documents.Word;

/// <summary>The chapters in the paper's order.</summary>
internal static class WordChapters
{
    public static void Write(WordBody body, ReviewedYear year)
    {
        var values = ClosingFigures.Of(year.Plan, year.Figures).Values(year.Figures);
        var texts = year.Plan.Document;
        body.Heading(1, Headings.Introduction, onNewPage: true);
        body.Markdown(texts.Introduction, values);
        Effects(body, year);
        WordMethod.Write(body, year, values);
        body.Heading(1, Headings.Review, onNewPage: true);
        Overview(body, year);
        WordItems.Write(body, year);
        WordEffectiveness.Write(body, year, values);
        body.Heading(1, Headings.GeneralReview, onNewPage: true);
        body.Markdown(texts.GeneralReview, values);
        body.Heading(1, Headings.Roster(year));
        body.Table(PaperTables.Roster(year.Plan));
    }

    private static void Effects(WordBody body, ReviewedYear year)
    {
        var texts = year.Plan.Document;
        body.Heading(1, Headings.Effects);
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
