using System.Text.Json;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.Durable;

/// <summary>Tells whether the code of today still replays a history that an earlier version has left.</summary>
public static class HistoryReplay
{
    /// <summary>
    /// Plays a history made by <see cref="DurableEngine.ExportHistoryAsync"/> through the registered code. Activities don't run.
    /// </summary>
    /// <returns>Where the orchestration stands after it: Running, or how it has ended.</returns>
    /// <exception cref="NonDeterministicOrchestrationException">The code does something else than the history says.</exception>
    public static OrchestrationRuntimeStatus Verify(string exportedHistory, TaskRegistry registry, DataConverter? converter = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var history = JsonSerializer.Deserialize(exportedHistory, StoredJson.Readable.ExportedHistory)
            ?? throw new ArgumentException("This is no exported history.", nameof(exportedHistory));
        var parent = history.ParentId is null ? null : new ParentOrchestrationInstance(history.ParentName!, history.ParentId);
        var session = new OrchestrationSession(
            new SessionIdentity(history.InstanceId, history.Name, history.Version, parent),
            registry.Orchestrator(history.Name),
            converter ?? Payload.Json,
            NullLoggerFactory.Instance,
            () => { });
        var outcome = session.Play(history.Events, []);
        return Compare(history, session, outcome);
    }

    private static OrchestrationRuntimeStatus Compare(ExportedHistory history, OrchestrationSession session, Outcome? outcome)
    {
        var ended = history.Events.Find(happened => happened.Kind == HistoryKind.ExecutionCompleted);
        if (outcome is Outcome.Failed failed && failed.Failure.ErrorMessage != ended?.Failure?.ErrorMessage)
        {
            throw new NonDeterministicOrchestrationException(failed.Failure.ErrorMessage);
        }

        if (session.Actions.FirstOrDefault() is { } extra)
        {
            throw new NonDeterministicOrchestrationException(
                (int)extra.Event.Task, $"the replay scheduled {extra.Event.Kind} '{extra.Event.Name}', which the history does not have.");
        }

        var status = outcome is null or Outcome.ContinuedAsNew ? OrchestrationRuntimeStatus.Running : Ending.Of(outcome).Status;
        if (ended is not null && ended.Name != status.ToString())
        {
            throw new NonDeterministicOrchestrationException($"The history ends {ended.Name}, the replay {status}.");
        }

        return status;
    }
}
