using System.Collections.Immutable;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Cycles;

/// <summary>A cycle at a glance.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Sheets">Sheets by state.</param>
/// <param name="Ballots">Ballots by state.</param>
/// <param name="Mails">Mails by state.</param>
/// <param name="SentMails">Mails that went out, by purpose.</param>
/// <param name="Version">The published version; 0 before the first.</param>
public sealed record CycleStatus(
    string CycleId,
    CycleStage Stage,
    ImmutableSortedDictionary<SheetState, int> Sheets,
    ImmutableSortedDictionary<BallotState, int> Ballots,
    ImmutableSortedDictionary<OutboxState, int> Mails,
    ImmutableSortedDictionary<MailPurpose, int> SentMails,
    int Version);

/// <summary>Counts a cycle's records; never asks the engine, whose queries are slow where there is much.</summary>
public sealed class CycleStatusReader(IRecordStore store)
{
    /// <summary>The status, or null when there is no such cycle.</summary>
    public async Task<CycleStatus?> FindAsync(string cycleId, CancellationToken cancellation)
    {
        var cycle = await store.FindAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
        if (cycle is null)
        {
            return null;
        }

        var mails = await ListAsync<OutboxMail>(cycleId, RecordKeys.MailPrefix, cancellation);
        return new CycleStatus(
                cycleId,
                cycle.Value.Stage,
                Count(await ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation), s => s.State),
                Count(await ListAsync<Ballot>(cycleId, RecordKeys.BallotPrefix, cancellation), b => b.State),
                Count(mails, m => m.State),
                Count(mails.Where(m => m.State == OutboxState.Sent), m => m.Key.Purpose),
                cycle.Value.Version);
    }

    private async Task<List<T>> ListAsync<T>(string cycleId, string prefix, CancellationToken cancellation)
    {
        var values = new List<T>();
        await foreach (var record in store.ListAsync<T>(cycleId, prefix, cancellation))
        {
            values.Add(record.Value);
        }

        return values;
    }

    private static ImmutableSortedDictionary<TKey, int> Count<T, TKey>(IEnumerable<T> values, Func<T, TKey> keyOf)
        where TKey : notnull =>
        values.CountBy(keyOf).ToImmutableSortedDictionary();
}
