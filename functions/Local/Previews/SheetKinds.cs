using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Previews;

/// <summary>Which of a year's sheets look different from each other.</summary>
internal static class SheetKinds
{
    /// <summary>The first measure of each kind, in the order of the plan: another kind asks for other fields, or says other things of itself.</summary>
    public static ImmutableArray<Measure> Of(Plan plan, CyclePlan cycle) =>
        [.. plan.MeasuresAskedIn(cycle.Year).DistinctBy(measure => KindOf(plan, measure))];

    private static string KindOf(Plan plan, Measure measure) => string.Join(
        '/',
        [
            .. plan.Form.Where(f => AnswerParts.IsAsked(plan, measure, f)).Select(f => f.Id),
            measure.Indicator is { Parts.IsEmpty: false } ? "split" : "",
            measure.Parts.IsEmpty ? "" : "parts",
            .. measure.Profile.Keys,
        ]);
}
