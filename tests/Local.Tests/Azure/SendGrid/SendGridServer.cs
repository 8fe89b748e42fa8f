using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Tests.Azure.SendGrid;

/// <summary>A small real HTTP server that takes mails as SendGrid's API does, and misbehaves as it is told to.</summary>
internal sealed class SendGridServer : IAsyncDisposable
{
    /// <summary>The key that opens it.</summary>
    public const string Key = "SG.test-key.not-a-secret";

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<JsonDocument> _taken = new();
    private int _requests;

    private SendGridServer(WebApplication web) => _web = web;

    public Uri Address { get; private set; } = null!;

    /// <summary>The mails that were taken, as they came.</summary>
    public IReadOnlyCollection<JsonDocument> Taken => _taken;

    /// <summary>How often somebody asked.</summary>
    public int Requests => _requests;

    /// <summary>Runs before a request is read; true when it has dealt with it.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    /// <summary>Runs after a mail was taken and before the answer; true when it has answered.</summary>
    public Func<HttpContext, Task<bool>> After { get; set; } = _ => Task.FromResult(false);

    public static async Task<SendGridServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        var server = new SendGridServer(web);
        web.Run(server.AnswerAsync);
        await web.StartAsync();
        server.Address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>Nobody listens any more. Twice is the same as once.</summary>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        if (await Before(http))
        {
            return;
        }

        if (http.Request.Method != "POST" || http.Request.Path != "/v3/mail/send")
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "not found");
        }
        else if (http.Request.Headers.Authorization != $"Bearer {Key}")
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "The provided authorization grant is invalid, expired, or revoked");
        }
        else if (http.Request.ContentType != "application/json")
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "Content-Type should be application/json.");
        }
        else
        {
            using var reader = new StreamReader(http.Request.Body);
            await TakeAsync(http, await reader.ReadToEndAsync());
        }
    }

    private async Task TakeAsync(HttpContext http, string body)
    {
        if (MailSendRequest.Problems(body) is { Count: > 0 } problems)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, [.. problems]);
            return;
        }

        _taken.Enqueue(JsonDocument.Parse(body));
        if (!await After(http))
        {
            var isSandbox = _taken.Last().RootElement.TryGetProperty("mail_settings", out var settings)
                && settings.TryGetProperty("sandbox_mode", out var sandbox) && sandbox.GetProperty("enable").GetBoolean();
            http.Response.StatusCode = isSandbox ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
            http.Response.Headers["X-Message-Id"] = "14c5d75ce93.dfd.64b469";
        }
    }

    public static Task RefuseAsync(HttpContext http, int status, params string[] messages)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { errors = messages.Select(message => new { message, field = (string?)null, help = (string?)null }) });
    }
}
