using System.Net.Sockets;
using System.Security.Authentication;
using GyoseiFlow.App.Ports;

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
        var content = MimeText.Write(message);
        await using var talk = await GreetAsync(cancellation);
        try
        {
            await talk.OfferAsync(message.From, [.. message.To.Concat(message.Cc).Distinct(StringComparer.Ordinal)], cancellation);
            await talk.DictateAsync(content, cancellation);
        }
        catch (Exception broken) when (IsTrouble(broken, cancellation))
        {
            throw Delayed(broken);
        }
        catch (SmtpReplyException reply)
        {
            throw reply.IsFinal ? new MailRefusedException(reply.Message, reply) : new MailDelayedException(reply.Message, reply);
        }

        await EndAsync(talk, cancellation);
    }

    // A relay keeps no list that could be asked.
    public Task<MailTrace> TraceAsync(string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(MailTrace.Unknown);
    }

    // Up to here nothing is about this mail, so whatever goes wrong, even a wrong password, may be put right in time for it.
    private async Task<SmtpConversation> GreetAsync(CancellationToken cancellation)
    {
        try
        {
            return await SmtpConversation.StartAsync(settings, cancellation);
        }
        catch (Exception broken) when (IsTrouble(broken, cancellation) || broken is SmtpReplyException)
        {
            throw Delayed(broken);
        }
    }

    private static async Task EndAsync(SmtpConversation talk, CancellationToken cancellation)
    {
        try
        {
            await talk.EndAsync(cancellation);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("中継サーバーが、時間内に受け取りの返事をしませんでした。", late);
        }
        catch (SmtpReplyException reply)
        {
            throw reply.IsFinal ? new MailRefusedException(reply.Message, reply) : new MailDelayedException(reply.Message, reply);
        }

        await talk.QuitAsync(cancellation);
    }

    private MailDelayedException Delayed(Exception trouble) => new(
        $"メールの中継サーバー {settings.Host}:{settings.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)} に渡せませんでした（{trouble.Message}）。",
        trouble);

    private static bool IsTrouble(Exception broken, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && broken is IOException or SocketException or AuthenticationException or OperationCanceledException;
}
