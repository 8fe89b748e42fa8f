using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Mail;
using GyoseiFlow.Local.Publication;
using GyoseiFlow.Local.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Local.Hosting;

/// <summary>The whole system in one process: functions, engine, store, mail and site on one machine.</summary>
internal sealed class LocalHost : IAsyncDisposable
{
    // For requests that are being answered.
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(5);
    private readonly SqliteFile _file;
    private readonly WebApplication _web;
    private readonly LocalHostOptions _options;
    private bool _started;

    private LocalHost(SqliteFile file, WebApplication web, LocalHostOptions options)
    {
        _file = file;
        _web = web;
        _options = options;
    }

    /// <summary>Everything that was registered.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>Runs the orchestrations.</summary>
    public DurableEngine Engine => Services.GetRequiredService<DurableEngine>();

    /// <summary>Runs the timer functions.</summary>
    public TimerLoop Timers => Services.GetRequiredService<TimerLoop>();

    /// <summary>Where HTTP is served, once started; null without a port.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Puts everything together and checks it; nothing runs yet.</summary>
    /// <exception cref="FunctionUnusableException">A function can't be served.</exception>
    public static async Task<LocalHost> CreateAsync(LocalHostOptions options, CancellationToken cancellation)
    {
        var file = SqliteFile.Open(options.DataFile);
        WebApplication? web = null;
        try
        {
            web = BuildWeb(file, await HostStores.OpenRecordsAsync(options.Azurite, file, cancellation), options);
            var host = new LocalHost(file, web, options);
            // Their checks belong to the start.
            _ = host.Timers;
            _ = host.Engine;
            return host;
        }
        catch
        {
            await (web?.DisposeAsync() ?? ValueTask.CompletedTask);
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the engine, the timers and, with a port, the web server.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        _started = true;
        await Engine.StartAsync(cancellation);
        if (_options.RunTimers)
        {
            await Timers.StartAsync(cancellation);
        }

        if (_options.Port is not null)
        {
            await _web.StartAsync(cancellation);
            var addresses = _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
            Address = new Uri(addresses.Addresses.First());
        }
    }

    /// <summary>Stops: first what comes in from outside, the engine last.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (!_started)
        {
            return;
        }

        _started = false;
        if (_options.Port is not null)
        {
            await _web.StopAsync(cancellation);
        }

        await Timers.StopAsync();
        await Engine.StopAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        await _file.DisposeAsync();
    }

    private static WebApplication BuildWeb(SqliteFile file, IRecordStore records, LocalHostOptions options)
    {
        // Empty: no files of the current folder and no environment variables change how this runs.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(LocalHost).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Listen, options.Port ?? 0, endpoint =>
            {
                if (options.Certificate is { } certificate)
                {
                    endpoint.UseHttps(certificate);
                }
            });
        });
        options.Logging(builder.Logging);
        AddServices(builder.Services, file, records, options);

        var web = builder.Build();
        var log = web.Services.GetRequiredService<ILogger<LocalHost>>();
        web.Use((http, next) =>
        {
            AnswerHeaders.Set(http.Response);
            return Problem.CatchAsync(http, next, log);
        });
        options.Web(web);
        web.MapFunctions(
            options.Functions,
            web.Services.GetRequiredService<FunctionInvoker>(),
            new FunctionKeys(options.FunctionKeys, options.AdminKeys),
            options.RoutePrefix);
        return web;
    }

    private static void AddServices(IServiceCollection services, SqliteFile file, IRecordStore records, LocalHostOptions options)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = s_longestStop);
        // MVC's core runs the IActionResults that functions return; it brings routing too.
        services.AddMvcCore();
        services.AddSingleton(options.Clock);
        services.AddSingleton(file);
        services.AddSingleton(records);
        services.AddSingleton<IMailTransport>(_ =>
            SmtpSettings.Read(options.Settings) is { } relay ? new SmtpMailTransport(relay) : new FolderMailTransport(options.MailFolder));
        services.AddSingleton(_ => HostStores.OpenPublications(options.Azurite, options.SiteFolder));
        services.AddSingleton<IPdfPrinter>(_ => new ChromiumPdfPrinter(options.PrintPdf ? ChromiumPdfPrinter.Find() : null));
        services.AddFunctions(options.Functions);
        services.AddSingleton<TimerMonitor>();
        services.AddSingleton<TimerLoop>();
        services.AddSingleton(provider => new DurableEngine(
            file,
            provider.GetRequiredService<TaskRegistry>(),
            options.Clock,
            options.Engine,
            provider.GetRequiredService<ILoggerFactory>()));
        options.Services(services);
    }
}
