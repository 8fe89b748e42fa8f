namespace GyoseiFlow.App.Audit;

/// <summary>One change by a person or the clock.</summary>
/// <param name="RequestId">Tells this act from every other; the same again is the same act.</param>
/// <param name="At">When.</param>
/// <param name="By">Who: a role and an id, never an address.</param>
/// <param name="What">What was done.</param>
/// <param name="Subject">To what.</param>
/// <param name="Before">How it was, as JSON; null for something new.</param>
/// <param name="After">How it is, as JSON; null for something gone.</param>
public sealed record AuditEntry(
    string RequestId, DateTimeOffset At, string By, string What, string Subject, string? Before, string? After)
{
    /// <summary>What the person who did it had to say: a reason, a note; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>An act: who does it, and which request it is, so that a double click is one act.</summary>
/// <param name="RequestId">Unique for the act, the same when it is tried again.</param>
/// <param name="By">e.g. department:zaisei, secretariat, member:m3, clock.</param>
public sealed record Act(string RequestId, string By);
