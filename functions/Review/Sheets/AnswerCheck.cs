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
    // A value with its unit, or a short sentence.
    private const int LongestValue = 200;

    /// <summary>Every problem, in the order of the form; empty when the sheet can be submitted.</summary>
    public static ImmutableArray<AnswerProblem> Check(Plan plan, Measure measure, Answers answers)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(answers);
        return [.. plan.Form.SelectMany(field => Check(plan, measure, field, answers.ByField.GetValueOrDefault(field.Id)))];
    }

    /// <summary>What was typed into fields for numbers and is none, in the order of the form: a draft keeps it, and its form says so.</summary>
    public static ImmutableArray<AnswerProblem> Unread(Plan plan, Answers answers)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(answers);
        return
        [
            .. plan.Form.Where(field => field.Kind == FieldKind.Number)
                .SelectMany(field => answers.Of<TextAnswer>(field.Id) is { } typed ? Unread(field, typed.Text) : []),
        ];
    }

    private static IEnumerable<AnswerProblem> Check(Plan plan, Measure measure, FormField field, Answer? answer) => answer switch
    {
        null when !AnswerParts.IsAsked(plan, measure, field) => [],
        null when field.Required => [new(field.Id, $"「{field.Label}」が入力されていません。入力してください。")],
        ScoresAnswer scores => CheckScores(plan, field, scores),
        TextsAnswer texts when field.Required && texts.ByCriterion.Values.All(string.IsNullOrWhiteSpace) => Blank(field),
        TableAnswer { Rows: [] } when field.Required => Blank(field),
        TextsAnswer texts => texts.ByCriterion.Values.SelectMany(text => CheckText(field, text)),
        TextAnswer typed when field.Kind == FieldKind.Number => Unread(field, typed.Text),
        TextAnswer text when field.Required && string.IsNullOrWhiteSpace(text.Text) => Blank(field),
        TextAnswer text => CheckText(field, text.Text),
        IndicatorAnswer indicator => CheckParts(plan, measure, field, indicator.ByPart, (_, text) => CheckText(field, text, LongestValue)),
        ProgressAnswer progress => CheckParts(plan, measure, field, progress.ByPart, (part, step) => CheckStep(field, part, step)),
        MonthAnswer { Month: var month } when FiscalYear.Of(month) < plan.FirstYear || FiscalYear.Of(month) > plan.LastYear =>
            [new(field.Id, $"「{field.Label}」の{Wareki.FormatMonth(month)}は、計画の期間（{plan.FirstYear.Label}～{plan.LastYear.Label}）にありません。期間の中の年月を選んでください。")],
        GridAnswer grid when field.Required && grid.ByRow.Values.All(string.IsNullOrWhiteSpace) => Blank(field),
        GridAnswer grid => CheckRows(plan, measure, field, grid),
        ChoiceAnswer { Choice: var choice } when !field.Choices.Contains(choice) =>
            [new(field.Id, $"「{field.Label}」の「{choice}」は使えません。{string.Join("、", field.Choices)}から選んでください。")],
        TableAnswer table => table.Rows.SelectMany((row, index) => CheckRow(plan, field, row, index + 1)),
        _ => [],
    };

    private static IEnumerable<AnswerProblem> Unread(FormField field, string typed) =>
        [new(field.Id, $"「{field.Label}」の「{typed}」は数字として読めません。数字だけを入力してください（例：1,200、-3.5）。単位や言葉は付けません。")];

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

    // Each part that is asked for, and none besides.
    private static IEnumerable<AnswerProblem> CheckParts<T>(
        Plan plan,
        Measure measure,
        FormField field,
        ImmutableSortedDictionary<string, T> values,
        Func<MeasurePart, T, IEnumerable<AnswerProblem>> check)
    {
        var asked = AnswerParts.Asked(plan, measure, field);
        foreach (var part in asked)
        {
            if (values.TryGetValue(part.Id, out var value) && value is not (string and ""))
            {
                foreach (var problem in check(part, value))
                {
                    yield return problem;
                }
            }
            else if (field.Required)
            {
                yield return new(field.Id, $"{Named(field, part)}が入力されていません。入力してください。");
            }
        }

        foreach (var problem in Unasked(field, asked, values.Keys))
        {
            yield return problem;
        }
    }

    private static IEnumerable<AnswerProblem> CheckRows(Plan plan, Measure measure, FormField field, GridAnswer grid) =>
    [
        .. grid.ByRow.Values.SelectMany(text => CheckText(field, text)),
        .. Unasked(field, AnswerParts.Asked(plan, measure, field), grid.ByRow.Keys),
    ];

    private static IEnumerable<AnswerProblem> Unasked(FormField field, ImmutableArray<MeasurePart> asked, IEnumerable<string> ids) =>
        ids.Where(id => asked.All(part => part.Id != id))
            .Select(id => new AnswerProblem(field.Id, $"「{field.Label}」の「{id}」は、この実践項目にはありません。消してください。"));

    private static IEnumerable<AnswerProblem> CheckStep(FormField field, MeasurePart part, int step)
    {
        if (field.Scale is { } scale && !scale.Labels.ContainsKey(step))
        {
            yield return new(
                field.Id, $"{Named(field, part)}の{step}は使えません。{string.Join("、", scale.Labels.Keys)}から選んでください。");
        }
    }

    private static string Named(FormField field, MeasurePart part) =>
        part.Id.Length == 0 ? $"「{field.Label}」" : $"「{field.Label}」の「{part.Name}」";

    private static IEnumerable<AnswerProblem> CheckText(FormField field, string text) => CheckText(field, text, field.MaxLength);

    private static IEnumerable<AnswerProblem> CheckText(FormField field, string text, int maxLength)
    {
        // As people count: 𠮷 is one character, though it takes two places in memory.
        var length = text.EnumerateRunes().Count();
        if (maxLength > 0 && length > maxLength)
        {
            yield return new(field.Id, $"「{field.Label}」は{maxLength}文字までです（いま{length}文字）。短くしてください。");
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
