using System.Collections.Immutable;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Cycles;

/// <summary>A cycle at a glance.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Sheets">Sheets by state.</param>
/// <param name="Ballots">Ballots by state.</param>
/// <param name="Mails">Mails by state.</param>
/// <param name="Version">The published version; 0 before the first.</param>
public sealed record CycleStatus(
    string CycleId,
    CycleStage Stage,
    ImmutableSortedDictionary<SheetState, int> Sheets,
    ImmutableSortedDictionary<BallotState, int> Ballots,
    ImmutableSortedDictionary<OutboxState, int> Mails,
    int Version);

/// <summary>Counts a cycle's records; never asks the engine, whose queries are slow where there is much.</summary>
public sealed class CycleStatusReader(IRecordStore store)
{
    /// <summary>The status, or null when there is no such cycle.</summary>
    public async Task<CycleStatus?> FindAsync(string cycleId, CancellationToken cancellation)
    {
        var cycle = await store.FindAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
        return cycle is null
            ? null
            : new CycleStatus(
                cycleId,
                cycle.Value.Stage,
                await CountAsync<Sheet, SheetState>(cycleId, RecordKeys.SheetPrefix, s => s.State, cancellation),
                await CountAsync<Ballot, BallotState>(cycleId, RecordKeys.BallotPrefix, b => b.State, cancellation),
                await CountAsync<OutboxMail, OutboxState>(cycleId, RecordKeys.MailPrefix, m => m.State, cancellation),
                cycle.Value.Version);
    }

    private async Task<ImmutableSortedDictionary<TState, int>> CountAsync<T, TState>(
        string cycleId, string prefix, Func<T, TState> stateOf, CancellationToken cancellation)
        where TState : notnull
    {
        var counts = ImmutableSortedDictionary.CreateBuilder<TState, int>();
        await foreach (var record in store.ListAsync<T>(cycleId, prefix, cancellation))
        {
            var state = stateOf(record.Value);
            counts[state] = counts.GetValueOrDefault(state) + 1;
        }

        return counts.ToImmutable();
    }
}
