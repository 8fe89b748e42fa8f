using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.Durable.Tests;

/// <summary>An engine on a file of its own, under a clock that only the test moves.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("durable-").FullName;
    private SqliteFile? _file;

    public VirtualClock Clock { get; } = new(Start);

    public TaskRegistry Registry { get; set; } = new();

    public DurableEngineOptions Options { get; set; } = new();

    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    public DurableEngine Engine { get; private set; } = null!;

    public SqliteFile File => _file ??= SqliteFile.Open(Path.Combine(_folder, "engine.db"));

    public DurableTaskClient Client => Engine.Client;

    public EngineHarness Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> code)
    {
        Registry.AddOrchestrator(name, code);
        return this;
    }

    public EngineHarness Activity(string name, Func<ActivityInvocation, object?> code)
    {
        Registry.AddActivity(name, call => Task.FromResult(code(call)));
        return this;
    }

    public async Task<EngineHarness> StartAsync()
    {
        Engine = new DurableEngine(File, Registry, Clock, Options, Loggers);
        await Engine.StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>Everything in memory is lost; the file stays.</summary>
    public async Task RestartAsync(TaskRegistry? registry = null)
    {
        await StopAsync();
        Registry = registry ?? Registry;
        await StartAsync();
    }

    public async Task StopAsync()
    {
        await Engine.DisposeAsync();
        await File.DisposeAsync();
        _file = null;
    }

    public Task IdleAsync() => Engine.WhenIdleAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

    public Task AdvanceAsync(TimeSpan by) => Clock.RunUntilAsync(Clock.GetUtcNow() + by, _ => IdleAsync());

    /// <summary>Lets time jump until nothing waits for it any more.</summary>
    public async Task RunDryAsync()
    {
        await IdleAsync();
        while (await Engine.NextDueAsync(CancellationToken.None) is { } due)
        {
            Clock.AdvanceTo(due);
            await IdleAsync();
        }
    }

    public async Task<string> ScheduleAsync(string name, object? input = null, string? id = null)
    {
        var options = new StartOrchestrationOptions(id);
        return await Client.ScheduleNewOrchestrationInstanceAsync(name, input, options);
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null)
    {
        var instance = await ScheduleAsync(name, input, id);
        await RunDryAsync();
        return await GetAsync(instance);
    }

    public async Task<OrchestrationMetadata> GetAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"No instance {id}.");

    public async Task<List<HistoryEvent>> HistoryAsync(string id) => await File.ReadAsync(connection =>
    {
        using var find = new Statement(connection, "SELECT no FROM durable_instances WHERE id = ?1");
        return find.Bind(1, id).Next() ? InstanceReader.History(connection, find.Number(0)) : [];
    });

    public async ValueTask DisposeAsync()
    {
        if (Engine is not null)
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
