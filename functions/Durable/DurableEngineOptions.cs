using Microsoft.DurableTask;

namespace GyoseiFlow.Durable;

/// <summary>How an engine runs.</summary>
public sealed record DurableEngineOptions
{
    /// <summary>The name of the engine's client.</summary>
    public string Name { get; init; } = "local";

    /// <summary>How inputs, results and payloads are written.</summary>
    public DataConverter DataConverter { get; init; } = Payload.Json;

    /// <summary>How many activities run at once.</summary>
    public int MaxConcurrentActivities { get; init; } = Math.Max(16, Environment.ProcessorCount * 8);

    /// <summary>
    /// How many waiting orchestrations are kept in memory where they stand; beyond that they are replayed from their history
    /// when something happens. 0 replays at every step, which finds code that isn't deterministic.
    /// </summary>
    public int MaxKeptOrchestrations { get; init; } = 2000;

    /// <summary>How long to wait before a step whose commit failed is tried again.</summary>
    public TimeSpan CommitRetryDelay { get; init; } = TimeSpan.FromSeconds(5);
}
