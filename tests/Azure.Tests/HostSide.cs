using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Azure.Tests;

/// <summary>
/// The Functions host's end of the channel to its worker (FunctionRpc.EventStream), just enough to start the built app as a process of its
/// own, ask what functions it has, and call one. Messages are written and read as protobuf's JSON.
/// </summary>
internal sealed class HostSide : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly MessageDescriptor s_messages = (MessageDescriptor)Assembly.Load("Microsoft.Azure.Functions.Worker.Grpc")
        .GetType("Microsoft.Azure.Functions.Worker.Grpc.Messages.StreamingMessage", throwOnError: true)!
        .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private readonly Channel<byte[]> _toWorker = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<JsonNode> _fromWorker = Channel.CreateUnbounded<JsonNode>();
    private readonly WebApplication _web;
    private Process? _worker;

    private HostSide(WebApplication web) => _web = web;

    /// <summary>Starts the app with these settings, as the host does.</summary>
    public static async Task<HostSide> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            // The channel is silent for as long as there is nothing to say.
            (kestrel.Limits.MinRequestBodyDataRate, kestrel.Limits.MinResponseDataRate) = (null, null);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        var web = builder.Build();
        var host = new HostSide(web);
        web.UseRouting();
        web.MapPost("/AzureFunctionsRpcMessages.FunctionRpc/EventStream", host.TalkAsync);
        await web.StartAsync();
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        host._worker = StartWorker(address, settings);
        await host.ReadAsync("startStream");
        return host;
    }

    /// <summary>Sends a message, given as its content's name and JSON, and waits for the answer of another name.</summary>
    public async Task<JsonNode> AskAsync(string name, string json, string answer)
    {
        Send(name, json);
        return await ReadAsync(answer);
    }

    /// <summary>Sends a message.</summary>
    public void Send(string name, string json)
    {
        var message = JsonParser.Default.Parse($$"""{ "requestId": "1", "{{name}}": {{json}} }""", s_messages);
        _toWorker.Writer.TryWrite(message.ToByteArray());
    }

    /// <summary>Waits for a message of this content; what the worker logs on the way is passed over.</summary>
    public async Task<JsonNode> ReadAsync(string name)
    {
        using var given = new CancellationTokenSource(s_patience);
        while (true)
        {
            var message = await _fromWorker.Reader.ReadAsync(given.Token);
            if (message[name] is { } content)
            {
                return content;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _toWorker.Writer.TryComplete();
        if (_worker is { HasExited: false })
        {
            _worker.Kill(entireProcessTree: true);
            await _worker.WaitForExitAsync();
        }

        _worker?.Dispose();
        await _web.DisposeAsync();
    }

    private static Process StartWorker(string address, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(BuiltApp.Folder, "GyoseiFlow.App.dll"), "--functions-uri", address, "--functions-worker-id", "worker",
                "--functions-request-id", "start", "--functions-grpc-max-message-length", "2147483647",
            ])
        {
            WorkingDirectory = BuiltApp.Folder,
        };
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = BuiltApp.Folder;
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start)!;
    }

    // gRPC's framing: a byte for "not compressed", the length, the message.
    private async Task TalkAsync(HttpContext http)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        http.Response.ContentType = "application/grpc";
        await http.Response.StartAsync(http.RequestAborted);
        var sending = SendAllAsync(http);
        var head = new byte[5];
        try
        {
            while (await http.Request.Body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, http.RequestAborted) == head.Length)
            {
                var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
                await http.Request.Body.ReadExactlyAsync(message, http.RequestAborted);
                _fromWorker.Writer.TryWrite(JsonNode.Parse(JsonFormatter.Default.Format(s_messages.Parser.ParseFrom(message)))!);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The worker was ended.
        }

        _toWorker.Writer.TryComplete();
        await sending;
    }

    private async Task SendAllAsync(HttpContext http)
    {
        await foreach (var message in _toWorker.Reader.ReadAllAsync())
        {
            var head = new byte[5];
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), message.Length);
            await http.Response.Body.WriteAsync(head, CancellationToken.None);
            await http.Response.Body.WriteAsync(message, CancellationToken.None);
            await http.Response.Body.FlushAsync(CancellationToken.None);
        }
    }
}
