using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Mail;

/// <summary>
/// A mail as RFC 5322 text. Written here because the same mail must always be the same bytes: System.Net.Mail can fill a pickup
/// folder too, but names its files at random and takes the Date from the machine's clock; MailKit isn't to be had everywhere.
/// </summary>
internal static class MimeText
{
    /// <summary>The header that carries the message's key.</summary>
    public const string KeyHeader = "X-GyoseiFlow-Key";

    private const string DeadlineFile = "deadline.ics";

    // RFC 5322: the most that a line may have, without its end.
    private const int LongestLine = 998;

    /// <summary>The whole message: headers, an empty line, the body; with HTML both, with a calendar that attached.</summary>
    /// <param name="message">The mail.</param>
    /// <param name="isReadable">Whether its text is left as it is (8bit), for a file that people read; a relay may not take that.</param>
    /// <exception cref="MailRefusedException">An address is none, or there is nobody to send it to.</exception>
    public static byte[] Write(MailMessage message, bool isReadable = false)
    {
        MailHead.RefuseBad(message);
        var text = new StringBuilder();
        Header(text, "From", Sender(message));
        Header(text, "To", string.Join(",\r\n ", message.To));
        if (message.Cc.Length > 0)
        {
            Header(text, "Cc", string.Join(",\r\n ", message.Cc));
        }

        if (message.ReplyTo is { } replyTo)
        {
            Header(text, "Reply-To", replyTo);
        }

        Header(text, "Subject", Unstructured("Subject", message.Subject));
        Header(text, "Date", message.At.ToOffset(JapanTime.Offset)
            .ToString("ddd, dd MMM yyyy HH:mm:ss '+0900'", CultureInfo.InvariantCulture));
        Header(text, "Message-ID", $"<{KeyHash(message.Key)[..32]}@{DomainOf(message.From)}>");
        Header(text, KeyHeader, Folded(Uri.EscapeDataString(message.Key)));
        // RFC 3834: holiday notices and the like must not answer a machine.
        Header(text, "Auto-Submitted", "auto-generated");
        Header(text, "MIME-Version", "1.0");
        if (message.Calendar is null)
        {
            Letter(text, message, isReadable);
        }
        else
        {
            Parts(
                text,
                "mixed",
                $"m-{KeyHash(message.Key)[..32]}",
                () => Letter(text, message, isReadable),
                () => Part(text, "text/calendar; charset=utf-8; method=PUBLISH", message.Calendar, isReadable: false, $"attachment; filename={DeadlineFile}"));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The key's SHA-256 in small hexadecimal digits.</summary>
    public static string KeyHash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The key of a written message, or null where it has none.</summary>
    public static string? ReadKey(TextReader message)
    {
        StringBuilder? value = null;
        while (message.ReadLine() is { Length: > 0 } line)
        {
            if (value is not null && line[0] == ' ')
            {
                value.Append(line.AsSpan(1));
            }
            else if (value is not null)
            {
                break;
            }
            else if (line.StartsWith(KeyHeader + ": ", StringComparison.OrdinalIgnoreCase))
            {
                value = new StringBuilder(line[(KeyHeader.Length + 2)..]);
            }
        }

        return value is null ? null : Uri.UnescapeDataString(value.ToString());
    }

    // The better form last, as RFC 2046 wants it.
    private static void Letter(StringBuilder text, MailMessage message, bool isReadable)
    {
        if (message.Html is null)
        {
            Part(text, "text/plain; charset=utf-8", message.Body, IsPlain(message.Body));
        }
        else
        {
            Parts(
                text,
                "alternative",
                $"a-{KeyHash(message.Key)[..32]}",
                () => Part(text, "text/plain; charset=utf-8", message.Body, IsPlain(message.Body)),
                () => Part(text, "text/html; charset=utf-8", message.Html, IsPlain(message.Html)));
        }

        // No line too long, nothing that another program could take for the end of a line or of a part.
        bool IsPlain(string content) =>
            isReadable
            && !content.Contains(KeyHash(message.Key)[..32], StringComparison.Ordinal)
            && WithCrLf(content).Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= LongestLine && !line.Any(c => c is '\r' or '\n' or '\0'));
    }

    // What is between the boundaries is base64, another boundary's, or a text without the boundary: it can't come up in it.
    private static void Parts(StringBuilder text, string kind, string boundary, params ReadOnlySpan<Action> parts)
    {
        Header(text, "Content-Type", $"multipart/{kind};\r\n boundary=\"{boundary}\"");
        text.Append("\r\n");
        foreach (var part in parts)
        {
            text.Append("--").Append(boundary).Append("\r\n");
            part();
        }

        text.Append("--").Append(boundary).Append("--\r\n");
    }

    private static void Part(StringBuilder text, string type, string content, bool isReadable, string? disposition = null)
    {
        Header(text, "Content-Type", type);
        Header(text, "Content-Transfer-Encoding", isReadable ? "8bit" : "base64");
        if (disposition is not null)
        {
            Header(text, "Content-Disposition", disposition);
        }

        text.Append("\r\n");
        if (isReadable)
        {
            text.Append(WithCrLf(content)).Append("\r\n");
            return;
        }

        // Encoded, so that no mail server on the way changes a line; with breaks at 76 characters.
        text.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(WithCrLf(content)), Base64FormattingOptions.InsertLineBreaks));
        text.Append("\r\n");
    }

    private static void Header(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");

    private static string Sender(MailMessage message) => message.FromName.Length == 0
        ? message.From
        : message.FromName.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-') && message.FromName.Length <= 60
            ? $"{message.FromName}\r\n <{message.From}>"
            : $"{EncodedWords.Encode(MailHead.OneLine(message.FromName), "From: ".Length)}\r\n <{message.From}>";

    private static string Unstructured(string name, string text)
    {
        var line = MailHead.OneLine(text);
        var plain = line.Length <= 60 && line.All(c => c is >= ' ' and <= '~') && !line.Contains("=?", StringComparison.Ordinal);
        return plain ? line : EncodedWords.Encode(line, name.Length + 2);
    }

    // The encoded key has no spaces, so what folding adds can be told from it.
    private static string Folded(string value) => string.Join("\r\n ", value.Chunk(56).Select(part => new string(part)));

    private static string WithCrLf(string body) => body.ReplaceLineEndings("\r\n");

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];
}
