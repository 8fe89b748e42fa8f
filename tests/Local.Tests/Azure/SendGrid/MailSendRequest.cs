using System.Text;
using System.Text.Json;

namespace GyoseiFlow.Local.Tests.Azure.SendGrid;

/// <summary>What the API's documentation asks of POST /v3/mail/send: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send.</summary>
internal static class MailSendRequest
{
    private const int MostRecipients = 1000;
    private const int MostCategories = 10;
    private const int LongestCategory = 255;
    private const int CustomArgumentBytes = 10_000;

    private static readonly string[] Known =
    [
        "personalizations", "from", "reply_to", "reply_to_list", "subject", "content", "attachments", "template_id", "headers", "categories",
        "custom_args", "send_at", "batch_id", "asm", "ip_pool_name", "mail_settings", "tracking_settings",
    ];

    private static readonly string[] ReservedHeaders =
    [
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to", "from", "subject", "reply-to", "cc", "bcc",
    ];

    /// <summary>Everything that is wrong with a body; nothing when it would be taken.</summary>
    public static List<string> Problems(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var mail = json.RootElement;
            return
            [
                .. mail.EnumerateObject().Where(p => !Known.Contains(p.Name)).Select(p => $"{p.Name}: unknown"),
                .. Personalizations(mail), .. Head(mail), .. Content(mail), .. Attachments(mail), .. Labels(mail), .. Settings(mail),
            ];
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [$"unreadable: {wrong.Message}"];
        }
    }

    private static IEnumerable<string> Personalizations(JsonElement mail)
    {
        if (!mail.TryGetProperty("personalizations", out var all) || all.GetArrayLength() is 0 or > MostRecipients)
        {
            yield return "personalizations: 1 to 1000 are required";
            yield break;
        }

        var count = 0;
        foreach (var one in all.EnumerateArray())
        {
            var addresses = new[] { "to", "cc", "bcc" }.SelectMany(name => one.TryGetProperty(name, out var list) ? list.EnumerateArray() : default).ToArray();
            count += addresses.Length;
            if (!one.TryGetProperty("to", out var to) || to.GetArrayLength() == 0)
            {
                yield return "personalizations.to: at least one is required";
            }

            foreach (var empty in new[] { "cc", "bcc" }.Where(name => one.TryGetProperty(name, out var list) && list.GetArrayLength() == 0))
            {
                yield return $"personalizations.{empty}: must not be empty";
            }

            foreach (var problem in addresses.SelectMany(a => Address("personalizations", a)))
            {
                yield return problem;
            }

            if (addresses.Select(a => a.GetProperty("email").GetString()!).Distinct(StringComparer.OrdinalIgnoreCase).Count() != addresses.Length)
            {
                yield return "personalizations: an address is there twice";
            }
        }

        if (count > MostRecipients)
        {
            yield return "personalizations: more than 1000 recipients";
        }
    }

    private static IEnumerable<string> Head(JsonElement mail)
    {
        foreach (var problem in mail.TryGetProperty("from", out var from) ? Address("from", from) : ["from: required"])
        {
            yield return problem;
        }

        foreach (var problem in mail.TryGetProperty("reply_to", out var replyTo) ? Address("reply_to", replyTo) : [])
        {
            yield return problem;
        }

        if (!mail.TryGetProperty("subject", out var subject) || subject.GetString() is not { Length: > 0 } line || line.Any(char.IsControl))
        {
            yield return "subject: a line is required";
        }

        foreach (var header in mail.TryGetProperty("headers", out var headers) ? headers.EnumerateObject() : default)
        {
            if (ReservedHeaders.Contains(header.Name.ToLowerInvariant()) || !header.Name.All(char.IsAscii) || header.Value.ValueKind != JsonValueKind.String)
            {
                yield return $"headers.{header.Name}: not allowed";
            }
        }
    }

    private static IEnumerable<string> Content(JsonElement mail)
    {
        if (!mail.TryGetProperty("content", out var content) || content.GetArrayLength() == 0)
        {
            yield return "content: required";
            yield break;
        }

        var types = content.EnumerateArray().Select(c => c.GetProperty("type").GetString()!).ToArray();
        if (types is not (["text/plain"] or ["text/html"] or ["text/plain", "text/html"]))
        {
            yield return $"content: text/plain comes first, text/html second, not {string.Join(", ", types)}";
        }

        if (content.EnumerateArray().Any(c => c.GetProperty("value").GetString() is not { Length: > 0 }))
        {
            yield return "content.value: must not be empty";
        }
    }

    private static IEnumerable<string> Attachments(JsonElement mail)
    {
        foreach (var file in mail.TryGetProperty("attachments", out var files) ? files.EnumerateArray() : default)
        {
            if (!file.GetProperty("content").TryGetBytesFromBase64(out var bytes) || bytes.Length == 0)
            {
                yield return "attachments.content: base64 is required";
            }

            if (file.GetProperty("filename").GetString() is not { Length: > 0 } name || name.Any(char.IsControl))
            {
                yield return "attachments.filename: required";
            }

            if (file.TryGetProperty("type", out var type) && (type.GetString() is not { Length: > 0 } kind || kind.Any(c => c is ';' or '\r' or '\n')))
            {
                yield return "attachments.type: no ';' and no line break";
            }

            if (file.TryGetProperty("disposition", out var disposition) && disposition.GetString() is not ("attachment" or "inline"))
            {
                yield return "attachments.disposition: attachment or inline";
            }
        }
    }

    private static IEnumerable<string> Labels(JsonElement mail)
    {
        string[] categories = mail.TryGetProperty("categories", out var list) ? [.. list.EnumerateArray().Select(c => c.GetString()!)] : [];
        if (categories.Length > MostCategories || categories.Any(c => c.Length is 0 or > LongestCategory) || categories.Distinct(StringComparer.Ordinal).Count() != categories.Length)
        {
            yield return "categories: at most 10, each once, of 1 to 255 characters";
        }

        if (mail.TryGetProperty("custom_args", out var arguments)
            && (arguments.EnumerateObject().Any(a => a.Value.ValueKind != JsonValueKind.String) || Encoding.UTF8.GetByteCount(arguments.GetRawText()) >= CustomArgumentBytes))
        {
            yield return "custom_args: texts, under 10,000 bytes";
        }
    }

    private static IEnumerable<string> Settings(JsonElement mail) =>
        from name in new[] { "mail_settings", "tracking_settings" }
        where mail.TryGetProperty(name, out _)
        from setting in mail.GetProperty(name).EnumerateObject()
        where !setting.Value.TryGetProperty("enable", out var enable) || enable.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
        select $"{name}.{setting.Name}: enable is required";

    private static IEnumerable<string> Address(string where, JsonElement address) =>
        address.TryGetProperty("email", out var email) && email.GetString() is { } text && text.Count(c => c == '@') == 1 && !text.Any(c => c <= ' ')
            ? []
            : [$"{where}.email: does not contain a valid address"];
}
