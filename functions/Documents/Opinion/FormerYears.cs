using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>Something that was otherwise in former years.</summary>
/// <param name="First">The first of the years.</param>
/// <param name="Last">The last; the years between them are of the same kind.</param>
/// <param name="Change">How it was then, and how it is in the year under review.</param>
internal sealed record FormerYears(FiscalYear First, FiscalYear Last, PlanChange Change)
{
    // What the plan lacked or has lost shows in the tables; texts and dates of former years are in their own documents.
    private static readonly string[] Shown = ["名称", "担当部署", "取組項目"];

    /// <summary>令和6年度, or 令和2年度～令和4年度.</summary>
    public string Span => First == Last ? First.Label : $"{First.Label}～{Last.Label}";

    /// <summary>All of a year's, the oldest first.</summary>
    public static ImmutableArray<FormerYears> Of(ReviewedYear year)
    {
        var found = new List<FormerYears>();
        foreach (var (former, plan) in year.FormerPlans)
        {
            foreach (var change in PlanDifference.Between(plan, year.Plan).Where(IsShown))
            {
                var at = found.FindIndex(f => f.Change == change && f.Last.Next == former);
                if (at < 0)
                {
                    found.Add(new FormerYears(former, former, change));
                }
                else
                {
                    found[at] = found[at] with { Last = former };
                }
            }
        }

        return [.. found];
    }

    private static bool IsShown(PlanChange change) => change.Kind switch
    {
        PlanChangeKind.Scoring => true,
        PlanChangeKind.Item or PlanChangeKind.Measure or PlanChangeKind.Department => Shown.Contains(change.Aspect),
        _ => false,
    };
}
