using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Cycles;

/// <summary>Everything that a year's opinion document and open data are made from, and nothing that stays inside.</summary>
/// <param name="Plan">The edition that holds for the year.</param>
/// <param name="Cycle">The year's calendar.</param>
/// <param name="Version">1, or more after corrections.</param>
/// <param name="PublishedOn">The day of this version.</param>
/// <param name="Figures">What the scores add up to.</param>
/// <param name="Answers">The accepted answers by measure code; a measure without is 未提出.</param>
/// <param name="Opinions">As compiled.</param>
/// <param name="Past">Former years' grades.</param>
public sealed record ReviewedYear(
    Plan Plan,
    CyclePlan Cycle,
    int Version,
    DateOnly PublishedOn,
    YearFigures Figures,
    ImmutableDictionary<string, Answers> Answers,
    CompiledOpinions Opinions,
    PastGrades Past)
{
    /// <summary>What was corrected so far, oldest first; empty for the first version.</summary>
    public ImmutableArray<Correction> Corrections { get; init; } = [];

    /// <summary>Former years' accepted answers by measure code, then year: the indicator's values and texts that a table by year shows.</summary>
    public ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>> Former { get; init; } =
        ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>>.Empty;

    /// <summary>
    /// The plan as it was in each former year: that by which the year was reviewed here, or what the plan says of a year before. Empty
    /// where nothing is to be said of them.
    /// </summary>
    public ImmutableSortedDictionary<FiscalYear, Plan> FormerPlans { get; init; } = ImmutableSortedDictionary<FiscalYear, Plan>.Empty;

    /// <summary>The groups' copies of the sheets and the records of their meetings; empty where members score.</summary>
    public ImmutableArray<GroupWork> GroupWork { get; init; } = [];

    /// <summary>The day of the first version, which corrections keep.</summary>
    public DateOnly FirstPublishedOn { get; init; } = PublishedOn;
}
