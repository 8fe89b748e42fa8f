using System.Text.Json;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.App.Tests.Histories;

/// <summary>What one orchestration left behind, as a file.</summary>
internal sealed class RecordedHistory(IReadOnlyList<HistoryEvent> events)
{
    private static readonly TaskRegistry Registry = CurrentCode();

    /// <summary>The orchestration's name, as its first event says.</summary>
    public string Name => events.First(e => e.Kind == HistoryKind.ExecutionStarted).Name!;

    public IReadOnlyList<HistoryEvent> Events => events;

    public static RecordedHistory Read(string path) =>
        new(JsonSerializer.Deserialize(File.ReadAllText(path), StoredJson.Readable.ListHistoryEvent)!);

    public static Task<RecordedHistory> OfAsync(Town town, string instanceId) => town.Get<SqliteFile>().ReadAsync(connection =>
    {
        using var find = new Statement(connection, "SELECT no FROM durable_instances WHERE id = ?1");
        Assert.True(find.Bind(1, instanceId).Next(), $"There is no instance {instanceId}.");
        return new RecordedHistory(InstanceReader.History(connection, find.Number(0)));
    });

    public string Write() => "[\n" + string.Join(
        ",\n", events.Select(e => JsonSerializer.Serialize([e], StoredJson.Readable.ListHistoryEvent)[1..^1])) + "\n]\n";

    /// <summary>Replays everything against the orchestrator as it is now.</summary>
    public (Outcome? Outcome, int Unrecorded) Replay() => Replay(events);

    /// <summary>Replays the history as it stood after each of its steps: a cycle in flight can stand at any of them.</summary>
    public IEnumerable<(Outcome? Outcome, int Unrecorded)> ReplayEachStep()
    {
        for (var end = 1; end < events.Count; end++)
        {
            if (events[end].Kind == HistoryKind.OrchestratorStarted)
            {
                yield return Replay(events.Take(end));
            }
        }
    }

    private (Outcome? Outcome, int Unrecorded) Replay(IEnumerable<HistoryEvent> past)
    {
        var session = new OrchestrationSession(
            new SessionIdentity("replayed", Name, null, null), Registry.Orchestrator(Name), Payload.Json, NullLoggerFactory.Instance, () => { });
        var outcome = session.Play(past, []);
        return (outcome, session.Actions.Count);
    }

    private static TaskRegistry CurrentCode()
    {
        var registry = new TaskRegistry();
        foreach (var function in FunctionCatalog.Of(typeof(ServiceRegistration).Assembly).Of(FunctionKind.Orchestration))
        {
            registry.AddOrchestrator(function.Name, context => FunctionInvoker.InvokeStaticAsync(function, context));
        }

        return registry;
    }
}
