using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>An answer as text, one line a thing, so that two of them can be held against each other.</summary>
internal static class AnswerText
{
    /// <summary>The text; empty where nothing was answered.</summary>
    public static string Of(Plan plan, FormField field, Answers? answers, Measure? measure = null) =>
        Of(plan, field, answers?.ByField.GetValueOrDefault(field.Id), measure);

    /// <inheritdoc cref="Of(Plan, FormField, Answers?, Measure?)"/>
    public static string Of(Plan plan, FormField field, Answer? answer, Measure? measure = null) => answer switch
    {
        ScoresAnswer scores => Lines(plan.Scoring.Criteria
            .Where(c => scores.ByCriterion.ContainsKey(c.Id))
            .Select(c => Score(c.Name, scores.ByCriterion[c.Id], c.Labels.GetValueOrDefault(scores.ByCriterion[c.Id])))),
        TextsAnswer texts => Lines(plan.Scoring.Criteria
            .Where(c => texts.ByCriterion.ContainsKey(c.Id))
            .Select(c => $"【{c.Name}】{texts.ByCriterion[c.Id]}")),
        TableAnswer table => Lines(table.Rows.Select(row => string.Join(
            '　', field.Columns.Where(c => row.ContainsKey(c.Id)).Select(c => $"{c.Label}：{c.InWords(row[c.Id])}")))),
        MonthAnswer month => SheetWords.Month(month.Month),
        TextAnswer text => text.Text,
        _ => AnswerParts.Lines(plan, measure, field, answer),
    };

    /// <summary>What a control of the form holds, as it is read.</summary>
    public static string OfPart(Contest contest, string typed) => contest switch
    {
        _ when typed.Length == 0 => "",
        { Field.Kind: FieldKind.Scores } => $"{typed}点",
        { Field.Kind: FieldKind.Month } => MonthAnswer.Read(typed) is { } answer ? SheetWords.Month(answer.Month) : typed,
        { Column: { } column } => column.InWords(typed),
        _ => typed,
    };

    private static string Score(string criterion, int score, string? label) =>
        label is null ? $"{criterion}：{score}点" : $"{criterion}：{score}点（{label}）";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
