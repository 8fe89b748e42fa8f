using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Plans;

/// <summary>
/// 取組終了: the secretariat records that a measure ended, beside the plan file. A cycle takes over what is recorded when it opens;
/// cycles that are open or published stay as they are.
/// </summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class MeasureDesk(IRecordStore store, PlanLibrary plans, Ledger ledger, TimeProvider clock)
{
    /// <summary>What is recorded for a plan, by measure code.</summary>
    public Task<ImmutableSortedDictionary<string, MeasureEnd>> EndingsAsync(string planId, CancellationToken cancellation) =>
        plans.EndingsAsync(planId, cancellation);

    /// <summary>Records the end of a measure.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="measure">The measure's code.</param>
    /// <param name="month">Any day of its last month.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public Task EndAsync(string planId, string measure, DateOnly month, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(
            RecordKeys.Plans, act, clock.GetUtcNow(), "取組終了", RecordKeys.MeasureSubject(planId, measure), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var plan = (await plans.LatestAsync(cancellation)).FirstOrDefault(p => p.Id == planId)
                ?? throw new RecordMissingException(RecordKeys.Plans, planId);
            var end = MeasureEnd.Recorded(plan, measure, month);
            var key = RecordKeys.Ending(planId, measure);
            RuleBrokenException.Unless(
                await store.FindAsync(RecordKeys.Plans, key, cancellation) is null, new MeasureMustNotHaveEnded(measure));
            return new Change([TypedRecords.Insert(key, end)], null, RecordJson.Write(end));
        }
    }

    /// <summary>Takes back a recorded end that no cycle was opened with.</summary>
    public Task UndoAsync(string planId, string measure, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(
            RecordKeys.Plans, act, clock.GetUtcNow(), "取組終了の取消し", RecordKeys.MeasureSubject(planId, measure), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var found = await store.FindAsync<MeasureEnd>(RecordKeys.Plans, RecordKeys.Ending(planId, measure), cancellation);
            RuleBrokenException.Unless(found is not null, new EndingMustExist(measure));
            await foreach (var listing in store.ListAsync<CycleListing>(RecordKeys.Cycles, planId + "-", cancellation))
            {
                var cycle = await store.FindAsync<Cycle>(listing.Key, RecordKeys.Cycle, cancellation);
                RuleBrokenException.Unless(
                    listing.Value.PlanId != planId || cycle?.Value.Endings?.ContainsKey(measure) != true,
                    new EndingMustNotBeInUse(measure, listing.Value.Year));
            }

            return new Change([found!.Gone()], RecordJson.Write(found.Value), null);
        }
    }
}
