using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Mail;

/// <summary>
/// Takes what a mail service says of the mails that it got. Receipts come late, twice and in any order; each only adds to what the
/// mail's row says. Whether a mail left, failed or did not arrive is in the audit log too; how far it is on its way is in its row only.
/// </summary>
public sealed class MailReceiptDesk(IRecordStore store, Ledger ledger, TimeProvider clock)
{
    /// <summary>How the audit log names the service.</summary>
    internal const string Actor = "mail-service";

    private const string What = "メールの到達結果";

    // Each lost race means that another receipt, or the outbox, got through.
    private const int MaxTries = 20;

    /// <summary>Takes the receipts of one mail.</summary>
    /// <param name="key">The mail's key, as the transport had it.</param>
    /// <param name="receipts">At least one.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>What was known of the mail before and what is known now; null when there is no such mail.</returns>
    /// <exception cref="RecordConflictException">Others were first too often; the same receipts can be taken later.</exception>
    public async Task<(OutboxMail Before, OutboxMail After)?> TakeAsync(
        string key, IReadOnlyList<MailReceipt> receipts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        if (MailKey.PlaceOf(key) is not { } place)
        {
            return null;
        }

        OutboxMail? before = null;
        for (var tries = 1; await store.FindAsync<OutboxMail>(place.Partition, place.RecordKey, cancellation) is { } found; tries++)
        {
            var told = found.Value.Told(receipts, clock.GetUtcNow());
            before ??= found.Value;
            if (ReferenceEquals(told, found.Value))
            {
                return (before, told);
            }

            try
            {
                await (told.State == found.Value.State
                    ? store.CommitAsync(place.Partition, [found.With(told)], cancellation)
                    : LogAsync(place.Partition, found, told.State, receipts, cancellation));
            }
            catch (RecordConflictException) when (tries < MaxTries)
            {
                // Somebody else was first: read again.
            }

            if (tries == MaxTries)
            {
                throw new RecordConflictException(place.Partition, place.RecordKey);
            }
        }

        return null;
    }

    private Task<bool> LogAsync(
        string cycleId, Stored<OutboxMail> mail, OutboxState state, IReadOnlyList<MailReceipt> receipts, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return ledger.ChangeAsync(
            cycleId, new Act(RequestOf(receipts, state), Actor), now, What, mail.Value.Key.Subject, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var found = await store.GetAsync<OutboxMail>(cycleId, mail.Key, cancellation);
            var told = found.Value.Told(receipts, now);
            // A digest that did not arrive can't be told by a digest.
            RecordWrite[] news = told is { State: OutboxState.Undelivered, Key.Purpose: not MailPurpose.Digest }
                ? [SecretariatNews.OfMail(told.Key, told.State, now)]
                : [];
            return told.State == found.Value.State
                ? null
                : new Change([found.With(told), .. news], Logged(found.Value), Logged(told));
        }
    }

    // No address, and nothing of what a server said, which may hold one.
    private static string Logged(OutboxMail mail) => RecordJson.Write(new { Key = mail.Key.ToString(), mail.State });

    private static string RequestOf(IReadOnlyList<MailReceipt> receipts, OutboxState state) =>
        $"receipt-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{receipts[0].EventId}/{state}")))[..20]}";
}
