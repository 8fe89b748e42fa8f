using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>How an end looks to those who ask, and to the parent that waits.</summary>
internal static class Ending
{
    public static (OrchestrationRuntimeStatus Status, string? Output, Failure? Failure) Of(Outcome outcome) => outcome switch
    {
        Outcome.Completed completed => (OrchestrationRuntimeStatus.Completed, completed.Output, null),
        Outcome.Terminated terminated => (OrchestrationRuntimeStatus.Terminated, terminated.Output, null),
        Outcome.Failed failed => (OrchestrationRuntimeStatus.Failed, null, failed.Failure),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static HistoryEvent ForParent(Outcome outcome, Instance child)
    {
        var task = child.Parent!.Task;
        return outcome switch
        {
            Outcome.Completed completed =>
                new HistoryEvent(HistoryKind.SubOrchestrationInstanceCompleted) { Task = task, Data = completed.Output },
            Outcome.Failed failed => Failed(task, failed.Failure),

            // To its parent, a terminated child is a failed one, as in Durable Functions; only the word is ours.
            _ => Failed(task, new Failure(
                "SubOrchestrationTerminated", $"The sub-orchestration '{child.Id}' was terminated.", null, null)),
        };
    }

    private static HistoryEvent Failed(long task, Failure failure) =>
        new(HistoryKind.SubOrchestrationInstanceFailed) { Task = task, Failure = failure };
}
