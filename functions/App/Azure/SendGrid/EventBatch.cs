using System.Globalization;
using System.Text.Json;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Pages.SignIn;

namespace GyoseiFlow.App.Azure.SendGrid;

/// <summary>
/// The events of one request, as far as they are receipts of the outbox's mails: other programs may share the account, sign-in codes are
/// in no outbox, and whether somebody opened a mail or followed a link is nobody's business.
/// </summary>
internal static class EventBatch
{
    private const int LongestReason = 300;

    /// <summary>Reads them, by the mails' keys; null when it is no list of events.</summary>
    /// <param name="json">The body.</param>
    /// <param name="now">Stands for a time that can't be read.</param>
    public static ILookup<string, MailReceipt>? Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind != JsonValueKind.Array ? null : document.RootElement.EnumerateArray()
                .Where(e => e.ValueKind == JsonValueKind.Object)
                .Select(e => (Key: Text(e, SendGridMail.KeyArgument), Receipt: Receipt(e, now)))
                .Where(e => e.Key.Length > 0 && !e.Key.StartsWith(SignInMail.KeyPrefix, StringComparison.Ordinal))
                .Where(e => e.Receipt is not null)
                .ToLookup(e => e.Key, e => e.Receipt!, StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON, and no text.
            return null;
        }
    }

    private static MailReceipt? Receipt(JsonElement e, DateTimeOffset now) => State(e) is { } state && Text(e, "sg_event_id") is { Length: > 0 } id
        ? new MailReceipt(id, Text(e, "email"), state, At(e) ?? now, Reason(e))
        : null;

    private static DeliveryState? State(JsonElement e) => Text(e, "event") switch
    {
        "processed" => DeliveryState.Processed,
        "deferred" => DeliveryState.Deferred,
        "delivered" => DeliveryState.Delivered,
        // A soft bounce: the server said no to this mail, not to the address (4xx, or for its content or its sender).
        "bounce" when Text(e, "type") == "blocked" || Text(e, "status").StartsWith('4') => DeliveryState.Blocked,
        "blocked" => DeliveryState.Blocked,
        "bounce" => DeliveryState.Bounced,
        "dropped" => DeliveryState.Dropped,
        "spamreport" => DeliveryState.SpamReported,
        _ => null,
    };

    private static DateTimeOffset? At(JsonElement e) =>
        e.TryGetProperty("timestamp", out var value)
        && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string? Reason(JsonElement e)
    {
        var words = MailHead.OneLine(Text(e, "reason") is { Length: > 0 } reason ? reason : Text(e, "response"));
        return words.Length == 0 ? null : words.Length > LongestReason ? words[..LongestReason] + "…" : words;
    }

    private static string Text(JsonElement e, string name) =>
        e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
