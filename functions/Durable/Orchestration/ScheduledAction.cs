namespace GyoseiFlow.Durable;

/// <summary>What the orchestrator's code asked for in this step; once committed, its event is part of the history.</summary>
internal sealed record ScheduledAction(HistoryEvent Event)
{
    /// <summary>The version of a sub-orchestration.</summary>
    public string? Version { get; init; }

    /// <summary>The tags of a sub-orchestration.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
