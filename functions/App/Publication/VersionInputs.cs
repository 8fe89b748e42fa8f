using System.Collections.Immutable;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Publication;

/// <summary>
/// What a version is made from, fixed before its first file goes out and never changed: tried again on another day, or after
/// somebody corrected more, the version is the same bytes, and the next one can say what changed since. The ballots are not
/// here: nobody can change them once the committee's stage is closed.
/// </summary>
/// <param name="Version">From 1.</param>
/// <param name="PublishedOn">The day on the cover.</param>
/// <param name="Reason">Why a correction was needed; null for the first version.</param>
/// <param name="ChangedItems">The numbers of the items that a correction changed; empty for the first version.</param>
/// <param name="SheetVersions">By measure code, which submission counts; measures without one are 未提出.</param>
/// <param name="Opinions">As compiled.</param>
/// <param name="Past">Former years' grades as they were known.</param>
internal sealed record VersionInputs(
    int Version,
    DateOnly PublishedOn,
    string? Reason,
    ImmutableArray<int> ChangedItems,
    ImmutableSortedDictionary<string, int> SheetVersions,
    CompiledOpinions Opinions,
    PastGrades Past)
{
    /// <summary>The year's own chapters; null when all are as the plan has them.</summary>
    public ChapterTexts? Chapters { get; init; }

    /// <summary>The former cycles that were published, whose plans say what was true in their years; null for versions from before that was shown.</summary>
    public ImmutableArray<string>? FormerCycles { get; init; }

    /// <summary>By former cycle, then measure code, which submission counts; null where the document shows no former years.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>? FormerSheets { get; init; }
}
