using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>What was typed into the fields that a measure answers in parts (an indicator, steps, rows), and as a choice or a number.</summary>
internal static class TypedParts
{
    /// <summary>The name of a part's control. The part may be "", and may have a point in it.</summary>
    public static string NameOf(FormField field, string part) => $"f.{field.Id}.p.{part}";

    /// <summary>The parts that some measure of the plan answers: what a form of this field can send.</summary>
    public static IEnumerable<string> PartsOf(Plan plan, FormField field) =>
        plan.Measures.SelectMany(m => AnswerParts.Asked(plan, m, field)).Select(p => p.Id).Distinct(StringComparer.Ordinal);

    /// <summary>The answer, or null where nothing was typed, or the field is of another kind.</summary>
    public static Answer? Read(Plan plan, FormField field, IReadOnlyDictionary<string, string> typed) => field.Kind switch
    {
        FieldKind.Indicator => Texts(plan, field, typed) is { Count: > 0 } values ? new IndicatorAnswer(values) : null,
        FieldKind.Grid => Texts(plan, field, typed) is { Count: > 0 } rows ? new GridAnswer(rows) : null,
        FieldKind.Progress => Steps(plan, field, typed) is { Count: > 0 } steps ? new ProgressAnswer(steps) : null,
        FieldKind.Choice when typed.GetValueOrDefault(TypedAnswers.NameOf(field)) is { Length: > 0 } choice => new ChoiceAnswer(choice),
        FieldKind.Number => ReadNumber(typed.GetValueOrDefault(TypedAnswers.NameOf(field), "")),
        _ => null,
    };

    /// <summary>What the controls hold for an answer of these kinds, by name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(FormField field, Answer answer) => answer switch
    {
        IndicatorAnswer indicator => indicator.ByPart.Select(p => KeyValuePair.Create(NameOf(field, p.Key), p.Value)),
        GridAnswer grid => grid.ByRow.Select(p => KeyValuePair.Create(NameOf(field, p.Key), p.Value)),
        ProgressAnswer progress =>
            progress.ByPart.Select(p => KeyValuePair.Create(NameOf(field, p.Key), p.Value.ToString(CultureInfo.InvariantCulture))),
        ChoiceAnswer choice => [KeyValuePair.Create(TypedAnswers.NameOf(field), choice.Choice)],
        NumberAnswer number => [KeyValuePair.Create(TypedAnswers.NameOf(field), number.Number.ToString(CultureInfo.InvariantCulture))],
        _ => [],
    };

    // Spaces alone say nothing.
    private static ImmutableSortedDictionary<string, string> Texts(Plan plan, FormField field, IReadOnlyDictionary<string, string> typed) =>
        PartsOf(plan, field)
            .Select(part => (Part: part, Text: typed.GetValueOrDefault(NameOf(field, part), "").Trim()))
            .Where(typedPart => typedPart.Text.Length > 0)
            .ToImmutableSortedDictionary(typedPart => typedPart.Part, typedPart => typedPart.Text, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, int> Steps(Plan plan, FormField field, IReadOnlyDictionary<string, string> typed) =>
        Texts(plan, field, typed)
            .Select(t => (t.Key, IsStep: int.TryParse(t.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var step), Step: step))
            .Where(t => t.IsStep)
            .ToImmutableSortedDictionary(t => t.Key, t => t.Step, StringComparer.Ordinal);

    // As in papers: １２，３４５, 12,345千円 with the unit beside is typed without it. What is no number is kept as it was typed.
    private static Answer? ReadNumber(string text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : Review.Indicators.ValuePart.Read("", text, unit: null) is { Number: { } number } ? new NumberAnswer(number)
        : new TextAnswer(text.Trim());
}
