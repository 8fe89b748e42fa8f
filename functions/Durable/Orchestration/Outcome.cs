namespace GyoseiFlow.Durable;

/// <summary>How an execution ended.</summary>
internal abstract record Outcome
{
    public sealed record Completed(string? Output) : Outcome;

    public sealed record Failed(Failure Failure) : Outcome;

    public sealed record Terminated(string? Output) : Outcome;

    /// <summary>The next execution's input, and the raised events that this one left unread.</summary>
    public sealed record ContinuedAsNew(string? Input, string? Version, IReadOnlyList<HistoryEvent> Carried) : Outcome;
}
