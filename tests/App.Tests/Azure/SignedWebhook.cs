using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GyoseiFlow.App.Azure.SendGrid;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Azure;

/// <summary>A town with a SendGrid account whose event webhook it believes, and SendGrid's side of it.</summary>
internal sealed class SignedWebhook : IAsyncDisposable
{
    public const string Path = "/api/sendgrid/events";
    private readonly ECDsa _key;
    private readonly HttpClient _http;

    private SignedWebhook(ECDsa key, Town town)
    {
        _key = key;
        Town = town;
        _http = new HttpClient { BaseAddress = town.Host.Address };
    }

    public Town Town { get; }

    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    public static async Task<SignedWebhook> OpenedAsync()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var town = await Town.CreateAsync(
            port: 0, services: services => services.AddSingleton(new EventWebhookKey(key.ExportSubjectPublicKeyInfo())));
        await town.OpenAsync();
        return new SignedWebhook(key, town);
    }

    /// <summary>An event as the webhook's reference shows it.</summary>
    public static Dictionary<string, object?> Event(string kind, string address, string id = "event-1", string key = $"{Town.CycleId}/sheet-1/Task/opened") => new()
    {
        ["email"] = address,
        ["timestamp"] = 1743466500,
        ["smtp-id"] = "<14c5d75ce93.dfd.64b469@ismtpd-555>",
        ["event"] = kind,
        ["category"] = new[] { Town.CycleId, "Task" },
        ["sg_event_id"] = id,
        ["sg_message_id"] = "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
        ["gyoseiflow_key"] = key,
    };

    public string Now(TimeSpan ago = default) => (Town.Clock.GetUtcNow() - ago).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public string Sign(string timestamp, ReadOnlySpan<byte> body) => Convert.ToBase64String(_key.SignData(
        [.. Encoding.UTF8.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public Task<HttpStatusCode> TellAsync(params Dictionary<string, object?>[] events) => SendAsync(JsonSerializer.Serialize(events));

    public Task<HttpStatusCode> SendAsync(string body, string? timestamp = null) => SendAsync(Encoding.UTF8.GetBytes(body), timestamp);

    public async Task<HttpStatusCode> SendAsync(byte[] body, string? timestamp = null)
    {
        var at = timestamp ?? Now();
        return await SendAsync(body, at, Sign(at, body));
    }

    public async Task<HttpStatusCode> SendAsync(byte[] body, string? timestamp, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in new[] { ("X-Twilio-Email-Event-Webhook-Timestamp", timestamp), ("X-Twilio-Email-Event-Webhook-Signature", signature) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _key.Dispose();
        await Town.DisposeAsync();
    }
}
