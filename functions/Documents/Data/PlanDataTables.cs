using System.Collections.Immutable;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Data;

/// <summary>The tables beyond scores: each is there where the plan has something for it.</summary>
internal static class PlanDataTables
{
    public static ImmutableArray<CsvTable> Of(ReviewedYear year) =>
        [.. ProfileTables.Of(year.Plan), .. IndicatorTables.Of(year), .. ProgressTables.Of(year), .. GroupTables.Of(year)];

    /// <summary>The lists of codes that they use.</summary>
    public static IEnumerable<(string Name, IEnumerable<(string Code, string Label)> Codes)> CodeLists(ReviewedYear year)
    {
        var plan = year.Plan;
        var groups = YearCommittee.TakesPart(year) ? plan.Committee.Groups : [];
        return
    [
        ("heading", plan.Headings.Select(h => (h.Id, h.Name))),
        ("flag", plan.Measures.SelectMany(m => m.Flags).Distinct(StringComparer.Ordinal).Select(f => (f, f))),
        ("profile", plan.Profile.Select(f => (f.Id, f.Label))),
        .. IndicatorTables.CodeLists(plan),
        ("group", groups.Select(g => (g.Id, g.Name))),
        ("piece", groups.IsEmpty ? [] : GroupTables.Kinds),
        .. plan.IsScored || plan.Form.All(f => f.Kind != FieldKind.Progress) ? [] : (IEnumerable<(string, IEnumerable<(string, string)>)>)[("rounding", ScoringTables.Modes)],
    ];
    }
}
