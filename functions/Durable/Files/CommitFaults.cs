namespace GyoseiFlow.Durable;

/// <summary>What a test does to the writer around a commit. Throwing <see cref="SimulatedCrashException"/> kills it for good.</summary>
internal sealed class CommitFaults
{
    public Action BeforeCommit { get; init; } = () => { };

    public Action AfterCommit { get; init; } = () => { };
}

/// <summary>From here on nothing is written any more, as if the process had been killed.</summary>
internal sealed class SimulatedCrashException() : Exception("The process is said to have crashed here.");
