using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>Whether the committee has part in a year: a plan can have none, or hear it in some years only.</summary>
internal static class YearCommittee
{
    public static bool TakesPart(ReviewedYear year) => year.Plan.Committee.Exists && year.Cycle.Committee is not null;
}
