namespace GyoseiFlow.Durable;

/// <summary>Something that an instance has to hear. One with a place in the inbox stays there until a step has taken it in.</summary>
internal sealed record Message(HistoryEvent Event)
{
    /// <summary>The execution that it is meant for, or null when it is meant for whichever runs.</summary>
    public long? Execution { get; init; }

    /// <summary>The row in the inbox, or 0 for an activity's result or a timer, whose own rows stand for it.</summary>
    public long Inbox { get; init; }

    /// <summary>A termination that also reaches the instances started by this one.</summary>
    public bool Recursive => Event is { Kind: HistoryKind.ExecutionTerminated, Other: "recursive" };

    /// <summary>The message that ends an instance.</summary>
    public static Message Termination(string? output, bool recursive) =>
        new(new HistoryEvent(HistoryKind.ExecutionTerminated) { Data = output, Other = recursive ? "recursive" : null });
}
