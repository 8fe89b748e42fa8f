using DurableTask.Core.Exceptions;

namespace GyoseiFlow.Durable;

/// <summary>Compares what the history says was scheduled with what the code schedules now.</summary>
internal static class Determinism
{
    /// <exception cref="NonDeterministicOrchestrationException">They differ.</exception>
    public static void Check(HistoryEvent past, ScheduledAction? now)
    {
        if (now is null)
        {
            throw Differs(past, "the replay has not scheduled anything with this sequence number");
        }

        if (now.Event.Kind != past.Kind)
        {
            throw Differs(past, $"the replay scheduled {Describe(now.Event)} in its place");
        }

        if (past.Kind != HistoryKind.TimerCreated && !string.Equals(past.Name, now.Event.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw Differs(past, $"the replay scheduled {Describe(now.Event)} in its place");
        }
    }

    private static NonDeterministicOrchestrationException Differs(HistoryEvent past, string instead) => new(
        (int)past.Task,
        $"the history says that an earlier execution scheduled {Describe(past)} with sequence number {past.Task}, but {instead}. "
        + "Was the orchestrator's code changed after this instance had started?");

    private static string Describe(HistoryEvent scheduled) => scheduled.Kind switch
    {
        HistoryKind.TaskScheduled => $"an activity task named '{scheduled.Name}'",
        HistoryKind.TimerCreated => "a timer task",
        HistoryKind.SubOrchestrationInstanceCreated => $"a sub-orchestration task named '{scheduled.Name}'",
        HistoryKind.EventSent => $"a send event task named '{scheduled.Name}' to instance '{scheduled.Other}'",
        _ => scheduled.Kind.ToString(),
    };
}
