using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Review.Calendar;
using MimeKit;

namespace GyoseiFlow.Local.Mail;

/// <summary>
/// A mail as a MIME message. The same mail is always the same bytes: what MimeKit would take from the clock, the machine or at
/// random (date, id, boundaries, line ends) is set here.
/// </summary>
internal static class MimeMail
{
    /// <summary>The header that carries the message's key.</summary>
    public const string KeyHeader = "X-GyoseiFlow-Key";

    // RFC 5322: the most that a line may have, without its end.
    private const int LongestLine = 998;

    // Looser than the book: some phones have an address like taro..yamada@example.jp.
    private static readonly ParserOptions Addresses = new() { AddressParserComplianceMode = RfcComplianceMode.Looser };

    private static readonly FormatOptions Lines = new() { NewLineFormat = NewLineFormat.Dos, EnsureNewLine = true };

    /// <summary>The message: with HTML both texts, with a calendar that attached.</summary>
    /// <param name="message">The mail.</param>
    /// <param name="isReadable">Whether its text is left as it is (8bit), for a file that people read; a relay may not take that.</param>
    /// <exception cref="MailRefusedException">An address is none, or there is nobody to send it to.</exception>
    public static MimeMessage Compose(MailMessage message, bool isReadable = false)
    {
        MailHead.RefuseBad(message);
        // Made of a list of headers, even an empty one, it gets none by itself.
        var mime = new MimeMessage(new HeaderList());
        mime.From.Add(Mailbox(message.From, Words(message.FromName)));
        mime.To.AddRange(message.To.Select(address => Mailbox(address)));
        mime.Cc.AddRange(message.Cc.Select(address => Mailbox(address)));
        if (message.ReplyTo is { } replyTo)
        {
            mime.ReplyTo.Add(Mailbox(replyTo));
        }

        mime.Subject = Words(message.Subject);
        mime.Date = message.At.ToOffset(JapanTime.Offset);
        mime.MessageId = $"{Mark(message)}@{message.From[(message.From.LastIndexOf('@') + 1)..]}";
        mime.Headers.Add(KeyHeader, Uri.EscapeDataString(message.Key));
        // RFC 3834: holiday notices and the like must not answer a machine.
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mime.Body = Body(message, isReadable);
        return mime;
    }

    /// <summary>The message's bytes, its lines ended by CRLF.</summary>
    /// <inheritdoc cref="Compose"/>
    public static byte[] Write(MailMessage message, bool isReadable = false)
    {
        using var mime = Compose(message, isReadable);
        using var bytes = new MemoryStream();
        mime.WriteTo(Lines, bytes);
        return bytes.ToArray();
    }

    /// <summary>The key's SHA-256 in small hexadecimal digits.</summary>
    public static string KeyHash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The key of a written message, or null where it has none.</summary>
    public static string? ReadKey(Stream message)
    {
        try
        {
            // The encoded key has no spaces, so what folding added can be told from it.
            return HeaderList.Load(message)[KeyHeader] is { } folded
                ? Uri.UnescapeDataString(string.Concat(folded.Where(c => !char.IsWhiteSpace(c))))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MimeEntity Body(MailMessage message, bool isReadable)
    {
        var text = Part("plain", message.Body);
        // The better form last, as RFC 2046 wants it.
        MimeEntity letter = message.Html is null ? text : new MultipartAlternative(text, Part("html", message.Html)) { Boundary = $"a-{Mark(message)}" };
        if (message.Calendar is null)
        {
            return letter;
        }

        var calendar = new TextPart("calendar") { Text = WithCrLf(message.Calendar), ContentTransferEncoding = ContentEncoding.Base64 };
        calendar.ContentType.Parameters["method"] = "PUBLISH";
        calendar.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "deadline.ics" };
        return new Multipart("mixed", letter, calendar) { Boundary = $"m-{Mark(message)}" };

        // Encoded, so that no mail server on the way changes a line; readable where no line is too long and none could end the part.
        TextPart Part(string subtype, string content)
        {
            var part = new TextPart(subtype) { Text = WithCrLf(content) };
            var plain = part.GetBestEncoding(EncodingConstraint.EightBit, LongestLine);
            part.ContentTransferEncoding = isReadable
                && plain is ContentEncoding.SevenBit or ContentEncoding.EightBit
                && !content.Contains(Mark(message), StringComparison.Ordinal)
                    ? plain
                    : ContentEncoding.Base64;
            return part;
        }
    }

    private static MailboxAddress Mailbox(string address, string name = "")
    {
        if (!MailboxAddress.TryParse(Addresses, address, out var mailbox))
        {
            throw new MailRefusedException($"「{address}」はメールアドレスとして使えません。");
        }

        mailbox.Name = name;
        return mailbox;
    }

    // MimeKit leaves a text that looks like an encoded word as it is, and the reader would decode it.
    private static string Words(string text) => MailHead.OneLine(text).Replace("=?", "=？", StringComparison.Ordinal);

    // The world's only one, and known beforehand.
    private static string Mark(MailMessage message) => KeyHash(message.Key)[..32];

    private static string WithCrLf(string text) => text.ReplaceLineEndings("\r\n");
}
