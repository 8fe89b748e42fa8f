using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using GyoseiFlow.App;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Local.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Azure.Tests;

/// <summary>
/// The small plan with the real store and desks, its orchestrators and activities on the published Durable Task engine: worker, client
/// and a server in this process. The year lies in the past, so that every moment of its calendar has come.
/// </summary>
internal sealed class PublishedTown : IAsyncDisposable
{
    // For a slow machine; the test goes on as soon as what it waits for is there.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly string _folder;
    private readonly LocalHost _host;
    private readonly Channel<string> _done = Channel.CreateUnbounded<string>();
    private DurableTaskTestHost? _engine;
    private int _acts;

    private PublishedTown(string folder, LocalHost host, PostOffice post, LaterClock clock) =>
        (_folder, _host, Post, Clock) = (folder, host, post, clock);

    public static CancellationToken None => CancellationToken.None;

    public PostOffice Post { get; }

    public LaterClock Clock { get; }

    public DurableTaskClient Client => _engine!.Client;

    /// <summary>How often each orchestration went through steps that it had done before.</summary>
    public ConcurrentDictionary<string, int> Replays { get; } = new(StringComparer.Ordinal);

    public string Site => Path.Combine(_folder, "site");

    public static async Task<PublishedTown> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("published-town-").FullName;
        var (post, clock, catalog) = (new PostOffice(), new LaterClock(), FunctionCatalog.Of(typeof(ServiceRegistration).Assembly));
        var host = await LocalHost.CreateAsync(
            new LocalHostOptions
            {
                Functions = catalog,
                DataFile = Path.Combine(folder, "town.db"),
                MailFolder = Path.Combine(folder, "mail"),
                SiteFolder = Path.Combine(folder, "site"),
                RunTimers = false,
                Settings = new Dictionary<string, string?> { ["HeartbeatSchedule"] = "0 0 * * * *" },
                Clock = clock,
                Services = services => services.AddGyoseiFlow().AddSingleton<IMailTransport>(post),
            },
            None);
        var town = new PublishedTown(folder, host, post, clock);
        town._engine = await DurableTaskTestHost.StartAsync(
            registry => town.Register(registry, catalog), new DurableTaskTestHostOptions { Port = FreePort() });
        await town.Get<PlanLibrary>().ImportAsync(SmallPlan.Yaml, None);
        return town;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>An act of somebody, different from every other.</summary>
    public Act Act(string by = "secretariat") => new($"request-{Interlocked.Increment(ref _acts)}", by);

    /// <summary>Runs a timer function, as the host would.</summary>
    public async Task RunAsync<T>(Func<T, Task> function)
        where T : notnull
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await function(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Waits until something is so; looked at whenever an activity or an orchestration has gone a step.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var given = new CancellationTokenSource(s_patience);
        while (!await isSo())
        {
            await _done.Reader.ReadAsync(given.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Register(DurableTaskRegistry registry, FunctionCatalog catalog)
    {
        foreach (var orchestrator in catalog.Of(FunctionKind.Orchestration))
        {
            registry.AddOrchestratorFunc(orchestrator.Name, async context =>
            {
                if (context.IsReplaying)
                {
                    Replays.AddOrUpdate(orchestrator.Name, 1, (_, count) => count + 1);
                }

                await FunctionInvoker.InvokeStaticAsync(orchestrator, new HurriedContext(context));
            });
        }

        foreach (var activity in catalog.Of(FunctionKind.Activity))
        {
            registry.AddActivity(activity.Name, new Called(activity, Get<FunctionInvoker>(), _done.Writer));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Called(FunctionEntry function, FunctionInvoker invoker, ChannelWriter<string> done) : ITaskActivity
    {
        public Type InputType => function.TriggerType;

        public Type OutputType => typeof(object);

        public async Task<object?> RunAsync(TaskActivityContext context, object? input)
        {
            var result = await invoker.InvokeAsync(function, input, null, CancellationToken.None);
            done.TryWrite(function.Name);
            return result;
        }
    }
}

/// <summary>The machine's time, or later.</summary>
internal sealed class LaterClock : TimeProvider
{
    public TimeSpan Later { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Later;
}
