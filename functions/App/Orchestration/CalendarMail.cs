using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Orchestration;

/// <summary>Queues the mails that the calendar asks for, notes what was seen, and delivers what is pending.</summary>
public sealed class CalendarMail(IRecordStore store, LetterWriter letters, Outbox outbox)
{
    /// <summary>
    /// The occasions to write for now. After a pause (a machine that was off) only the latest reminder, before
    /// or after the deadline, and the escalation are written for: two reminders at once would tell nobody more.
    /// </summary>
    public static IEnumerable<Occasion> DueNow(ImmutableArray<Occasion> occasions, DateTimeOffset since, DateTimeOffset now) =>
        occasions.Where(o => o.At > since && o.At <= now).GroupBy(o => o.Purpose == MailPurpose.Escalation).Select(sameKind => sameKind.MaxBy(o => o.At)!);

    /// <summary>Queues and delivers.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="revision">The revision seen.</param>
    /// <param name="mails">The mails that are due; those queued before are left as they are.</param>
    /// <param name="next">The next occasion by the calendar, or null.</param>
    /// <param name="now">The orchestration's clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When to come again, or null.</returns>
    public async Task<DateTimeOffset?> TendAsync(
        string cycleId,
        string subject,
        int revision,
        IReadOnlyCollection<(MailKey Key, MailMessage Message)> mails,
        DateTimeOffset? next,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        await NoteAsync(cycleId, subject, new Watch(revision, next), NewMailsAsync, cancellation);
        return Earlier(next, await outbox.DeliverAsync(cycleId, subject, now, cancellation));

        async Task<List<RecordWrite>> NewMailsAsync()
        {
            var writes = new List<RecordWrite>();
            foreach (var (key, message) in mails)
            {
                if (await store.FindAsync(cycleId, key.RecordKey, cancellation) is null)
                {
                    writes.Add(TypedRecords.Insert(key.RecordKey, OutboxMail.Queued(key, message)));
                }
            }

            return writes;
        }
    }

    /// <summary>Notes what a sheet's departments are to hear, writes the letters that are due, and delivers.</summary>
    /// <param name="running">The cycle.</param>
    /// <param name="sheet">The sheet as it was seen.</param>
    /// <param name="notices">Those that are due; those noted before are left as they are.</param>
    /// <param name="next">The next occasion by the calendar, or null.</param>
    /// <param name="now">The orchestration's clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When to come again, or null.</returns>
    public async Task<DateTimeOffset?> TendAsync(
        RunningCycle running,
        Sheet sheet,
        IReadOnlyCollection<SheetNotice> notices,
        DateTimeOffset? next,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        ArgumentNullException.ThrowIfNull(sheet);
        var (cycleId, subject) = (running.Cycle.Id, RecordKeys.SheetSubject(sheet.Measure));
        await NoteAsync(cycleId, subject, new Watch(sheet.Revision, next), NewNoticesAsync, cancellation);
        await letters.WriteAsync(running, subject, now, cancellation);
        var retry = await outbox.DeliverAsync(cycleId, subject, now, cancellation);
        return Earlier(Earlier(next, retry), await letters.NextAsync(cycleId, subject, cancellation));

        async Task<List<RecordWrite>> NewNoticesAsync()
        {
            var writes = new List<RecordWrite>();
            foreach (var notice in notices)
            {
                // A mail of this key without a notice was queued by a version that wrote a mail a sheet.
                if (await store.FindAsync(cycleId, notice.RecordKey, cancellation) is null
                    && await store.FindAsync(cycleId, notice.Key.RecordKey, cancellation) is null)
                {
                    writes.AddRange(notice.Wait());
                }
            }

            // The task itself hurries nothing: it is the first that they hear.
            if (notices.FirstOrDefault(n => n.Key.Purpose != MailPurpose.Task) is { } reminder && writes is not [])
            {
                writes.AddRange(await EarlierLetters.MoveUpAsync(store, cycleId, subject, reminder.LetterAt, cancellation));
            }

            return writes;
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private async Task NoteAsync(
        string cycleId, string subject, Watch watch, Func<Task<List<RecordWrite>>> newRecords, CancellationToken cancellation)
    {
        for (var noted = false; !noted;)
        {
            var found = await store.FindAsync<Watch>(cycleId, RecordKeys.Watch(subject), cancellation);
            var writes = await newRecords();
            if (found?.Value != watch)
            {
                writes.Add(TypedRecords.Put(RecordKeys.Watch(subject), found, watch));
            }

            noted = writes.Count == 0 || await CommittedAsync(cycleId, writes, cancellation);
        }
    }

    // An activity can run twice at once; the one that is second reads again and finds nothing left to do.
    private async Task<bool> CommittedAsync(string cycleId, List<RecordWrite> writes, CancellationToken cancellation)
    {
        try
        {
            await store.CommitAsync(cycleId, writes, cancellation);
            return true;
        }
        catch (RecordConflictException)
        {
            return false;
        }
    }
}
