using System.Globalization;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Azure.SendGrid;

/// <summary>
/// SendGrid's signed event webhook: what became of the mails that it took. Nothing is believed that the account's key did not sign. What
/// can't be taken now is answered with 503, and SendGrid sends it again for a day; what is sent again changes nothing that is known.
/// </summary>
public sealed partial class EventWebhookFunction(
    EventWebhookKey key, MailReceiptDesk desk, SecretariatDriver secretariat, RequestLimit limit, TimeProvider clock, ILogger<EventWebhookFunction> log)
{
    private const int LargestBody = 1024 * 1024;
    private const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    private const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    // SendGrid tries for a day, and it is not said that a later try is signed anew. A request that somebody kept and sends again within
    // it only says what is known already.
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(26);
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(10);

    // A mail's row is there before the mail leaves. One that can't be found may be in a store that is being restored, or another
    // installation's that shares the account: after a while it is given up.
    private static readonly TimeSpan WaitForMail = TimeSpan.FromHours(1);

    /// <summary>Takes a list of events: POST api/sendgrid/events.</summary>
    [Function("SendGridEvents")]
    public async Task<IResult> Take(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sendgrid/events")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!limit.Allows(request.HttpContext))
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var (timestamp, signature) = (request.Headers[TimestampHeader].ToString(), request.Headers[SignatureHeader].ToString());
        if (!IsRecent(timestamp) || signature.Length is 0 or > 200)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (await RequestBody.ReadAsync(request, LargestBody, cancellation) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (!key.HasSigned(timestamp, body, signature))
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        return EventBatch.Read(body, clock.GetUtcNow()) is { } events
            ? Results.StatusCode(await TakeAllAsync(events, client, cancellation) ? StatusCodes.Status204NoContent : StatusCodes.Status503ServiceUnavailable)
            : Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    private bool IsRecent(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && clock.GetUtcNow().ToUnixTimeSeconds() - seconds is var age
        && age <= Oldest.TotalSeconds
        && age >= -MostAhead.TotalSeconds;

    // What one mail can't take keeps nothing from the others.
    private async Task<bool> TakeAllAsync(ILookup<string, MailReceipt> events, DurableTaskClient client, CancellationToken cancellation)
    {
        var isAllTaken = true;
        foreach (var mail in events)
        {
            isAllTaken &= await TakeAsync(mail.Key, [.. mail], client, cancellation);
        }

        return isAllTaken;
    }

    private async Task<bool> TakeAsync(string mailKey, List<MailReceipt> receipts, DurableTaskClient client, CancellationToken cancellation)
    {
        try
        {
            if (await desk.TakeAsync(mailKey, receipts, cancellation) is not var (before, after))
            {
                return IsGivenUp(receipts);
            }

            if (before.State != after.State && after.State == OutboxState.Undelivered)
            {
                await secretariat.WakeAsync(after.Key.CycleId, client, cancellation);
            }

            return true;
        }
        catch (RecordConflictException)
        {
            return false;
        }
    }

    private bool IsGivenUp(List<MailReceipt> receipts)
    {
        if (receipts.Max(r => r.At) > clock.GetUtcNow() - WaitForMail)
        {
            return false;
        }

        LogUnknown(receipts.Count);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} receipts are of a mail that is not in the store.")]
    private partial void LogUnknown(int count);
}
