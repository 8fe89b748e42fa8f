using System.Collections.Immutable;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Parts;

/// <summary>How far a measure has come: each part's step, and their mean.</summary>
/// <param name="Field">The field that asks for it.</param>
/// <param name="Steps">The parts that have a step, in the plan's order.</param>
/// <param name="Mean">The mean with its wording; null without steps.</param>
internal sealed record MeasureProgress(FormField Field, ImmutableArray<(MeasurePart Part, int Step)> Steps, ProgressMean? Mean)
{
    /// <summary>A measure's progress by each field that asks for it.</summary>
    public static IEnumerable<MeasureProgress> Of(Plan plan, Measure measure, Answers? answers) =>
        from field in plan.Form
        where field is { Kind: FieldKind.Progress, Scale: not null } && measure.Parts.Length > 0
        select Of(field, field.Scale!, measure, answers?.Of<ProgressAnswer>(field.Id));

    private static MeasureProgress Of(FormField field, ProgressScale scale, Measure measure, ProgressAnswer? answer)
    {
        ImmutableArray<(MeasurePart Part, int Step)> steps =
            [.. measure.Parts.Where(p => answer?.ByPart.ContainsKey(p.Id) == true).Select(p => (p, answer!.ByPart[p.Id]))];
        return new(field, steps, ProgressMean.Of(scale, new ProgressAnswer(steps.ToImmutableSortedDictionary(s => s.Part.Id, s => s.Step, StringComparer.Ordinal))));
    }
}
