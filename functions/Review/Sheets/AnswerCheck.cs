using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Sheets;

/// <summary>What is wrong with an answer.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Message">For the person who typed it: what is wrong and what to do.</param>
public sealed record AnswerProblem(string Field, string Message);

/// <summary>Holds answers against the plan's form before they are submitted. A draft may have any of these problems.</summary>
public static class AnswerCheck
{
    /// <summary>Every problem, in the order of the form; empty when the sheet can be submitted.</summary>
    public static ImmutableArray<AnswerProblem> Check(Plan plan, Answers answers) =>
        [.. plan.Form.SelectMany(field => Check(plan, field, answers.ByField.GetValueOrDefault(field.Id)))];

    private static IEnumerable<AnswerProblem> Check(Plan plan, FormField field, Answer? answer) => answer switch
    {
        null when field.Required => [new(field.Id, $"「{field.Label}」が入力されていません。入力してください。")],
        ScoresAnswer scores => CheckScores(plan, field, scores),
        TextsAnswer texts when field.Required && texts.ByCriterion.Values.All(string.IsNullOrWhiteSpace) => Blank(field),
        TableAnswer { Rows: [] } when field.Required => Blank(field),
        TextsAnswer texts => texts.ByCriterion.Values.SelectMany(text => CheckText(field, text)),
        TextAnswer text when field.Required && string.IsNullOrWhiteSpace(text.Text) => Blank(field),
        TextAnswer text => CheckText(field, text.Text),
        TableAnswer table => table.Rows.SelectMany((row, index) => CheckRow(plan, field, row, index + 1)),
        _ => [],
    };

    private static IEnumerable<AnswerProblem> Blank(FormField field) =>
        [new(field.Id, $"「{field.Label}」が空白です。入力してください。")];

    private static IEnumerable<AnswerProblem> CheckScores(Plan plan, FormField field, ScoresAnswer scores)
    {
        foreach (var criterion in plan.Scoring.Criteria)
        {
            if (!scores.ByCriterion.TryGetValue(criterion.Id, out var score))
            {
                yield return new(field.Id, $"「{criterion.Name}」の評点が選ばれていません。{criterion.Min}～{criterion.Max}から選んでください。");
            }
            else if (score < criterion.Min || score > criterion.Max)
            {
                yield return new(field.Id, $"「{criterion.Name}」の評点{score}は範囲外です。{criterion.Min}～{criterion.Max}から選んでください。");
            }
        }
    }

    private static IEnumerable<AnswerProblem> CheckText(FormField field, string text)
    {
        // As people count: 𠮷 is one character, though it takes two places in memory.
        var length = text.EnumerateRunes().Count();
        if (field.MaxLength > 0 && length > field.MaxLength)
        {
            yield return new(field.Id, $"「{field.Label}」は{field.MaxLength}文字までです（いま{length}文字）。短くしてください。");
        }
    }

    private static IEnumerable<AnswerProblem> CheckRow(
        Plan plan, FormField field, ImmutableSortedDictionary<string, string> row, int number)
    {
        foreach (var column in field.Columns)
        {
            if (!row.TryGetValue(column.Id, out var cell) || cell.Length == 0)
            {
                continue;
            }

            var problem = column.Kind switch
            {
                ColumnKind.Choice when !column.Choices.Contains(cell) => $"{string.Join("、", column.Choices)}から選んでください",
                ColumnKind.Number when !int.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _) => "数字で入力してください",
                ColumnKind.Year when !FiscalYear.TryParse(cell, out var year) || year < plan.FirstYear || year > plan.LastYear =>
                    $"{plan.FirstYear}～{plan.LastYear}の年度を入力してください",
                _ => null,
            };
            if (problem is not null)
            {
                yield return new(field.Id, $"「{field.Label}」の{number}行目「{column.Label}」の「{cell}」は使えません。{problem}。");
            }
        }
    }
}
