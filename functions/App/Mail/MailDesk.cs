using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Mail;

/// <summary>Where a person decides about mails that did not leave, or of which nobody knows whether they did.</summary>
public sealed class MailDesk(IRecordStore store, Ledger ledger, Outbox outbox, TimeProvider clock)
{
    /// <summary>
    /// 再送: sends a mail again that failed, was held back or is uncertain. It goes out at once; while the relay can't be
    /// reached, the heartbeat tries again.
    /// </summary>
    /// <exception cref="RuleBrokenException">The mail has left, or is about to; nothing has changed.</exception>
    public async Task ResendAsync(MailKey key, Act act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var now = clock.GetUtcNow();
        await ledger.ChangeAsync(key.CycleId, act, now, "メール再送", key.RecordKey, DecideAsync, cancellation);
        await outbox.DeliverResentAsync(key.CycleId, now, cancellation);

        async Task<Change?> DecideAsync()
        {
            var mail = await store.GetAsync<OutboxMail>(key.CycleId, key.RecordKey, cancellation);
            var before = mail.Value.State;
            RuleBrokenException.Unless(
                before is OutboxState.Failed or OutboxState.Uncertain or OutboxState.HeldBack, new OnlyUnsentMailsCanBeResent(before.Label()));
            var again = mail.Value with { State = OutboxState.Queued, Attempts = 0, RetryAt = null, EndedAt = null, Problem = null };
            var order = RecordKeys.ResentPrefix + key.RecordKey;
            var found = await store.FindAsync<string>(key.CycleId, order, cancellation);
            return new Change(
                [mail.With(again), TypedRecords.Put(order, found, key.RecordKey)],
                RecordJson.Write(before),
                RecordJson.Write(again.State));
        }
    }
}
