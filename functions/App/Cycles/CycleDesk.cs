using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Cycles;

/// <summary>Opens cycles, and sees to it that each open one is driven by exactly one orchestration.</summary>
public sealed partial class CycleDesk(
    IRecordStore store, PlanLibrary plans, Ledger ledger, SecretariatDriver secretariat, TimeProvider clock, ILogger<CycleDesk> log)
{
    /// <summary>
    /// Opens the cycles whose day has come. Opening twice is the same as once: the cycle's record decides. Each plan stands alone: one
    /// that can't be read or opened is logged, and the others open.
    /// </summary>
    /// <returns>The ids of the cycles opened by this call.</returns>
    /// <exception cref="AggregateException">Some could not be opened; the others are.</exception>
    /// <exception cref="StoreUnavailableException">The store went away in between: to be called again.</exception>
    public async Task<IReadOnlyList<string>> OpenDueAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var today = JapanTime.DateOf(clock.GetUtcNow());
        var opened = new List<string>();
        var broken = new List<Exception>();
        foreach (var plan in await plans.LatestAsync(cancellation))
        {
            foreach (var due in plan.Cycles.Where(c => c.Opens <= today))
            {
                var cycleId = Cycle.IdOf(plan.Id, due.Year);
                try
                {
                    if (await OpenAsync(plan, due.Year, new Act($"open-{cycleId}", "clock"), client, cancellation))
                    {
                        opened.Add(cycleId);
                    }
                }
                catch (Exception trouble) when (trouble is not StoreUnavailableException && !cancellation.IsCancellationRequested)
                {
                    broken.Add(new InvalidOperationException($"The cycle {cycleId} could not be opened.", trouble));
                }
            }
        }

        await NoteUnreadableAsync(cancellation);
        return broken is [] ? opened : throw new AggregateException(broken);
    }

    // Logged every day, noted once an edition.
    private async Task NoteUnreadableAsync(CancellationToken cancellation)
    {
        foreach (var plan in await plans.UnreadableAsync(cancellation))
        {
            LogUnreadable(plan.Id, plan.Edition, string.Join("; ", plan.Places));
            var act = new Act(string.Create(CultureInfo.InvariantCulture, $"unreadable-{plan.Id}-{plan.Edition}"), "clock");
            await ledger.ChangeAsync(
                RecordKeys.Plans,
                act,
                clock.GetUtcNow(),
                "計画を読めない",
                RecordKeys.PlanSubject(plan.Id),
                () => Task.FromResult<Change?>(new Change([], null, RecordJson.Write(new { plan.Edition, plan.Places })) { Note = plan.Why }),
                cancellation);
        }
    }

    // What is written at those places, addresses among it, is in the audit log alone.
    [LoggerMessage(
        EventId = 1004,
        EventName = "PlanUnreadable",
        Level = LogLevel.Error,
        Message = "The plan {PlanId}, edition {Edition}, can't be read: its cycles don't open. Look at {Places}.")]
    private partial void LogUnreadable(string planId, int edition, string places);

    /// <summary>Opens one cycle.</summary>
    /// <returns>false when it was open already.</returns>
    public async Task<bool> OpenAsync(Plan plan, FiscalYear year, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        var cycle = Cycle.Opened(plan.Id, plan.Edition, year);
        if (await store.FindAsync(RecordKeys.Cycles, cycle.Id, cancellation) is null)
        {
            await InsertOnceAsync(RecordKeys.Cycles, cycle.Id, new CycleListing(plan.Id, year), cancellation);
        }

        var opened = await ledger.ChangeAsync(
            cycle.Id, act, clock.GetUtcNow(), "評価の開始", RecordKeys.Cycle, DecideAsync, cancellation);
        await DriveAsync(cycle.Id, client, cancellation);
        return opened;

        async Task<Change?> DecideAsync()
        {
            if (await store.FindAsync(cycle.Id, RecordKeys.Cycle, cancellation) is not null)
            {
                return null;
            }

            var endings = await plans.EndingsAsync(plan.Id, cancellation);
            var opening = endings.IsEmpty ? cycle : cycle with { Endings = endings };
            return new Change([TypedRecords.Insert(RecordKeys.Cycle, opening)], null, RecordJson.Write(opening));
        }
    }

    /// <summary>
    /// Starts the cycle's orchestration when it has none, and rebuilds it from the store under a new id when it failed or
    /// was terminated: the store knows all that happened. One that was purged after its end stays gone.
    /// </summary>
    public async Task DriveAsync(string cycleId, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var stored = await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
        if (stored.Value.PersonalDataDeletedOn is not null)
        {
            // Long over; what would drive it anew is no longer there.
            return;
        }

        var instance = await client.GetInstanceAsync(InstanceIds.Of(stored.Value), cancellation);
        if (instance is { RuntimeStatus: OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated })
        {
            log.OrchestrationFailed(instance.InstanceId, "it is built anew from the store");
            await TakeOverAsync(stored.Value, client, cancellation);
            stored = await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
            instance = await client.GetInstanceAsync(InstanceIds.Of(stored.Value), cancellation);
        }

        if (instance is null && await store.FindAsync(cycleId, RecordKeys.Purged(InstanceIds.Of(stored.Value)), cancellation) is null)
        {
            await StopFormerRunAsync(stored.Value, client, cancellation);
            await ScheduleOnceAsync(stored.Value, client, cancellation);
        }

        await secretariat.DriveAsync(stored.Value, client, cancellation);
    }

    /// <summary>
    /// Rebuilds a cycle whose orchestration, or a part of it, runs but does nothing. The old one is told to end, and may never hear of it;
    /// should it go on one day, what it does has been done, and is the same as once.
    /// </summary>
    /// <param name="stuck">The cycle as it was when it was found stuck.</param>
    /// <param name="client">Starts and ends orchestrations.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RebuildAsync(Cycle stuck, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stuck);
        ArgumentNullException.ThrowIfNull(client);
        await TakeOverAsync(stuck, client, cancellation);
        await DriveAsync(stuck.Id, client, cancellation);
    }

    // The store decides first that another orchestration takes over, then the old one is told.
    private async Task TakeOverAsync(Cycle former, DurableTaskClient client, CancellationToken cancellation)
    {
        var act = new Act($"rebuild-{InstanceIds.Of(former)}", "clock");
        await ledger.ChangeAsync(former.Id, act, clock.GetUtcNow(), "オーケストレーション再構築", RecordKeys.Cycle, DecideAsync, cancellation);
        await StopAsync(InstanceIds.Of(former), client, cancellation);

        async Task<Change?> DecideAsync()
        {
            var current = await store.GetAsync<Cycle>(former.Id, RecordKeys.Cycle, cancellation);
            return current.Value.Run == former.Run ? Change.Of(current, current.Value.Rebuilt()) : null;
        }
    }

    // A changed plan was taken in: the store has the next run already, while the one before still goes by the old plan.
    private static Task StopFormerRunAsync(Cycle cycle, DurableTaskClient client, CancellationToken cancellation) =>
        StopAsync(InstanceIds.OfCycle(cycle.Id, cycle.Run - 1), client, cancellation);

    // The old orchestration and what it had started must not go on beside what the new one starts.
    private static async Task StopAsync(string instanceId, DurableTaskClient client, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(instanceId, cancellation) is { IsCompleted: false })
        {
            await client.TerminateInstanceAsync(instanceId, output: null, cancellation);
        }

        var query = new OrchestrationQuery
        {
            InstanceIdPrefix = instanceId + ".",
            Statuses = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended],
        };
        await foreach (var part in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            await client.TerminateInstanceAsync(part.InstanceId, output: null, cancellation);
        }
    }

    private static async Task ScheduleOnceAsync(Cycle cycle, DurableTaskClient client, CancellationToken cancellation)
    {
        var options = new StartOrchestrationOptions(InstanceIds.Of(cycle))
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ReviewCycle.Name, new CycleRef(cycle.Id, cycle.Run), options, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Another starter was first if the instance is there now; the published client has no exception of its own for that.
            if (await client.GetInstanceAsync(InstanceIds.Of(cycle), cancellation) is null)
            {
                throw;
            }
        }
    }

    private async Task InsertOnceAsync<T>(string partition, string key, T value, CancellationToken cancellation)
    {
        try
        {
            await store.CommitAsync(partition, [TypedRecords.Insert(key, value)], cancellation);
        }
        catch (RecordConflictException)
        {
            // It is there: that is all that was wanted.
        }
    }
}

/// <summary>A line of the list of cycles.</summary>
/// <param name="PlanId">The plan's id.</param>
/// <param name="Year">The fiscal year under review.</param>
internal sealed record CycleListing(string PlanId, FiscalYear Year);
