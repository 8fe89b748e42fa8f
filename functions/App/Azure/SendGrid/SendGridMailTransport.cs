using System.Globalization;
using System.Net;
using System.Text.Json;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using Microsoft.Extensions.Logging;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace GyoseiFlow.App.Azure.SendGrid;

/// <summary>
/// Hands mails to SendGrid, each once. Its answer decides: taken, refused for good, or not now; where none came after the mail was on
/// its way, nobody knows, and this says so by letting the failure through. Trying again is the outbox's affair, so the client doesn't.
/// Neither the key nor an address gets into the log.
/// </summary>
public sealed partial class SendGridMailTransport(
    ISendGridClient client, IRecordStore store, SendGridSettings settings, TimeProvider clock, ILogger<SendGridMailTransport> log) : IMailTransport
{
    private const int LongestWords = 300;

    /// <inheritdoc/>
    public async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        MailHead.RefuseBad(message);
        var answer = await PostAsync(SendGridMail.Of(message, settings.IsSandbox), cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw await ProblemOfAsync(answer, cancellation);
        }
    }

    /// <summary>The account's key need not open its activity, so what is known is what SendGrid told of itself.</summary>
    public async Task<MailTrace> TraceAsync(string key, CancellationToken cancellation) =>
        MailKey.PlaceOf(key) is { } place
        && await store.FindAsync<OutboxMail>(place.Partition, place.RecordKey, cancellation) is { Value.Deliveries.IsEmpty: false }
            ? MailTrace.Sent
            : MailTrace.Unknown;

    private async Task<Response> PostAsync(SendGridMessage mail, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(settings.AnswerTimeout, clock);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await client.SendEmailAsync(mail, late.Token);
        }
        catch (HttpRequestException unreached) when (unreached.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw new MailDelayedException("メール配信サービスに接続できませんでした。", unreached);
        }
        catch (HttpRequestException cut)
        {
            throw new IOException("メール配信サービスとの接続が、受け取りの返事の前に切れました。", cut);
        }
        catch (OperationCanceledException unconnected) when (!late.IsCancellationRequested)
        {
            throw new MailDelayedException("メール配信サービスに時間内に接続できませんでした。", unconnected);
        }
        catch (OperationCanceledException unanswered) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("メール配信サービスが、時間内に受け取りの返事をしませんでした。", unanswered);
        }
    }

    private async Task<Exception> ProblemOfAsync(Response answer, CancellationToken cancellation)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity:
                return new MailRefusedException($"メール配信サービスがこのメールを受け付けませんでした（{await WordsAsync(answer, cancellation)}）。");
            case HttpStatusCode.TooManyRequests:
                return new MailDelayedException("メール配信サービスに送る量の上限に達しました。") { After = answer.Headers?.RetryAfter?.Delta };
            case HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout:
                // Whoever answered doesn't know what became of the mail behind it.
                return new IOException("メール配信サービスの途中で、受け取りの返事が失われました。");
            case >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout:
                return new MailDelayedException($"メール配信サービスが今は受け付けません（{Number(answer)}）。");
            default:
                // Wrong for every mail alike until somebody puts the settings right.
                LogRejected((int)answer.StatusCode);
                return new MailDelayedException(
                    $"メール配信サービスに受け付けられない設定です（{Number(answer)}）。システムの管理者に、APIキーと差出人の登録を確かめるように伝えてください。");
        }
    }

    // {"errors":[{"message":"…","field":"…"}]}, in the service's own words, which the secretariat can pass on.
    private static async Task<string> WordsAsync(Response answer, CancellationToken cancellation)
    {
        var body = answer.Body is null ? "" : await answer.Body.ReadAsStringAsync(cancellation);
        var words = MailHead.OneLine(MessagesOf(body));
        return words.Length == 0 ? Number(answer) : $"{Number(answer)} {(words.Length > LongestWords ? words[..LongestWords] + "…" : words)}";
    }

    private static string MessagesOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return string.Join(' ', json.RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("message").GetString()));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "";
        }
    }

    private static string Number(Response answer) => ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(EventName = "MailRejected", Level = LogLevel.Error, Message = "SendGrid answers {Status}: no mail leaves until its settings are put right.")]
    private partial void LogRejected(int status);
}
