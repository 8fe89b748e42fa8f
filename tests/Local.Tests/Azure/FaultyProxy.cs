using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>What goes wrong with one request on its way.</summary>
public enum Fault
{
    None,

    /// <summary>429 with Retry-After; the server never heard of it.</summary>
    Throttled,

    /// <summary>500; the server never heard of it.</summary>
    Failed,

    /// <summary>503; the server never heard of it.</summary>
    Busy,

    /// <summary>202 for a transaction, with 503 inside; the server never heard of it. For another request, the same as Busy.</summary>
    BusyInside,

    /// <summary>The connection breaks; the server never heard of it.</summary>
    Cut,

    /// <summary>Nothing is answered until the client gives up; the server never heard of it.</summary>
    Silent,

    /// <summary>The server did it, and the connection breaks in the middle of its answer.</summary>
    HalfAnswer,

    /// <summary>The server did it, and the connection breaks before its answer.</summary>
    LostAnswer,

    /// <summary>The server did it, and a gateway answers 500 in its place.</summary>
    FailedAfter,
}

/// <summary>A real HTTP proxy between a client and a server, at which requests go wrong as the test says.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    // Sent on as they are, but for what belongs to one connection.
    private static readonly HashSet<string> s_ofConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Expect",
    };

    private readonly Uri _server;
    private readonly WebApplication _web;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None,
    });

    private int _requests;

    private FaultyProxy(Uri server, WebApplication web) => (_server, _web) = (server, web);

    /// <summary>The proxy's address, with the server's path.</summary>
    public Uri Address => new(new Uri(_web.Urls.Single()), _server.AbsolutePath);

    /// <summary>What goes wrong with a request; nothing at first.</summary>
    public Func<HttpRequest, Fault> Next { get; set; } = _ => Fault.None;

    /// <summary>Runs after the server did what was asked, before its answer is sent on or lost.</summary>
    public Func<HttpRequest, Task> Done { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many requests came.</summary>
    public int Requests => _requests;

    /// <summary>Listens on a free port of this machine.</summary>
    public static async Task<FaultyProxy> StartAsync(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var web = builder.Build();
        var proxy = new FaultyProxy(server, web);
        web.Run(proxy.PassAsync);
        await web.StartAsync();
        return proxy;
    }

    /// <summary>The same faults for the same seed, in the order in which requests come, but no more than three for one operation.</summary>
    /// <param name="seed">Says which.</param>
    /// <param name="faults">Those that there are to choose from, each as likely as none.</param>
    public static Func<HttpRequest, Fault> Seeded(int seed, params Fault[] faults)
    {
        var random = new Random(seed);
        var suffered = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        return request =>
        {
            Fault fault;
            lock (random)
            {
                fault = random.Next(2) == 0 ? Fault.None : faults[random.Next(faults.Length)];
            }

            // The client sends the same id with every try.
            var operation = request.Headers["x-ms-client-request-id"].ToString();
            return fault == Fault.None || suffered.AddOrUpdate(operation, 1, (_, count) => count + 1) > 3 ? Fault.None : fault;
        };
    }

    /// <summary>A fault for the first requests that a condition is true of.</summary>
    public static Func<HttpRequest, Fault> First(int count, Fault fault, Func<HttpRequest, bool>? of = null)
    {
        var left = count;
        return request => (of is null || of(request)) && Interlocked.Decrement(ref left) >= 0 ? fault : Fault.None;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var fault = Next(context.Request);
        switch (fault)
        {
            case Fault.Throttled:
                context.Response.Headers.RetryAfter = "0";
                await AnswerAsync(context, 429);
                break;
            case Fault.Failed:
                await AnswerAsync(context, 500);
                break;
            case Fault.BusyInside when context.Request.Path.Value!.EndsWith("/$batch", StringComparison.Ordinal):
                await AnswerInsideAsync(context);
                break;
            case Fault.Busy or Fault.BusyInside:
                await AnswerAsync(context, 503);
                break;
            case Fault.Cut:
                context.Abort();
                break;
            case Fault.Silent:
                await GivenUpAsync(context.RequestAborted);
                break;
            default:
                await ForwardAsync(context, fault);
                break;
        }
    }

    private async Task ForwardAsync(HttpContext context, Fault fault)
    {
        using var request = await RequestOfAsync(context.Request);
        using var answer = await _client.SendAsync(request, CancellationToken.None);
        var body = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        await Done(context.Request);
        if (fault == Fault.LostAnswer)
        {
            context.Abort();
            return;
        }

        if (fault == Fault.FailedAfter)
        {
            await AnswerAsync(context, 500);
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !s_ofConnection.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await context.Response.Body.WriteAsync(fault == Fault.HalfAnswer ? body.AsMemory(0, body.Length / 2) : body, CancellationToken.None);
        if (fault == Fault.HalfAnswer)
        {
            await context.Response.Body.FlushAsync(CancellationToken.None);
            context.Abort();
        }
    }

    // The path exactly as it was sent: it is part of what is signed.
    private async Task<HttpRequestMessage> RequestOfAsync(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var address = new Uri(
            _server.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, CancellationToken.None);
        var message = new HttpRequestMessage(new HttpMethod(request.Method), address) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in request.Headers.Where(header => !s_ofConnection.Contains(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                message.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return message;
    }

    private static async Task AnswerAsync(HttpContext context, int status)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, CancellationToken.None);
        context.Response.StatusCode = status;
        await context.Response.CompleteAsync();
    }

    private static async Task AnswerInsideAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, CancellationToken.None);
        context.Response.StatusCode = 202;
        context.Response.ContentType = "multipart/mixed; boundary=batchresponse_1";
        await context.Response.WriteAsync(string.Join("\r\n", [
            "--batchresponse_1", "Content-Type: multipart/mixed; boundary=changesetresponse_1", "",
            "--changesetresponse_1", "Content-Type: application/http", "Content-Transfer-Encoding: binary", "",
            "HTTP/1.1 503 Service Unavailable", "Content-Type: application/json;odata=minimalmetadata", "",
            """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"0:The server is busy."}}}""",
            "--changesetresponse_1--", "--batchresponse_1--", ""]));
    }

    private static async Task GivenUpAsync(CancellationToken givenUp)
    {
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = givenUp.Register(hungUp.SetResult);
        await hungUp.Task;
    }
}
