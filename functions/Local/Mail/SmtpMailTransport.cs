using System.Globalization;
using System.Security.Cryptography;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using IMailTransport = GyoseiFlow.App.Ports.IMailTransport;

namespace GyoseiFlow.Local.Mail;

/// <summary>
/// Hands mails to a relay by SMTP, each once. What the relay says decides: 4xx, or no relay to talk to, is a delay; 5xx is final;
/// and when the connection is lost after the last line of the mail and before the answer, nobody knows, and this says so by
/// letting the failure through. Trying again is the outbox's affair.
/// </summary>
internal sealed class SmtpMailTransport(SmtpSettings settings) : IMailTransport
{
    public async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        using var mail = MimeMail.Compose(message);
        using var relay = new SmtpClient
        {
            // An address literal, which every relay takes, and which gives away no machine's name.
            LocalDomain = "127.0.0.1",
            Timeout = (int)settings.Timeout.TotalMilliseconds,
            // A relay inside an office is often all that the network lets us reach.
            CheckCertificateRevocation = false,
        };
        await GreetAsync(relay, cancellation);
        await HandOverAsync(relay, mail, cancellation);
        try
        {
            await relay.DisconnectAsync(quit: true, cancellation);
        }
        catch (TimeoutException)
        {
            // The mail is out: a goodbye that isn't answered is no matter.
        }
    }

    // A relay keeps no list that could be asked.
    public Task<MailTrace> TraceAsync(string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(MailTrace.Unknown);
    }

    // Up to here nothing is about this mail, so whatever goes wrong, even a wrong password, may be put right in time for it.
    private async Task GreetAsync(SmtpClient relay, CancellationToken cancellation)
    {
        if (settings.CertificateSha256 is { } trusted)
        {
            relay.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && string.Equals(
                certificate.GetCertHashString(HashAlgorithmName.SHA256),
                trusted.Replace(":", "", StringComparison.Ordinal),
                StringComparison.OrdinalIgnoreCase);
        }

        try
        {
            await relay.ConnectAsync(
                settings.Host, settings.Port, settings.StartTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None, cancellation);
            if (settings.User is { } user)
            {
                await relay.AuthenticateAsync(user, settings.Password ?? "", cancellation);
            }
        }
        catch (Exception trouble) when (!cancellation.IsCancellationRequested)
        {
            throw Delayed(trouble);
        }
    }

    private async Task HandOverAsync(SmtpClient relay, MimeMessage mail, CancellationToken cancellation)
    {
        var text = new Dictation();
        try
        {
            var recipients = mail.To.Concat(mail.Cc).Cast<MailboxAddress>().DistinctBy(r => r.Address, StringComparer.Ordinal);
            await relay.SendAsync(mail, (MailboxAddress)mail.From[0], recipients, cancellation, text);
        }
        catch (SmtpCommandException reply) when ((int)reply.StatusCode is >= 400 and < 600)
        {
            throw (int)reply.StatusCode >= 500 ? new MailRefusedException(Words(reply), reply) : new MailDelayedException(Words(reply), reply);
        }
        catch (Exception trouble) when (!cancellation.IsCancellationRequested && (trouble is ServiceNotAuthenticatedException || !text.IsWhole))
        {
            throw Delayed(trouble);
        }
        catch (Exception trouble) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"中継サーバーから、受け取りの返事がありませんでした（{Words(trouble)}）。", trouble);
        }
    }

    private MailDelayedException Delayed(Exception trouble) => new(
        $"メールの中継サーバー {settings.Host}:{settings.Port.ToString(CultureInfo.InvariantCulture)} に渡せませんでした（{Words(trouble)}）。",
        trouble);

    private static string Words(Exception trouble) => trouble switch
    {
        SmtpCommandException reply => string.Create(
            CultureInfo.InvariantCulture,
            $"中継サーバーの応答: {(int)reply.StatusCode} {MailHead.OneLine(reply.Message)}{(reply.Mailbox is { } about ? $"（{about.Address}）" : "")}"),
        SslHandshakeException => "暗号化できませんでした。証明書が信頼できないか、暗号の方式が合いません",
        AuthenticationException => $"ログインできませんでした。{MailHead.OneLine(trouble.Message)}",
        ServiceNotAuthenticatedException => $"ログインを求められました。{MailHead.OneLine(trouble.Message)}",
        NotSupportedException => "中継サーバーが、暗号化（STARTTLS）か、ログインに対応していません",
        TimeoutException or OperationCanceledException => "時間内に応答がありませんでした",
        SmtpProtocolException => "接続が切れたか、応答を読めませんでした",
        _ => MailHead.OneLine(trouble.Message),
    };

    /// <summary>
    /// How far the mail's text has been said. MailKit writes its end after it and without another word to us, so from the text's last
    /// octet on the relay may have the whole mail; until then it can't.
    /// </summary>
    private sealed class Dictation : ITransferProgress
    {
        public bool IsWhole { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => IsWhole = bytesTransferred >= totalSize;

        // Of a size that isn't known, any octet may be the last.
        public void Report(long bytesTransferred) => IsWhole = true;
    }
}
