namespace GyoseiFlow.Durable;

/// <summary>One line of an instance's history. One shape for all kinds keeps the table, the export and the replay plain.</summary>
internal sealed record HistoryEvent(HistoryKind Kind)
{
    /// <summary>When it was recorded; on OrchestratorStarted this drives the orchestration's clock.</summary>
    public DateTime At { get; init; }

    /// <summary>The sequential id of the activity, timer, sub-orchestration or sent event; for a raised event its place in the inbox.</summary>
    public long Task { get; init; }

    /// <summary>The name of the activity, orchestration or event.</summary>
    public string? Name { get; init; }

    /// <summary>The serialized input, result or payload.</summary>
    public string? Data { get; init; }

    /// <summary>The other instance that takes part.</summary>
    public string? Other { get; init; }

    /// <summary>When a timer is due.</summary>
    public DateTime? FireAt { get; init; }

    /// <summary>What went wrong.</summary>
    public Failure? Failure { get; init; }
}
