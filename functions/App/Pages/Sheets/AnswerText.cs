using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>An answer as one text, to lay two of them side by side.</summary>
internal static class AnswerText
{
    public static string Of(Plan plan, FormField field, Answer? answer, Measure? measure = null) => answer switch
    {
        ScoresAnswer scores => ByCriterion(plan, scores.ByCriterion, score => $"{score}点"),
        TextsAnswer texts => ByCriterion(plan, texts.ByCriterion, text => text),
        TableAnswer table => string.Join('\n', table.Rows.Select(row => string.Join("｜", field.Columns.Select(c => row.GetValueOrDefault(c.Id, ""))))),
        MonthAnswer month => SheetWords.Month(month.Month),
        TextAnswer text => text.Text,
        _ => AnswerParts.Lines(plan, measure, field, answer),
    };

    private static string ByCriterion<T>(Plan plan, IReadOnlyDictionary<string, T> values, Func<T, string> write) =>
        string.Join('\n', plan.Scoring.Criteria.Where(c => values.ContainsKey(c.Id)).Select(c => $"{c.Name}：{write(values[c.Id])}"));
}
