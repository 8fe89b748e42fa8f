using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;

namespace GyoseiFlow.App.Audit;

/// <summary>
/// The one way in which a cycle's records change: read, decide, and commit the change together with its audit entry. The
/// entry's key is who and the request's id, so the same request twice is the same as once.
/// </summary>
public sealed class Ledger(IRecordStore store)
{
    // Each lost race means that somebody else got through; a person waits behind this, so it does not go on for ever.
    private const int MaxTries = 20;

    /// <summary>Makes one change.</summary>
    /// <param name="partition">The cycle's partition.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="at">When.</param>
    /// <param name="what">What is done.</param>
    /// <param name="subject">To what.</param>
    /// <param name="decide">Reads and decides; called again when somebody else was first. null: nothing to change.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>true when this call made the change, false when it was made before or there was nothing to change.</returns>
    public async Task<bool> ChangeAsync(
        string partition,
        Act act,
        DateTimeOffset at,
        string what,
        string subject,
        Func<Task<Change?>> decide,
        CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            if (await IsDoneAsync(partition, act, cancellation) || await DecideAsync(partition, act, decide, cancellation) is not { } change)
            {
                return false;
            }

            var entry = new AuditEntry(act.RequestId, at, act.By, what, subject, change.Before, change.After) { Note = change.Note };
            try
            {
                await store.CommitAsync(
                    partition, [.. change.Writes, TypedRecords.Insert(RecordKeys.Audit(act.By, act.RequestId), entry)], cancellation);
                return true;
            }
            catch (RecordConflictException) when (tries < MaxTries)
            {
                // Somebody else was first: read again, decide again.
            }
        }
    }

    private async Task<Change?> DecideAsync(string partition, Act act, Func<Task<Change?>> decide, CancellationToken cancellation)
    {
        try
        {
            return await decide();
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            // What stands in the way may be this very request, sent twice and a moment ahead: then it is done.
            if (await IsDoneAsync(partition, act, cancellation))
            {
                return null;
            }

            throw;
        }
    }

    private async Task<bool> IsDoneAsync(string partition, Act act, CancellationToken cancellation) =>
        await store.FindAsync(partition, RecordKeys.Audit(act.By, act.RequestId), cancellation) is not null;
}

/// <summary>A decided change.</summary>
/// <param name="Writes">What to write, all or none.</param>
/// <param name="Before">How it was, as JSON.</param>
/// <param name="After">How it is, as JSON.</param>
public sealed record Change(IReadOnlyList<RecordWrite> Writes, string? Before, string? After)
{
    /// <summary>What the person had to say: a reason, a note; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>A change of one record, with what else it causes.</summary>
    public static Change Of<T>(Stored<T> before, T after, params RecordWrite[] causes) =>
        new([before.With(after), .. causes], RecordJson.Write(before.Value), RecordJson.Write(after));
}
