using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>All that one step of an instance changes. It is committed as a whole or not at all.</summary>
internal sealed record Step(Instance Instance, DateTime Now)
{
    /// <summary>What was taken in, beginning with OrchestratorStarted.</summary>
    public required IReadOnlyList<HistoryEvent> Heard { get; init; }

    /// <summary>The messages that are thereby settled.</summary>
    public required IReadOnlyList<Message> Settled { get; init; }

    public IReadOnlyCollection<ScheduledAction> Actions { get; init; } = [];

    public IReadOnlyList<long> CancelledTimers { get; init; } = [];

    public string? CustomStatus { get; init; }

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Running;

    public Outcome? Outcome { get; init; }

    /// <summary>A termination goes on to the children.</summary>
    public bool TerminatesChildren { get; init; }
}
