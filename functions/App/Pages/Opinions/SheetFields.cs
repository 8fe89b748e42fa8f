using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>A sheet's answers as the fields of a form, and back.</summary>
internal static class SheetFields
{
    private const int NewRows = 2;

    /// <summary>The name of a field, or of a part of one.</summary>
    public static string Name(FormField field, params IEnumerable<string> parts) => string.Join('.', [$"f-{field.Id}", .. parts]);

    /// <summary>The name of a table's cell.</summary>
    public static string Cell(FormField field, int row, FormColumn column) =>
        Name(field, row.ToString(CultureInfo.InvariantCulture), column.Id);

    /// <summary>How many rows a table shows: those that are filled, and some to fill.</summary>
    public static int RowsOf(FormField field, IReadOnlyDictionary<string, string> values)
    {
        var filled = -1;
        foreach (var name in values.Where(v => v.Value.Length > 0 && v.Key.StartsWith(Name(field) + ".", StringComparison.Ordinal)).Select(v => v.Key))
        {
            filled = int.TryParse(name.Split('.')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? Math.Max(filled, row) : filled;
        }

        return Math.Min(filled, 500) + 1 + NewRows;
    }

    /// <summary>What the form starts with.</summary>
    public static Dictionary<string, string> Of(Plan plan, Answers answers)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in plan.Form)
        {
            foreach (var (name, value) in Of(field, answers.ByField.GetValueOrDefault(field.Id)))
            {
                values[name] = value;
            }
        }

        return values;
    }

    /// <summary>The answers of a form; scores and months that can't be read are problems.</summary>
    public static (Answers Answers, ImmutableArray<AnswerProblem> Problems) Read(Plan plan, IReadOnlyDictionary<string, string> values)
    {
        var answers = Answers.None;
        var problems = ImmutableArray.CreateBuilder<AnswerProblem>();
        foreach (var field in plan.Form)
        {
            try
            {
                answers = Read(plan, field, values) is { } answer ? answers.With(field.Id, answer) : answers;
            }
            catch (FormatException)
            {
                problems.Add(new(field.Id, $"「{field.Label}」を読めません。{(field.Kind == FieldKind.Month ? "「2025-03」のように入力してください。" : "選び直してください。")}"));
            }
        }

        return (answers, problems.ToImmutable());
    }

    private static IEnumerable<(string Name, string Value)> Of(FormField field, Answer? answer) => answer switch
    {
        ScoresAnswer scores => scores.ByCriterion.Select(s => (Name(field, s.Key), s.Value.ToString(CultureInfo.InvariantCulture))),
        TextsAnswer texts => texts.ByCriterion.Select(t => (Name(field, t.Key), t.Value)),
        TextAnswer text => [(Name(field), text.Text)],
        MonthAnswer month => [(Name(field), month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture))],
        TableAnswer table => table.Rows.SelectMany((row, at) => field.Columns
            .Where(c => row.ContainsKey(c.Id))
            .Select(c => (Cell(field, at, c), row[c.Id]))),
        _ => [],
    };

    private static Answer? Read(Plan plan, FormField field, IReadOnlyDictionary<string, string> values)
    {
        string Value(string name) => values.GetValueOrDefault(name) ?? "";
        switch (field.Kind)
        {
            case FieldKind.Scores:
                var scores = plan.Scoring.Criteria
                    .Where(c => Value(Name(field, c.Id)).Length > 0)
                    .ToImmutableSortedDictionary(
                        c => c.Id, c => int.Parse(Value(Name(field, c.Id)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), StringComparer.Ordinal);
                return scores.IsEmpty ? null : new ScoresAnswer(scores);
            case FieldKind.TextPerCriterion:
                var texts = plan.Scoring.Criteria
                    .Where(c => !string.IsNullOrWhiteSpace(Value(Name(field, c.Id))))
                    .ToImmutableSortedDictionary(c => c.Id, c => Value(Name(field, c.Id)), StringComparer.Ordinal);
                return texts.IsEmpty ? null : new TextsAnswer(texts);
            case FieldKind.Table:
                ImmutableArray<ImmutableSortedDictionary<string, string>> rows =
                [
                    .. Enumerable.Range(0, RowsOf(field, values))
                        .Select(row => field.Columns
                            .Where(c => !string.IsNullOrWhiteSpace(Value(Cell(field, row, c))))
                            .ToImmutableSortedDictionary(c => c.Id, c => Value(Cell(field, row, c)), StringComparer.Ordinal))
                        .Where(row => !row.IsEmpty),
                ];
                return rows.IsEmpty ? null : new TableAnswer(rows);
            case FieldKind.Month:
                return Value(Name(field)).Trim() is { Length: > 0 } month
                    ? new MonthAnswer(DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture))
                    : null;
            default:
                return string.IsNullOrWhiteSpace(Value(Name(field))) ? null : new TextAnswer(Value(Name(field)));
        }
    }
}
