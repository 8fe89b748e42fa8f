namespace GyoseiFlow.Durable;

/// <summary>The report about an orchestrator that waits for something a replay cannot repeat.</summary>
internal static class IllegalAwait
{
    public static InvalidOperationException Exception(string orchestrator) => new(
        $"The orchestrator '{orchestrator}' awaited something that is not durable, or used its context from another thread. "
        + "An orchestrator may only await tasks made by its TaskOrchestrationContext (no I/O, Task.Delay, Task.Run or ConfigureAwait(false)); "
        + "such work belongs in an activity.");
}
