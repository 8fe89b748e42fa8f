using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Committee;

/// <summary>The secretariat records what a group of the committee made of the sheets, before the year is released.</summary>
public sealed class GroupWorkDesk(IRecordStore store, CycleReader cycles, Ledger ledger, TimeProvider clock)
{
    /// <summary>Records a group's work in the place of what was recorded of it before.</summary>
    /// <exception cref="RuleBrokenException">The year is released already, or its sheets are not in yet.</exception>
    public Task RecordAsync(string cycleId, GroupWork work, Act act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ledger.ChangeAsync(
            cycleId, act, clock.GetUtcNow(), "グループの検討結果", RecordKeys.GroupWork(work.Group), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await cycles.GetAsync(cycleId, cancellation);
            RuleBrokenException.Unless(
                running.Cycle.Stage == CycleStage.Compiling,
                new StageMustBe(CycleStage.Compiling.Label(running.Plan, running.Calendar), running.StageLabel));
            var found = await store.FindAsync<GroupWorkRecord>(cycleId, RecordKeys.GroupWork(work.Group), cancellation);
            var record = new GroupWorkRecord(work.Group, GroupWorkJson.Write(work));

            // The cycle is written as it is, so that it can't be released at the same moment.
            return new Change(
                [TypedRecords.Put(RecordKeys.GroupWork(work.Group), found, record), running.Stored.With(running.Cycle)],
                found?.Value.Json,
                record.Json);
        }
    }
}

/// <summary>A group's work as the store keeps it.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="Json">See <see cref="GroupWorkJson"/>.</param>
internal sealed record GroupWorkRecord(string Group, string Json);
