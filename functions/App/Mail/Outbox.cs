using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Mail;

/// <summary>
/// Sends what is queued, at most once a key: the key is reserved before the transport gets the mail, and the result
/// recorded after. An attempt that was cut off in between is asked after, and shown as uncertain when nobody knows. Until the
/// retry interval is over an attempt may still be under way, so nobody else touches its mail: an activity can run twice at once.
/// </summary>
public sealed class Outbox(IRecordStore store, IMailTransport transport, MailAllowList allowed, ILogger<Outbox> log)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(5);

    // However long the other side asks to be left alone.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // Four hours of tries, then a technical failure that the secretariat sees.
    private const int MaxAttempts = 48;

    // Half an hour of tries: a relay that restarts is back by then, so somebody should look.
    private const int WorryingAttempts = 6;

    /// <summary>Deals with every pending mail about a subject.</summary>
    /// <returns>When to come again for those that were delayed, or null.</returns>
    public async Task<DateTimeOffset?> DeliverAsync(string cycleId, string subject, DateTimeOffset now, CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        var pending = new List<Stored<OutboxMail>>();
        await foreach (var mail in store.ListAsync<OutboxMail>(cycleId, MailKey.PrefixOf(subject), cancellation))
        {
            if (mail.Value.IsPending)
            {
                pending.Add(mail);
            }
        }

        // Of the same moment, a reminder comes after what it reminds of.
        foreach (var mail in pending.OrderBy(m => m.Value.Message.At).ThenBy(m => Reminds(m.Value.Key.Purpose)))
        {
            var retryAt = mail.Value.RetryAt > now ? mail.Value.RetryAt : await DeliverAsync(cycleId, mail, now, cancellation);
            next = retryAt is null || retryAt >= next ? next ?? retryAt : retryAt;
        }

        return next;
    }

    private static bool Reminds(MailPurpose purpose) =>
        purpose is MailPurpose.Reminder or MailPurpose.Overdue or MailPurpose.ReturnReminder or MailPurpose.Escalation;

    private async Task<DateTimeOffset?> DeliverAsync(
        string cycleId, Stored<OutboxMail> mail, DateTimeOffset now, CancellationToken cancellation)
    {
        var trace = mail.Value.State == OutboxState.Sending
            ? await transport.TraceAsync(mail.Value.Message.Key, cancellation)
            : MailTrace.NotSent;
        if (trace == MailTrace.NotSent && allowed.Excluded(mail.Value.Message) is { Length: > 0 } excluded)
        {
            var problem = $"送信対象外の宛先です（{string.Join("、", excluded)}）。";
            var held = mail.Value with { State = OutboxState.HeldBack, RetryAt = null, EndedAt = now, Problem = problem };
            return await RecordAsync(cycleId, mail, held, cancellation);
        }

        if (trace == MailTrace.NotSent && mail.Value.Attempts >= MaxAttempts)
        {
            return await RecordAsync(cycleId, mail, mail.Value with { State = OutboxState.Failed, RetryAt = null, EndedAt = now }, cancellation);
        }

        if (trace == MailTrace.NotSent)
        {
            return await ReserveAsync(cycleId, mail, now, cancellation) is { } reserved
                ? await SendAsync(cycleId, reserved, now, cancellation)
                : now + RetryInterval;
        }

        var state = trace == MailTrace.Sent ? OutboxState.Sent : OutboxState.Uncertain;
        var doubt = trace == MailTrace.Sent ? null : "送信の途中で中断したため、届いたかどうか分かりません。";
        return await RecordAsync(
            cycleId, mail, mail.Value with { State = state, RetryAt = null, EndedAt = now, Problem = doubt }, cancellation);
    }

    // null: somebody else has it.
    private async Task<Stored<OutboxMail>?> ReserveAsync(
        string cycleId, Stored<OutboxMail> mail, DateTimeOffset now, CancellationToken cancellation)
    {
        var reserved = mail.Value with
        {
            State = OutboxState.Sending,
            Attempts = mail.Value.Attempts + 1,
            RetryAt = now + RetryInterval,
        };
        try
        {
            await store.CommitAsync(cycleId, [mail.With(reserved)], cancellation);
            var found = await store.FindAsync<OutboxMail>(cycleId, mail.Key, cancellation);
            return found?.Value.Attempts == reserved.Attempts ? found : null;
        }
        catch (RecordConflictException)
        {
            return null;
        }
    }

    private async Task<DateTimeOffset?> SendAsync(
        string cycleId, Stored<OutboxMail> mail, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await transport.SendAsync(mail.Value.Message, cancellation);
            var sent = mail.Value with { State = OutboxState.Sent, RetryAt = null, EndedAt = now, Problem = null };
            return await RecordAsync(cycleId, mail, sent, cancellation);
        }
        catch (MailRefusedException refused)
        {
            return await FailAsync(refused);
        }
        catch (MailDelayedException delayed) when (mail.Value.Attempts >= MaxAttempts)
        {
            return await FailAsync(delayed);
        }
        catch (MailDelayedException delayed)
        {
            var retryAt = now + (delayed.After is { } after && after > RetryInterval ? TimeSpan.FromTicks(Math.Min(after.Ticks, LongestWait.Ticks)) : RetryInterval);
            var queued = mail.Value with { State = OutboxState.Queued, RetryAt = retryAt, Problem = delayed.Message };
            return await RecordAsync(cycleId, mail, queued, cancellation);
        }
        catch (Exception unforeseen) when (unforeseen is not RecordConflictException && !cancellation.IsCancellationRequested)
        {
            // Nobody knows whether it left: it stays reserved until it can be asked after. The reason stays here too, with the
            // mail; thrown on, a relay's words would take the address into the orchestration's history.
            return await RecordAsync(cycleId, mail, mail.Value with { Problem = unforeseen.Message }, cancellation);
        }

        Task<DateTimeOffset?> FailAsync(Exception problem) => RecordAsync(
            cycleId,
            mail,
            mail.Value with { State = OutboxState.Failed, RetryAt = null, EndedAt = now, Problem = problem.Message },
            cancellation);
    }

    // Whoever knows what happened to the mail has the last word over one that could only guess: a service's receipt may be here
    // before its answer is recorded.
    private async Task<DateTimeOffset?> RecordAsync(
        string cycleId, Stored<OutboxMail> mail, OutboxMail result, CancellationToken cancellation)
    {
        try
        {
            // A digest that fails can't be told by a digest.
            RecordWrite[] told = result is { State: OutboxState.Failed or OutboxState.Uncertain, EndedAt: { } at, Key.Purpose: not MailPurpose.Digest }
                ? [SecretariatNews.OfMail(result.Key, result.State, at)]
                : [];
            await store.CommitAsync(cycleId, [mail.With(result), .. told], cancellation);
        }
        catch (RecordConflictException)
        {
            var current = await store.GetAsync<OutboxMail>(cycleId, mail.Key, cancellation);
            if (current.Value.Deliveries.IsEmpty && result.State == OutboxState.Sent)
            {
                await store.CommitAsync(cycleId, [current.With(result)], cancellation);
            }
            else if (current.Value.IsPending)
            {
                throw;
            }
            else
            {
                return null;
            }
        }

        Tell(cycleId, result);
        return result.RetryAt;
    }

    private void Tell(string cycleId, OutboxMail result)
    {
        switch (result.State)
        {
            case OutboxState.Queued when result.Attempts == WorryingAttempts:
                log.MailKeepsFailing(cycleId, result.Key.Purpose, result.Attempts);
                break;
            case OutboxState.Failed:
                log.MailFailed(cycleId, result.Key.Purpose, result.Attempts);
                break;
            case OutboxState.Uncertain:
                log.MailUncertain(cycleId, result.Key.Purpose);
                break;
            default:
                break;
        }
    }
}
