using System.Text.Json;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Hosting;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Tests.Histories;

/// <summary>What one orchestration left behind, as the engine exports it.</summary>
internal sealed class RecordedHistory(string json)
{
    private static readonly TaskRegistry Registry = CurrentCode();

    private readonly ExportedHistory _history = JsonSerializer.Deserialize(json, StoredJson.Readable.ExportedHistory)!;

    public string Name => _history.Name;

    /// <summary>Replays everything against the orchestrator as it is now.</summary>
    public OrchestrationRuntimeStatus Replay() => HistoryReplay.Verify(json, Registry);

    /// <summary>Replays the history as it stood after each of its steps: a cycle in flight can stand at any of them.</summary>
    public IEnumerable<OrchestrationRuntimeStatus> ReplayEachStep()
    {
        for (var end = 1; end < _history.Events.Count; end++)
        {
            if (_history.Events[end].Kind == HistoryKind.OrchestratorStarted)
            {
                yield return With(_history.Events[..end]).Replay();
            }
        }
    }

    /// <summary>The same history, had another activity been called last.</summary>
    public RecordedHistory WithLastActivityNamed(string name)
    {
        var last = _history.Events.FindLastIndex(e => e.Kind == HistoryKind.TaskScheduled);
        return With([.. _history.Events.Select((e, i) => i == last ? e with { Name = name } : e)]);
    }

    private RecordedHistory With(List<HistoryEvent> events) =>
        new(JsonSerializer.Serialize(_history with { Events = events }, StoredJson.Readable.ExportedHistory));

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
