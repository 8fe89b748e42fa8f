using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Rehearsals;

/// <summary>What departments and members might have written: words that say what will stand there, and figures from the plan itself.</summary>
/// <param name="plan">The plan.</param>
/// <param name="cycle">The year that is rehearsed.</param>
internal sealed class PlaceholderAnswers(Plan plan, CyclePlan cycle)
{
    private const decimal SomeNumber = 100;

    /// <summary>Answers to all that a measure's sheet asks for, so that it can be handed in.</summary>
    public Answers OfSheet(Measure measure) => plan.Form
        .Where(field => AnswerParts.IsAsked(plan, measure, field))
        .Aggregate(Answers.None, (answers, field) => Of(measure, field) is { } answer ? answers.With(field.Id, answer) : answers);

    /// <summary>A member's votes on every item.</summary>
    public ImmutableSortedDictionary<int, Vote> OfBallot(Member member) => plan.Items.ToImmutableSortedDictionary(
        item => item.Number,
        item => new Vote(Middle(plan.Committee.Min, plan.Committee.Max), $"（{member.Role}の意見がここに入ります）"));

    /// <summary>The committee's opinions on every item.</summary>
    public CompiledOpinions Opinions => new(plan.Items.ToImmutableSortedDictionary(
        item => item.Number, _ => ImmutableArray.Create("（委員の意見がここに入ります）")));

    // null: a month says that something has ended, which is no placeholder.
    private Answer? Of(Measure measure, FormField field) => field.Kind switch
    {
        FieldKind.Scores => new ScoresAnswer(plan.Scoring.Criteria.ToImmutableSortedDictionary(
            c => c.Id, c => Middle(c.Min, c.Max), StringComparer.Ordinal)),
        FieldKind.TextPerCriterion => new TextsAnswer(ByPart(measure, field, part => Words(field, $"{part.Name}の{field.Label}"))),
        FieldKind.Text => new TextAnswer(Words(field, field.Label)),
        FieldKind.Table => new TableAnswer([Row(field)]),
        FieldKind.Month => field.Required ? new MonthAnswer(cycle.Year.First) : null,
        FieldKind.Indicator => new IndicatorAnswer(ByPart(measure, field, part => Value(measure, part.Id))),
        FieldKind.Choice => new ChoiceAnswer(field.Choices[0]),
        FieldKind.Number => new NumberAnswer(SomeNumber),
        FieldKind.Progress => new ProgressAnswer(ByPart(measure, field, _ => field.Scale!.Labels.Keys.ElementAt(field.Scale.Labels.Count / 2))),
        FieldKind.Grid => new GridAnswer(ByPart(measure, field, part => Words(field, part.Name))),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Kind, "No such kind."),
    };

    private ImmutableSortedDictionary<string, T> ByPart<T>(Measure measure, FormField field, Func<MeasurePart, T> answer) =>
        AnswerParts.Asked(plan, measure, field).ToImmutableSortedDictionary(part => part.Id, answer, StringComparer.Ordinal);

    private static string Words(FormField field, string what)
    {
        var words = $"（{what}がここに入ります）";
        return field.MaxLength > 0 && words.Length > field.MaxLength ? words[..field.MaxLength] : words;
    }

    private ImmutableSortedDictionary<string, string> Row(FormField field) => field.Columns.ToImmutableSortedDictionary(
        column => column.Id,
        column => column.Kind switch
        {
            ColumnKind.Year => cycle.Year.ToString(),
            ColumnKind.Number => "1",
            ColumnKind.Choice => column.Choices[0],
            _ => $"（{column.Label}がここに入ります）",
        },
        StringComparer.Ordinal);

    // The next target, as if it had just been reached; else what it began with.
    private string Value(Measure measure, string part)
    {
        var indicator = measure.Indicator!;
        return indicator.Targets.Where(t => t.Key >= cycle.Year).Select(t => t.Value.Of(part)?.Printed).OfType<string>().FirstOrDefault()
            ?? indicator.Targets.Values.Reverse().Select(t => t.Of(part)?.Printed).OfType<string>().FirstOrDefault()
            ?? indicator.Initial?.Of(part)?.Printed
            ?? SomeNumber.ToString(CultureInfo.InvariantCulture) + indicator.Unit;
    }

    private static int Middle(int min, int max) => (min + max + 1) / 2;
}
