using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using GyoseiFlow.App;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Local.Publication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace GyoseiFlow.Local.Serving;

/// <summary>Serves everything of the app from one data folder until it is told to stop.</summary>
internal sealed class Server(ServeSettings settings, TextWriter output)
{
    // Opens the functions that aren't for people: the API of scripts and monitoring.
    private const string KeyVariable = "GYOSEIFLOW_FUNCTION_KEY";

    // What the environment may say, by the names of docs/settings.md. Not SignIn: no platform stands in front here.
    private static readonly string[] Settable =
    [
        PublicAddress.Setting, MailAllowList.Setting, "RequestsPerMinute", Retention.Setting,
        "SmtpHost", "SmtpPort", "SmtpSecurity", "SmtpUser", "SmtpPassword", "SmtpCertificateSha256",
    ];

    private ushort _port = settings.Port;

    /// <summary>Starts, says where, and serves until stopped.</summary>
    /// <exception cref="CommandFailure">It can't be started.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        settings.RefuseUnprotected();
        using var certificate = settings.Certificate is { } path
            ? ServerCertificate.Read(path, Environment.GetEnvironmentVariable(ServerCertificate.PasswordVariable))
            : null;
        using var taken = settings.Folder.Take();
        var sample = await OpenSampleAsync(stop);
        var clock = sample is { } opened ? new ShiftedClock(TimeProvider.System, opened.Now) : TimeProvider.System;
        await using var host = await LocalHost.CreateAsync(Options(clock, certificate, isSample: sample is not null), stop);
        if (sample is not null)
        {
            await SampleClock.BeginAsync(host.Services.GetRequiredService<IRecordStore>(), clock, stop);
        }

        await StartAsync(host, stop);
        await GreetAsync(host, certificate, sample?.Stop, stop);
        await ServeAsync(sample is null ? null : host.Services.GetRequiredService<IRecordStore>(), clock, stop);
        await host.StopAsync(CancellationToken.None);
        await CommandLine.WriteAsync(output, "止めました。");
    }

    // Where the sample's clock stands, and which it is; null for a folder of a real office.
    private async Task<(DateTimeOffset Now, SampleStop Stop)?> OpenSampleAsync(CancellationToken cancellation)
    {
        var found = await SampleYear.FindAsync(settings.Folder, cancellation);
        var now = found.Now;
        var stop = found.Stop ?? settings.Sample ?? SampleStop.April;
        if (now is not null || found.Loading is not null)
        {
            RefuseOther(stop);
            await CommandLine.WriteAsync(output, $"「{settings.Folder.Path}」は見本のフォルダーです。見本の続きから始めます。");
        }
        else if (!settings.IsSample)
        {
            return null;
        }

        _port = _port == 0 ? FreePort() : _port;
        if (now is null)
        {
            await CommandLine.WriteAsync(output, $"見本（苫小牧市行政創革プランの令和6年度の評価、{stop.Label}）を用意しています。");
            now = await SampleYear.LoadAsync(settings.Folder, stop, found, SampleAddress, cancellation);
        }

        await CommandLine.WriteAsync(output, Greeting.SampleClockLine(now.Value));
        return (now.Value, stop);
    }

    // Whoever names a sample wants that one, and not to go on with another.
    private void RefuseOther(SampleStop held)
    {
        if (settings.Sample is { } asked && asked != held)
        {
            throw new CommandFailure(
                $"「{settings.Folder.Path}」は別の見本（{held.Name}、{held.Label}）のフォルダーです。"
                + $"{asked.Name} を試すときは、--data で空のフォルダーか新しいフォルダーを指定してください。");
        }
    }

    /// <summary>What is served, and how.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="certificate">The certificate for HTTPS, or null.</param>
    /// <param name="isSample">Whether it is a sample.</param>
    internal LocalHostOptions Options(TimeProvider clock, X509Certificate2? certificate, bool isSample) => new()
    {
        Functions = FunctionCatalog.Of(typeof(ServiceRegistration).Assembly),
        DataFile = settings.Folder.Store,
        MailFolder = settings.Folder.Mail,
        SiteFolder = settings.Folder.Published,
        PrintPdf = true,
        Port = _port,
        Listen = settings.Listen,
        Certificate = certificate,
        FunctionKeys = Environment.GetEnvironmentVariable(KeyVariable) is { } key ? [key] : [],
        Settings = SettingsOf(isSample),
        Clock = clock,
        Services = services => services.AddGyoseiFlow(),
        Logging = Log,
        Web = Arrange,
    };

    // The sample's mails say where to go before the server is there to ask.
    private ushort FreePort()
    {
        using var socket = new Socket(settings.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(settings.Listen, 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string SampleAddress => string.Create(
        CultureInfo.InvariantCulture, $"{(settings.Certificate is null ? "http" : "https")}://localhost:{_port}");

    // Every five minutes: what a command took in while the server was stopped is promised within that. The sample mails nobody, and its links lead to this very server, whatever is set.
    private ImmutableDictionary<string, string?> SettingsOf(bool isSample)
    {
        var always = ImmutableDictionary<string, string?>.Empty.Add("HeartbeatSchedule", "0 */5 * * * *");
        return isSample
            ? always.Add(PublicAddress.Setting, SampleAddress)
            : always.AddRange(Settable.Select(name => KeyValuePair.Create(name, Environment.GetEnvironmentVariable(name))));
    }

    // Standard output is for the person who started it; what goes wrong later goes to standard error.
    private static void Log(ILoggingBuilder log)
    {
        log.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(line => line.TimestampFormat = "yyyy-MM-dd HH:mm:ss ");
        log.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // It would log, with a stack trace, what StartAsync says in a sentence.
        log.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }

    private void Arrange(WebApplication web)
    {
        if (settings.Proxy is { } proxy)
        {
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All & ~ForwardedHeaders.XForwardedPrefix };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownIPNetworks.Add(proxy);
            web.UseForwardedHeaders(forwarded);
        }

        PublicSite.Serve(web, settings.Folder.Published);
    }

    private async Task StartAsync(LocalHost host, CancellationToken cancellation)
    {
        try
        {
            await host.StartAsync(cancellation);
        }
        catch (Exception e) when (SocketErrorOf(e) is { } error)
        {
            throw new CommandFailure(error switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"ポート{_port}は、ほかのプログラムが使っています。そのプログラムを止めるか、--port で別の番号を指定してください。",
                SocketError.AccessDenied =>
                    $"ポート{_port}を使う権限がありません。--port で1024以上の番号を指定してください。",
                SocketError.AddressNotAvailable =>
                    $"{settings.Listen} はこの機械のアドレスではありません。--listen にこの機械のアドレスを指定してください。",
                _ => FormattableString.Invariant($"{settings.Listen} のポート{_port}を開けません（{error}）。"),
            }, e);
        }
    }

    // Kestrel wraps it, in one way for a port that is taken and in another for the rest.
    private static SocketError? SocketErrorOf(Exception? exception) => exception switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        _ => SocketErrorOf(exception.InnerException),
    };

    private async Task GreetAsync(LocalHost host, X509Certificate2? certificate, SampleStop? sample, CancellationToken cancellation)
    {
        var plans = await host.Services.GetRequiredService<PlanLibrary>().LatestAsync(cancellation);
        var lines = Greeting.Lines(
            Greeting.Open(host.Address!, certificate),
            settings.Folder,
            plans,
            isBehindProxy: settings.Proxy is not null,
            hasPrinter: ChromiumPdfPrinter.Find() is not null,
            sample);
        await CommandLine.WriteAsync(output, string.Join('\n', lines));
        await output.FlushAsync(cancellation);
    }

    private static async Task ServeAsync(IRecordStore? sample, TimeProvider clock, CancellationToken stop)
    {
        if (sample is not null)
        {
            await SampleClock.FollowAsync(sample, clock, stop);
            return;
        }

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }
}
