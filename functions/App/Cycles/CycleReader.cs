using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Cycles;

/// <summary>A cycle with the edition of its plan.</summary>
/// <param name="Stored">The record.</param>
/// <param name="Plan">The edition that holds for it, with the endings that the cycle opened with.</param>
public sealed record RunningCycle(Stored<Cycle> Stored, Plan Plan)
{
    /// <summary>The cycle.</summary>
    public Cycle Cycle => Stored.Value;

    /// <summary>
    /// The write that leaves the cycle as it is. Whoever decided by its stage commits it along: then the stage can't be another at that moment.
    /// </summary>
    internal ReplaceRecord AsItIs => Stored.With(Cycle);

    /// <summary>Its year's calendar.</summary>
    public CyclePlan Calendar => Plan.CycleOf(Cycle.Year)
        ?? throw new InvalidOperationException($"The plan {Plan.Id} has no calendar for {Cycle.Year}.");

    /// <summary>The fiscal year whose departments answer.</summary>
    public FiscalYear Offices => Cycle.Offices ?? Plan.OfficesIn(Cycle.Year);

    /// <summary>Answers as they were typed. Where a changed plan was taken in since, what its form has no place for is left out.</summary>
    internal Answers ReadAnswers(string json) =>
        Cycle.Adoptions is null ? AnswersJson.Read(Plan.Form, json) : AnswersJson.ReadFitting(Plan.Form, json);

    /// <summary>Who answers now for what these departments answered: themselves, or whoever took over.</summary>
    public ImmutableArray<string> AnsweringNow(IEnumerable<string> departments)
    {
        var succession = Succession.Of(Plan);
        return [.. departments.SelectMany(id => succession.Followed(id, Offices)).Distinct(StringComparer.Ordinal)];
    }

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
    // An edition is read once and stays; so does what it is in a year.
    private readonly ConditionalWeakTable<Plan, ConcurrentDictionary<(FiscalYear Year, FiscalYear Offices), Plan>> _ofYears = [];

    /// <summary>The cycle of this id.</summary>
    /// <exception cref="RecordMissingException">There is none.</exception>
    public async Task<RunningCycle> GetAsync(string cycleId, CancellationToken cancellation)
    {
        var stored = await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
        var cycle = stored.Value;
        return new RunningCycle(stored, await PlanAsync(cycle, cycle.PlanEdition, cycle.Offices, cycle.Endings, cancellation));
    }

    /// <summary>An edition as of a cycle's year, which may be another than the cycle goes by.</summary>
    internal async Task<Plan> PlanAsync(
        Cycle cycle,
        int edition,
        FiscalYear? offices,
        ImmutableSortedDictionary<string, MeasureEnd>? endings,
        CancellationToken cancellation)
    {
        var file = await plans.GetAsync(cycle.PlanId, edition, cancellation);
        var of = (cycle.Year, offices ?? file.OfficesIn(cycle.Year));
        var plan = _ofYears.GetOrCreateValue(file).GetOrAdd(of, key => file.In(key.Year, key.Offices));
        return endings is null ? plan : plan.WithEndings(endings.RemoveRange(endings.Where(e => e.Value.Year > cycle.Year).Select(e => e.Key)));
    }

    /// <summary>The plan that held at a moment of the cycle: before a changed one was taken in, the one before it.</summary>
    internal async Task<Func<DateTimeOffset, Plan>> PlansInTimeAsync(RunningCycle running, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var former = new List<(DateTimeOffset Until, Plan Plan)>();
        foreach (var adoption in running.Cycle.Adoptions ?? [])
        {
            former.Add((adoption.At, await PlanAsync(running.Cycle, adoption.Edition, adoption.Offices, adoption.Endings, cancellation)));
        }

        return moment => former.FirstOrDefault(f => moment < f.Until).Plan ?? running.Plan;
    }

    /// <summary>The ids of the plan's cycles before this one that are published: their plans don't change any more.</summary>
    internal async Task<ImmutableArray<string>> PublishedBeforeAsync(RunningCycle running, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        return
        [
            .. (await OfPlanAsync(running.Plan.Id, cancellation))
                .Where(r => r.Cycle.Year < running.Cycle.Year && r.Cycle.Stage == CycleStage.Published)
                .Select(r => r.Cycle.Id)
                .Reverse(),
        ];
    }

    /// <summary>The plan in each former year: of a published cycle the one that it went by, of other years what the plan itself says of them.</summary>
    internal async Task<ImmutableSortedDictionary<FiscalYear, Plan>> FormerPlansAsync(
        RunningCycle running, ImmutableArray<string> published, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var file = await plans.GetAsync(running.Plan.Id, running.Cycle.PlanEdition, cancellation);
        var former = file.Years.Where(y => y < running.Cycle.Year).ToImmutableSortedDictionary(y => y, y => file.In(y)).ToBuilder();
        foreach (var cycleId in published)
        {
            var before = await GetAsync(cycleId, cancellation);
            former[before.Cycle.Year] = before.Plan;
        }

        return former.ToImmutable();
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
