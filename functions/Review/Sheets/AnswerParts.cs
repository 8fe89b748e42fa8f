using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Sheets;

/// <summary>One thing that an answer says, in words.</summary>
/// <param name="Id">The part's, row's or criterion's id; "" where the answer says one thing.</param>
/// <param name="Label">What people call it; "" where the answer says one thing.</param>
/// <param name="Text">What is said.</param>
public sealed record AnswerPart(string Id, string Label, string Text)
{
    /// <summary>男性：15.4%, or the text alone where there is one thing.</summary>
    public string Line => Label.Length == 0 ? Text : $"{Label}：{Text}";
}

/// <summary>Answers in words, in the order of the plan. Tables are no part of this: their rows have columns.</summary>
public static class AnswerParts
{
    /// <summary>Whether the measure has anything to answer: an indicator, rows of a grid; other kinds always have.</summary>
    public static bool IsAsked(Plan plan, Measure measure, FormField field)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(field);
        return field.Kind switch
        {
            FieldKind.Indicator => measure.Indicator is not null,
            FieldKind.Grid => measure.GridRows(plan).Any(),
            _ => true,
        };
    }

    /// <summary>The names by id of what a field asks for, in the plan's order; one with id "" where it asks for one thing.</summary>
    public static ImmutableArray<MeasurePart> Asked(Plan plan, Measure measure, FormField field)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(field);
        return field.Kind switch
        {
            FieldKind.Indicator => [.. measure.Indicator?.PartNames.Select(name => new MeasurePart(name, name)) ?? []],
            FieldKind.Progress => measure.JudgedParts,
            FieldKind.Grid => [.. measure.GridRows(plan).Select(row => new MeasurePart(row.Id, row.Name))],
            FieldKind.Scores or FieldKind.TextPerCriterion => [.. plan.Scoring.Criteria.Select(c => new MeasurePart(c.Id, c.Name))],
            _ => [new MeasurePart("", "")],
        };
    }

    /// <summary>What an answer says; nothing for a table, or where nothing was answered.</summary>
    public static ImmutableArray<AnswerPart> Of(Plan plan, Measure measure, FormField field, Answer? answer)
    {
        return answer switch
        {
            ScoresAnswer scores => Named(scores.ByCriterion, score => string.Create(CultureInfo.InvariantCulture, $"{score}点")),
            TextsAnswer texts => Named(texts.ByCriterion, text => text),
            TextAnswer text => [new("", "", text.Text)],
            MonthAnswer month => [new("", "", month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture))],
            IndicatorAnswer indicator => Named(indicator.ByPart, printed => printed),
            ChoiceAnswer choice => [new("", "", choice.Choice)],
            NumberAnswer number => [new("", "", NumberText(field, number.Number))],
            ProgressAnswer progress => Named(progress.ByPart, step => StepText(field, step)),
            GridAnswer grid => Named(grid.ByRow, text => text),
            _ => [],
        };

        // What the plan doesn't know any more comes last, rather than not at all.
        ImmutableArray<AnswerPart> Named<T>(ImmutableSortedDictionary<string, T> values, Func<T, string> write)
        {
            var asked = Asked(plan, measure, field);
            return
            [
                .. asked.Where(part => values.ContainsKey(part.Id))
                    .Select(part => new AnswerPart(part.Id, part.Id.Length == 0 ? "" : part.Name, write(values[part.Id]))),
                .. values.Where(value => asked.All(part => part.Id != value.Key))
                    .Select(value => new AnswerPart(value.Key, value.Key, write(value.Value))),
            ];
        }
    }

    /// <summary>What an answer says, one line a thing; by their ids where the measure isn't known.</summary>
    public static string Lines(Plan plan, Measure? measure, FormField field, Answer? answer) => string.Join(
        '\n', Of(plan, measure ?? Nameless, field, answer).Select(part => part.Line));

    private static Measure Nameless { get; } = new("", "", [], default, null, null);

    /// <summary>A step with its wording: 2 やや遅れているが、概ね順調.</summary>
    public static string StepText(FormField field, int step)
    {
        ArgumentNullException.ThrowIfNull(field);
        return string.Create(CultureInfo.InvariantCulture, $"{step} {field.Scale?.Labels.GetValueOrDefault(step)}").TrimEnd();
    }

    /// <summary>A number with its unit: 81,571千円.</summary>
    public static string NumberText(FormField field, decimal number)
    {
        ArgumentNullException.ThrowIfNull(field);
        return number.ToString("#,0.############################", CultureInfo.InvariantCulture) + field.Unit;
    }
}
