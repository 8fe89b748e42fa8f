using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Word;

/// <summary>The chapter on how the review is made.</summary>
internal static class WordMethod
{
    public static void Write(WordBody body, ReviewedYear year, IReadOnlyDictionary<string, string> values)
    {
        var texts = year.Plan.Document;
        var sections = MethodSections.Of(year.Plan);
        if (sections.Flow is { } flow)
        {
            body.Heading(2, flow);
            body.Markdown(texts.Flow, values);
        }

        if (texts.FlowRows.Length > 0)
        {
            body.Table(MethodTables.Flow(texts));
        }

        if (sections.How is { } how)
        {
            body.Heading(2, how);
            body.Markdown(texts.Method, values);
        }

        if (MethodSections.HasScale(year.Plan) && YearCommittee.TakesPart(year))
        {
            body.Table(MethodTables.CommitteeScale(year.Plan.Committee));
        }

        if (sections.Rules is { } rules)
        {
            body.Heading(2, rules);
            Rules(body, year);
        }
    }

    private static void Rules(WordBody body, ReviewedYear year)
    {
        var rules = year.Plan.Scoring;
        if (rules.Criteria.Length > 0)
        {
            body.Add("BodyText", RuleWords.Criteria(rules));
            if (rules.Criteria.Any(c => c.Labels.Count > 0))
            {
                body.Table(MethodTables.Criteria(rules));
            }

            body.Add("BodyText", RuleWords.Grading);
            body.Table(MethodTables.Grades(rules));
            body.Bullets(RuleWords.GradeNotes(rules));
        }

        if (YearCommittee.TakesPart(year))
        {
            body.Bullets(RuleWords.CommitteeNotes(year.Plan.Committee));
        }
    }
}
