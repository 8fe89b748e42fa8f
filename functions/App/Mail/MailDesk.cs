using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>What the secretariat does with mails: look at those that left and those to come, and send again what did not arrive.</summary>
public sealed class MailDesk(
    IRecordStore store, CycleReader cycles, Ledger ledger, Outbox outbox, DigestWriter digests, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>What the log calls sending again.</summary>
    internal const string Resending = "メールの再送";

    /// <summary>Every mail of a cycle, the newest first.</summary>
    public async Task<ImmutableArray<OutboxMail>> ListAsync(string cycleId, CancellationToken cancellation)
    {
        var mails = new List<OutboxMail>();
        await foreach (var mail in store.ListAsync<OutboxMail>(cycleId, RecordKeys.MailPrefix, cancellation))
        {
            mails.Add(mail.Value);
        }

        return [.. mails.OrderByDescending(m => m.Message.At).ThenBy(m => m.Message.Key, StringComparer.Ordinal)];
    }

    /// <summary>
    /// 再送: sends a mail again that failed, was held back, or of which nobody knows whether it left: as a new mail, linked with
    /// the old one.
    /// </summary>
    /// <param name="key">The old mail's key.</param>
    /// <param name="act">Who, and which request; the same again is the same mail.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="RuleBrokenException">The mail left or is on its way, or was sent again before.</exception>
    public async Task ResendAsync(MailKey key, Act act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        await ledger.ChangeAsync(key.CycleId, act, clock.GetUtcNow(), Resending, key.Subject, DecideAsync, cancellation);
        await DeliverResentAsync(key.CycleId, cancellation);

        async Task<Change?> DecideAsync()
        {
            var old = await store.GetAsync<OutboxMail>(key.CycleId, key.RecordKey, cancellation);
            RuleBrokenException.Unless(
                old.Value.CanBeSentAgain,
                new OnlyFailedMailsCanBeSentAgain(old.Value.State.Label()));
            RuleBrokenException.Unless(!old.Value.IsErased, new MailMustNotHaveBeenErased());
            RuleBrokenException.Unless(old.Value.ResentAs is null, new MailMustNotHaveBeenSentAgain());
            var newKey = key with { Occasion = MailKey.OccasionOf("again", act) };
            var message = old.Value.Message with { Key = newKey.ToString(), At = clock.GetUtcNow() };
            var again = OutboxMail.Queued(newKey, message) with { ResendOf = key.ToString() };
            return new Change(
                [
                    old.With(old.Value with { ResentAs = newKey.ToString() }),
                    TypedRecords.Insert(newKey.RecordKey, again),
                    TypedRecords.Insert(RecordKeys.ResendPrefix + newKey.RecordKey, newKey),
                ],
                RecordJson.Write(new { Key = key.ToString(), old.Value.State, old.Value.Problem }),
                RecordJson.Write(new { Key = newKey.ToString(), again.State }));
        }
    }

    /// <summary>
    /// Delivers what was sent again. The orchestration that the first mail belonged to may have ended, so the heartbeat comes here
    /// until each has left or failed.
    /// </summary>
    internal async Task DeliverResentAsync(string cycleId, CancellationToken cancellation)
    {
        await foreach (var resent in store.ListAsync<MailKey>(cycleId, RecordKeys.ResendPrefix, cancellation))
        {
            await outbox.DeliverAsync(cycleId, resent.Value.Subject, clock.GetUtcNow(), cancellation);
            var mail = await store.GetAsync<OutboxMail>(cycleId, resent.Value.RecordKey, cancellation);
            if (!mail.Value.IsPending)
            {
                await ForgetAsync(cycleId, resent, cancellation);
            }
        }
    }

    private async Task ForgetAsync(string cycleId, Stored<MailKey> resent, CancellationToken cancellation)
    {
        try
        {
            await store.CommitAsync(cycleId, [resent.Gone()], cancellation);
        }
        catch (RecordConflictException)
        {
            // Somebody else saw it first.
        }
    }

    /// <summary>
    /// The mails to come, in the order of time: what waits for its letter or its digest, and what the calendar will ask for of every
    /// sheet and ballot that is still open.
    /// </summary>
    public async Task<ImmutableArray<ComingMail>> ComingAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        var coming = new List<ComingMail>();
        var awaited = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation))
        {
            coming.AddRange(OfSheet(running, sheet.Value));
            if (sheet.Value.AwaitsDepartment)
            {
                awaited.Add(sheet.Value.Measure);
            }
        }

        await foreach (var notice in store.ListAsync<SheetNotice>(cycleId, RecordKeys.NoticePrefix, cancellation))
        {
            // One that asks for a sheet which is in, or closed, meanwhile will lapse.
            if (notice.Value.IsWaiting && (!notice.Value.AsksForSheet || awaited.Contains(notice.Value.Measure)))
            {
                coming.Add(new ComingMail(
                    notice.Value.Key.Purpose, notice.Value.LetterAt, notice.Value.Measure, notice.Value.Departments, ToHead: false, Member: null));
            }
        }

        await foreach (var ballot in store.ListAsync<Ballot>(cycleId, RecordKeys.BallotPrefix, cancellation))
        {
            coming.AddRange(ComingMails.Of(running.Calendar, calendar, ballot.Value, clock.GetUtcNow()));
        }

        coming.AddRange((await digests.ComingAsync(running, cancellation)).Select(at => ComingMail.Digest(at)));
        return [.. coming.OrderBy(m => m.At)];
    }

    /// <summary>The mails to come of some sheets if their deadline were another: to be shown before saying yes.</summary>
    public async Task<ImmutableArray<ComingMail>> ComingIfDueAsync(
        string cycleId, IReadOnlyCollection<string> measures, DateOnly due, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        var coming = new List<ComingMail>();
        foreach (var measure in measures.Distinct(StringComparer.Ordinal))
        {
            var sheet = (await store.GetAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation)).Value with { Due = due };
            coming.AddRange(OfSheet(running, sheet));
        }

        return [.. coming.OrderBy(m => m.At)];
    }

    // With the letter that gathers the department's sheets.
    private IEnumerable<ComingMail> OfSheet(RunningCycle running, Sheet sheet) =>
        ComingMails.Of(running.Plan, running.Calendar, calendar, sheet, clock.GetUtcNow())
            .Select(mail => mail with { At = LetterTimes.OfCalendar(mail.At) });
}
