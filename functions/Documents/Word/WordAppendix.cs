using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Word;

/// <summary>資料編: every sheet as its department answered it, whatever fields the plan's form has.</summary>
internal static class WordAppendix
{
    public static void Write(WordBody body, ReviewedYear year)
    {
        body.Heading(1, Headings.Appendix(year), onNewPage: true);
        var byItem = year.Figures.Measures.ToLookup(m => m.Item.Number);
        var isFirst = true;
        foreach (var item in year.Plan.Items)
        {
            body.Heading(2, $"No.{Printed.Number(item.Number)} {item.Name}", onNewPage: !isFirst);
            isFirst = false;
            foreach (var measure in byItem[item.Number])
            {
                Sheet(body, year, measure);
            }
        }
    }

    private static void Sheet(WordBody body, ReviewedYear year, MeasureFigures figures)
    {
        var measure = figures.Measure;
        var state = SheetWords.State(year, measure);
        body.Heading(3, $"{measure.Code} {measure.Name}"
            + (measure.RevisionTag is { } tag ? $"【{tag}】" : "") + (state.Length > 0 ? $"（{state}）" : ""));
        body.Fact("担当部署", ScoreColumns.Departments(year.Plan, measure));
        var answers = year.Answers.GetValueOrDefault(measure.Code);

        // The sheet's own 取組終了 says it, where the form asks.
        if (measure.Ended is not null && answers?.ByField.Values.OfType<MonthAnswer>().Any() != true)
        {
            body.Fact("取組終了", ScoreColumns.End(measure.Ended));
        }

        if (answers is null)
        {
            body.Add("Normal", SheetWords.Absence(year, measure));
            return;
        }

        foreach (var field in year.Plan.Form)
        {
            if (answers.ByField.TryGetValue(field.Id, out var answer))
            {
                body.Add("Heading4", field.Label);
                Answer(body, year.Plan, measure, field, answer, figures.Score);
            }
        }
    }

    private static void Answer(WordBody body, Plan plan, Measure measure, FormField field, Answer answer, MeasureScore? score)
    {
        switch (answer)
        {
            case ScoresAnswer scores:
                body.Table(AnswerTables.Scores(plan, field, scores, score), hasCaption: false);
                break;
            case TextsAnswer texts:
                foreach (var criterion in plan.Scoring.Criteria.Where(c => texts.ByCriterion.ContainsKey(c.Id)))
                {
                    body.Fact(criterion.Name, texts.ByCriterion[criterion.Id]);
                }

                break;
            case TableAnswer table:
                body.Table(AnswerTables.Rows(field, table), hasCaption: false);
                break;
            case MonthAnswer month:
                body.Add("Normal", Printed.Month(month.Month));
                break;
            case TextAnswer text:
                body.Add("Normal", text.Text);
                break;
            default:
                body.Add("Normal", AnswerWords.Of(measure, field, answer));
                break;
        }
    }
}
