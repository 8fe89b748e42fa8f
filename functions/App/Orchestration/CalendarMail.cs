using System.Collections.Immutable;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Orchestration;

/// <summary>Queues the mails that the calendar asks for, notes what was seen, and delivers what is pending.</summary>
public sealed class CalendarMail(IRecordStore store, Outbox outbox)
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
        await NoteAsync(cycleId, subject, new Watch(revision, next), mails, cancellation);
        var retry = await outbox.DeliverAsync(cycleId, subject, now, cancellation);
        return retry is null || next < retry ? next ?? retry : retry;
    }

    private async Task NoteAsync(
        string cycleId,
        string subject,
        Watch watch,
        IReadOnlyCollection<(MailKey Key, MailMessage Message)> mails,
        CancellationToken cancellation)
    {
        for (var noted = false; !noted;)
        {
            var found = await store.FindAsync<Watch>(cycleId, RecordKeys.Watch(subject), cancellation);
            var writes = new List<RecordWrite>();
            foreach (var (key, message) in mails)
            {
                if (await store.FindAsync(cycleId, key.RecordKey, cancellation) is null)
                {
                    writes.Add(TypedRecords.Insert(key.RecordKey, OutboxMail.Queued(key, message)));
                }
            }

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
