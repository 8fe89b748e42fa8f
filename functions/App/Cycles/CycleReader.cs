using System.Collections.Immutable;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Cycles;

/// <summary>A cycle with the edition of its plan.</summary>
/// <param name="Stored">The record.</param>
/// <param name="Plan">The edition that holds for it, with the endings that the cycle opened with.</param>
public sealed record RunningCycle(Stored<Cycle> Stored, Plan Plan)
{
    /// <summary>The cycle.</summary>
    public Cycle Cycle => Stored.Value;

    /// <summary>Its year's calendar.</summary>
    public CyclePlan Calendar => Plan.CycleOf(Cycle.Year)
        ?? throw new InvalidOperationException($"The plan {Plan.Id} has no calendar for {Cycle.Year}.");

    /// <summary>Whether members score in this year; else the secretariat publishes after its own check.</summary>
    public bool HasBallots => Plan.HasBallots(Calendar);

    /// <summary>Whether members can still vote: it is the committee's turn, and the secretariat has not closed it.</summary>
    public bool TakesBallots => Cycle is { Stage: CycleStage.Committee, CommitteeClosing: null };

    /// <summary>What people call the document that is published: an opinion document only where members say something.</summary>
    public string DocumentName => HasBallots ? "意見書" : "公表文書";

    /// <summary>The words for where it stands.</summary>
    public string StageLabel => Cycle.StageLabel(Plan, Calendar);
}

/// <summary>Reads a cycle and its plan.</summary>
public sealed class CycleReader(IRecordStore store, PlanLibrary plans)
{
    /// <summary>The cycle of this id.</summary>
    /// <exception cref="RecordMissingException">There is none.</exception>
    public async Task<RunningCycle> GetAsync(string cycleId, CancellationToken cancellation)
    {
        var stored = await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
        var plan = await plans.GetAsync(stored.Value.PlanId, stored.Value.PlanEdition, cancellation);
        return new RunningCycle(stored, stored.Value.Endings is { } endings ? plan.WithEndings(endings) : plan);
    }

    /// <summary>The cycles of a plan that are open or were, the newest first.</summary>
    public async Task<ImmutableArray<RunningCycle>> OfPlanAsync(string planId, CancellationToken cancellation)
    {
        var found = new List<RunningCycle>();
        await foreach (var listing in store.ListAsync<CycleListing>(RecordKeys.Cycles, planId + "-", cancellation))
        {
            // Listed a moment before it opens; and another plan's id may begin alike.
            if (listing.Value.PlanId == planId && await store.FindAsync<Cycle>(listing.Key, RecordKeys.Cycle, cancellation) is not null)
            {
                found.Add(await GetAsync(listing.Key, cancellation));
            }
        }

        return [.. found.OrderByDescending(f => f.Cycle.Year)];
    }
}
