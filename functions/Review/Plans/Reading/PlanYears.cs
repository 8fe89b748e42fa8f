using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>The plan's years.</summary>
/// <param name="First">The first; default where it can't be read.</param>
/// <param name="Last">The last; default where it can't be read.</param>
internal sealed record PlanYears(FiscalYear First, FiscalYear Last)
{
    /// <summary>Whether both can be read, so that there is something to hold years against.</summary>
    public bool AreKnown => First != default && Last != default;

    /// <summary>The years whose offices can answer: a year is reviewed in the next.</summary>
    public PlanYears OfOffices => AreKnown ? this with { Last = Last.Next } : this;
}
