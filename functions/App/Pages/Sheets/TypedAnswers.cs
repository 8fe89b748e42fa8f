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

    /// <summary>The names of a field's controls; none of a table's, whose rows come and go.</summary>
    public static IEnumerable<string> NamesOf(Plan plan, FormField field) => field.Kind switch
    {
        FieldKind.Scores or FieldKind.TextPerCriterion => plan.Scoring.Criteria.Select(criterion => NameOf(field, criterion)),
        FieldKind.Indicator or FieldKind.Progress or FieldKind.Grid =>
            TypedParts.PartsOf(plan, field).Select(part => TypedParts.NameOf(field, part)),
        FieldKind.Table => [],
        _ => [NameOf(field)],
    };

    /// <summary>As typed, blank rows of tables too.</summary>
    public static Answers Read(Plan plan, PostedForm form) => Read(plan, FieldsOf(form));

    /// <summary>What a form's controls hold as answers.</summary>
    public static Answers Read(Plan plan, Dictionary<string, string> typed) => plan.Form.Aggregate(
        Answers.None,
        (answers, field) => Read(plan, field, typed) is { } answer ? answers.With(field.Id, answer) : answers);

    /// <summary>A form's fields; of two with the same name the first.</summary>
    public static Dictionary<string, string> FieldsOf(PostedForm form)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in form.Fields)
        {
            typed.TryAdd(name, value);
        }

        return typed;
    }

    /// <summary>What stands in each control of a form that shows the answers: the way back from <see cref="Read(Plan, PostedForm)"/>.</summary>
    public static Dictionary<string, string> Write(Plan plan, Answers answers) => new(
        plan.Form.SelectMany(field => answers.ByField.GetValueOrDefault(field.Id) switch
        {
            ScoresAnswer scores => plan.Scoring.Criteria.Where(c => scores.ByCriterion.ContainsKey(c.Id))
                .Select(c => KeyValuePair.Create(NameOf(field, c), scores.ByCriterion[c.Id].ToString(CultureInfo.InvariantCulture))),
            TextsAnswer texts => plan.Scoring.Criteria.Where(c => texts.ByCriterion.ContainsKey(c.Id))
                .Select(c => KeyValuePair.Create(NameOf(field, c), texts.ByCriterion[c.Id])),
            TableAnswer table => table.Rows.SelectMany((row, index) => field.Columns.Where(c => row.ContainsKey(c.Id))
                .Select(c => KeyValuePair.Create(NameOf(field, index.ToString(CultureInfo.InvariantCulture), c), row[c.Id]))),
            MonthAnswer month => [KeyValuePair.Create(NameOf(field), month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture))],
            TextAnswer text => [KeyValuePair.Create(NameOf(field), text.Text)],
            { } answer => TypedParts.Write(field, answer),
            null => [],
        }),
        StringComparer.Ordinal);

    /// <summary>The rows that controls of these names make, in the order of their numbers.</summary>
    public static ImmutableArray<ImmutableSortedDictionary<string, string>> RowsOf(FormField field, IReadOnlyDictionary<string, string> typed) =>
        [.. typed.Keys.Select(name => RowOf(field, name)).OfType<int>().Distinct().Order().Select(row => Row(field, row, typed))];

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
    public static bool AreSame(FormField field, Answers one, Answers other) => AreSame(one.Only(field.Id), other.Only(field.Id));

    /// <summary>What the form asks for without requiring it, and nothing was typed into: each with its place in the form and its label.</summary>
    public static IEnumerable<(string Name, string Label)> Blank(Plan plan, Measure measure, Answers answers)
    {
        var typed = Write(plan, WithoutBlankRows(answers));
        foreach (var field in plan.Form.Where(f => AnswerParts.IsAsked(plan, measure, f)))
        {
            var texts = field.Kind == FieldKind.TextPerCriterion ? answers.Of<TextsAnswer>(field.Id) : null;
            if (texts is not null)
            {
                foreach (var criterion in plan.Scoring.Criteria.Where(c => !typed.ContainsKey(NameOf(field, c))))
                {
                    yield return ($"{NameOf(field, criterion)}.text", $"{field.Label}（{criterion.Name}）");
                }
            }
            else if (!typed.Keys.Any(name => name == NameOf(field) || name.StartsWith(NameOf(field) + ".", StringComparison.Ordinal)))
            {
                yield return (NameOf(field), field.Label);
            }
        }
    }

    private static Answer? Read(Plan plan, FormField field, Dictionary<string, string> typed) => field.Kind switch
    {
        FieldKind.Scores => ReadScores(plan, field, typed),
        FieldKind.TextPerCriterion => ReadTexts(plan, field, typed),
        FieldKind.Table => ReadTable(field, typed),
        FieldKind.Month => MonthAnswer.Read(typed.GetValueOrDefault(NameOf(field), "")),
        FieldKind.Indicator or FieldKind.Progress or FieldKind.Grid or FieldKind.Choice or FieldKind.Number => TypedParts.Read(plan, field, typed),
        _ => TextOf(typed, NameOf(field)) is { } text ? new TextAnswer(text) : null,
    };

    // Spaces alone say nothing.
    private static string? TextOf(IReadOnlyDictionary<string, string> typed, string name) =>
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
        var rows = RowsOf(field, typed);
        return rows.IsEmpty ? null : new TableAnswer(rows);
    }

    private static ImmutableSortedDictionary<string, string> Row(FormField field, int row, IReadOnlyDictionary<string, string> typed)
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

    /// <summary>The row of a cell's control; whatever else a form may carry is in no row.</summary>
    public static int? RowOf(FormField field, string name) =>
        name.Split('.') is ["f", var id, var row, var column]
        && id == field.Id
        && field.Columns.Any(c => c.Id == column)
        && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number.ToString(CultureInfo.InvariantCulture) == row
            ? number
            : null;
}
