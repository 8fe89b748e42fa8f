using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Operations;

/// <summary>
/// Deletes the personal data of a published year whose retention is over: what mails said and to whom, and which member scored or
/// wrote what. The scores stay, item by item and nobody's, so that the published figures can still be computed from the store.
/// </summary>
public sealed class YearsPersonalData(IRecordStore store, VersionReader versions, Ledger ledger, Retention retention, TimeProvider clock)
{
    /// <summary>What the log calls it.</summary>
    public const string What = "保存期間の終わった個人情報の削除";

    // Records of one commit: an entry can hold a whole ballot twice, and a commit has a size that storage limits.
    private const int Most = 40;

    /// <summary>Deletes when it is due. What was cut off goes on where it was.</summary>
    /// <returns>Whether anything was due.</returns>
    public async Task<bool> DeleteAsync(string cycleId, DateOnly today, CancellationToken cancellation)
    {
        var cycle = await store.FindAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
        if (cycle is not { Value: { Stage: CycleStage.Published } published }
            || await versions.LatestAsync(published, cancellation) != published.Version)
        {
            return false;
        }

        // A correction has years of its own.
        var publishedOn = (await versions.GetAsync(cycleId, published.Version, cancellation)).PublishedOn;
        if (published.PersonalDataDeletedOn > publishedOn || !retention.IsOver(publishedOn, today))
        {
            return false;
        }

        var writes = await ErasingAsync(cycleId, cancellation);
        foreach (var part in writes.Chunk(Most))
        {
            await CommitAsync(cycleId, part, cancellation);
        }

        await SeverAsync(cycleId, published.Version, today, cancellation);
        return true;
    }

    private async Task<List<RecordWrite>> ErasingAsync(string cycleId, CancellationToken cancellation)
    {
        var writes = new List<RecordWrite>();
        await foreach (var mail in store.ListAsync<OutboxMail>(cycleId, RecordKeys.MailPrefix, cancellation))
        {
            if (!mail.Value.IsErased && !mail.Value.IsPending)
            {
                writes.Add(mail.With(mail.Value.Erased()));
            }
        }

        await foreach (var entry in store.ListAsync<AuditEntry>(cycleId, RecordKeys.AuditPrefix, cancellation))
        {
            if (TellsOfAPerson(entry.Value) && (entry.Value.Before ?? entry.Value.After) is not null)
            {
                writes.Add(entry.With(entry.Value with { Before = null, After = null }));
            }
        }

        await foreach (var draft in store.ListAsync<BallotDraftRecord>(cycleId, RecordKeys.BallotDraftPrefix, cancellation))
        {
            writes.Add(draft.Gone());
        }

        return writes;
    }

    // A member's scores and words, whose words became which text, and what a relay said of an address.
    private static bool TellsOfAPerson(AuditEntry entry) =>
        entry.Subject.StartsWith(RecordKeys.BallotSubject(""), StringComparison.Ordinal)
        || entry.Subject == RecordKeys.OpinionWork
        || entry.What == MailDesk.Resending;

    // At last and at once: the ballots become scores of nobody, and the cycle says that it is done.
    private Task<bool> SeverAsync(string cycleId, int version, DateOnly today, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(
            cycleId, new Act(string.Create(CultureInfo.InvariantCulture, $"retention-v{version}"), "clock"), clock.GetUtcNow(), What, RecordKeys.Cycle, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var cycle = await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
            var gone = new List<RecordWrite>();
            var kept = await store.FindAsync<UnattributedScores>(cycleId, RecordKeys.UnattributedScores, cancellation);
            var scores = kept?.Value ?? UnattributedScores.None;
            await foreach (var ballot in store.ListAsync<Ballot>(cycleId, RecordKeys.BallotPrefix, cancellation))
            {
                scores = scores.With(ballot.Value);
                gone.Add(ballot.Gone());
            }

            if (await store.FindAsync(cycleId, RecordKeys.OpinionWork, cancellation) is { } work)
            {
                gone.Add(new DeleteRecord(work.Key, work.ETag));
            }

            return Change.Of(
                cycle, cycle.Value.PersonalDataDeleted(today), [.. gone, TypedRecords.Put(RecordKeys.UnattributedScores, kept, scores)]);
        }
    }

    // What begins with this record has not been done yet, or the record would not be among them.
    private Task<bool> CommitAsync(string cycleId, RecordWrite[] writes, CancellationToken cancellation) => ledger.ChangeAsync(
        cycleId,
        new Act($"retention-{Secrets.Hash(writes[0].Key)}", "clock"),
        clock.GetUtcNow(),
        What,
        RecordKeys.Cycle,
        () => Task.FromResult<Change?>(new Change(writes, null, RecordJson.Write(new { Records = writes.Length }))),
        cancellation);
}

/// <summary>The scores of a year whose members are forgotten: by item, in order of size, so that no place tells who gave which.</summary>
/// <param name="ByItem">By item number.</param>
internal sealed record UnattributedScores(ImmutableSortedDictionary<int, ImmutableArray<int>> ByItem)
{
    public static UnattributedScores None { get; } = new(ImmutableSortedDictionary<int, ImmutableArray<int>>.Empty);

    /// <summary>With what a ballot gave, when it was handed in.</summary>
    public UnattributedScores With(Ballot ballot)
    {
        var all = ByItem.ToBuilder();
        foreach (var (item, vote) in ballot.ByItem.Where(v => ballot.State == BallotState.Submitted && v.Value.Score is not null))
        {
            all[item] = [.. all.GetValueOrDefault(item, []).Append(vote.Score!.Value).Order()];
        }

        return new UnattributedScores(all.ToImmutable());
    }
}
