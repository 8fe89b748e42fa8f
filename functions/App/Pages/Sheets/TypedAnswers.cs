using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>What was typed into the form of a sheet, as answers. Only fields that the plan has are read; a blank field is absent.</summary>
internal static class TypedAnswers
{
    /// <summary>The field that says which draft the typing started from.</summary>
    public const string ETagField = "etag";

    public static string NameOf(FormField field) => $"f.{field.Id}";

    public static string NameOf(FormField field, Criterion criterion) => $"f.{field.Id}.{criterion.Id}";

    public static string NameOf(FormField field, string row, FormColumn column) => $"f.{field.Id}.{row}.{column.Id}";

    /// <summary>The field that says whose answer to take, after a conflict.</summary>
    public static string TakeNameOf(FormField field) => $"take.{field.Id}";

    /// <summary>As typed, blank rows of tables too.</summary>
    public static Answers Read(Plan plan, PostedForm form)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in form.Fields)
        {
            typed.TryAdd(name, value);
        }

        return plan.Form.Aggregate(
            Answers.None,
            (answers, field) => Read(plan, field, typed) is { } answer ? answers.With(field.Id, answer) : answers);
    }

    /// <summary>Without the rows of tables into which nothing was typed.</summary>
    public static Answers WithoutBlankRows(Answers answers)
    {
        foreach (var (field, answer) in answers.ByField)
        {
            if (answer is TableAnswer table)
            {
                TableAnswer filled = new([.. table.Rows.Where(row => row.Values.Any(cell => !string.IsNullOrWhiteSpace(cell)))]);
                answers = filled.Rows.IsEmpty ? new(answers.ByField.Remove(field)) : answers.With(field, filled);
            }
        }

        return answers;
    }

    /// <summary>The rows' numbers in the form, in the order of the answer's rows.</summary>
    public static ImmutableArray<int> RowNumbers(FormField field, PostedForm form) =>
        [.. form.Fields.Select(f => RowOf(field, f.Key)).OfType<int>().Distinct().Order()];

    /// <summary>Whether two answers say the same.</summary>
    public static bool AreSame(Answers one, Answers other) => AnswersJson.Write(one) == AnswersJson.Write(other);

    /// <summary>Whether two answers to a field say the same.</summary>
    public static bool AreSame(FormField field, Answers one, Answers other) => AreSame(Only(field, one), Only(field, other));

    private static Answers Only(FormField field, Answers answers) =>
        answers.ByField.TryGetValue(field.Id, out var answer) ? Answers.None.With(field.Id, answer) : Answers.None;

    private static Answer? Read(Plan plan, FormField field, Dictionary<string, string> typed) => field.Kind switch
    {
        FieldKind.Scores => ReadScores(plan, field, typed),
        FieldKind.TextPerCriterion => ReadTexts(plan, field, typed),
        FieldKind.Table => ReadTable(field, typed),
        FieldKind.Month => ReadMonth(typed.GetValueOrDefault(NameOf(field), "")),
        FieldKind.Indicator or FieldKind.Progress or FieldKind.Grid or FieldKind.Choice or FieldKind.Number => TypedParts.Read(plan, field, typed),
        _ => TextOf(typed, NameOf(field)) is { } text ? new TextAnswer(text) : null,
    };

    // Spaces alone say nothing.
    private static string? TextOf(Dictionary<string, string> typed, string name) =>
        typed.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static ScoresAnswer? ReadScores(Plan plan, FormField field, Dictionary<string, string> typed)
    {
        var scores = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var criterion in plan.Scoring.Criteria)
        {
            if (int.TryParse(typed.GetValueOrDefault(NameOf(field, criterion)), CultureInfo.InvariantCulture, out var score))
            {
                scores[criterion.Id] = score;
            }
        }

        return scores.Count == 0 ? null : new ScoresAnswer(scores.ToImmutable());
    }

    private static TextsAnswer? ReadTexts(Plan plan, FormField field, Dictionary<string, string> typed)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var criterion in plan.Scoring.Criteria)
        {
            if (TextOf(typed, NameOf(field, criterion)) is { } text)
            {
                texts[criterion.Id] = text;
            }
        }

        return texts.Count == 0 ? null : new TextsAnswer(texts.ToImmutable());
    }

    private static TableAnswer? ReadTable(FormField field, Dictionary<string, string> typed)
    {
        ImmutableArray<ImmutableSortedDictionary<string, string>> rows =
        [
            .. typed.Keys.Select(name => RowOf(field, name)).OfType<int>().Distinct().Order().Select(row => Row(field, row, typed)),
        ];
        return rows.IsEmpty ? null : new TableAnswer(rows);
    }

    private static ImmutableSortedDictionary<string, string> Row(FormField field, int row, Dictionary<string, string> typed)
    {
        var cells = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var column in field.Columns)
        {
            if (TextOf(typed, NameOf(field, row.ToString(CultureInfo.InvariantCulture), column)) is { } cell)
            {
                cells[column.Id] = cell;
            }
        }

        return cells.ToImmutable();
    }

    // f.{field}.{row}.{column}; whatever else a form may carry is no row.
    private static int? RowOf(FormField field, string name) =>
        name.Split('.') is ["f", var id, var row, var column]
        && id == field.Id
        && field.Columns.Any(c => c.Id == column)
        && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number.ToString(CultureInfo.InvariantCulture) == row
            ? number
            : null;

    private static MonthAnswer? ReadMonth(string typed) =>
        DateOnly.TryParseExact(typed + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? new MonthAnswer(month)
            : null;
}
