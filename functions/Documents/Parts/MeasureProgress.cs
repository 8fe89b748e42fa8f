using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Parts;

/// <summary>How far a measure has come: each part's step, their mean, and the label of the step that the mean rounds to.</summary>
/// <param name="Field">The field that asks for it.</param>
/// <param name="Steps">The parts that have a step, in the plan's order.</param>
/// <param name="Mean">As printed; null without steps.</param>
/// <param name="Label">The mean's wording; null without steps.</param>
internal sealed record MeasureProgress(FormField Field, ImmutableArray<(MeasurePart Part, int Step)> Steps, decimal? Mean, string? Label)
{
    private static readonly Rounding Whole = new(0, RoundingMode.HalfUp);

    /// <summary>A measure's progress by each field that asks for it.</summary>
    public static IEnumerable<MeasureProgress> Of(Plan plan, Measure measure, Answers? answers) =>
        from field in plan.Form
        where field is { Kind: FieldKind.Progress, Scale: not null } && measure.Parts.Length > 0
        select Of(field, field.Scale!, measure, answers?.Of<ProgressAnswer>(field.Id));

    /// <summary>The mean of steps and its label, as the paper prints them.</summary>
    public static (decimal? Mean, string? Label) Reckon(ProgressScale scale, IEnumerable<int> steps)
    {
        var mean = scale.MeanRounding.Mean([.. steps.Select(s => (decimal)s)]);
        return (mean, mean is { } value ? scale.Labels.GetValueOrDefault((int)Whole.Round(value)) : null);
    }

    private static MeasureProgress Of(FormField field, ProgressScale scale, Measure measure, ProgressAnswer? answer)
    {
        ImmutableArray<(MeasurePart, int)> steps =
            [.. measure.Parts.Where(p => answer?.ByPart.ContainsKey(p.Id) == true).Select(p => (p, answer!.ByPart[p.Id]))];
        var (mean, label) = Reckon(scale, steps.Select(s => s.Item2));
        return new(field, steps, mean, label);
    }
}
