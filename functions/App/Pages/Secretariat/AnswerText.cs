using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>An answer as text, one line a thing, so that two versions can be held against each other.</summary>
internal static class AnswerText
{
    /// <summary>The text; empty where nothing was answered.</summary>
    public static string Of(Plan plan, FormField field, Answers? answers, Measure? measure = null) => answers?.ByField.GetValueOrDefault(field.Id) switch
    {
        ScoresAnswer scores => Lines(plan.Scoring.Criteria
            .Where(c => scores.ByCriterion.ContainsKey(c.Id))
            .Select(c => Score(c.Name, scores.ByCriterion[c.Id], c.Labels.GetValueOrDefault(scores.ByCriterion[c.Id])))),
        TextsAnswer texts => Lines(plan.Scoring.Criteria
            .Where(c => texts.ByCriterion.ContainsKey(c.Id))
            .Select(c => $"【{c.Name}】{texts.ByCriterion[c.Id]}")),
        TableAnswer table => Lines(table.Rows.Select(row => string.Join(
            '　', field.Columns.Where(c => row.ContainsKey(c.Id)).Select(c => $"{c.Label}：{row[c.Id]}")))),
        MonthAnswer month => $"{month.Month.Year}年{month.Month.Month}月",
        TextAnswer text => text.Text,
        var answer => AnswerParts.Lines(plan, measure, field, answer),
    };

    private static string Score(string criterion, int score, string? label) =>
        label is null ? $"{criterion}：{score}" : $"{criterion}：{score}（{label}）";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
