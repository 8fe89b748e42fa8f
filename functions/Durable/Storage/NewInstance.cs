using Microsoft.DurableTask;

namespace GyoseiFlow.Durable;

/// <summary>An instance about to be written for the first time.</summary>
internal sealed record NewInstance(string Id, string Name)
{
    public string? Version { get; init; }

    public string? Input { get; init; }

    public string? Tags { get; init; }

    public DateTime? StartAt { get; init; }

    public Parentage? Parent { get; init; }
}

/// <summary>Who waits for an instance's end.</summary>
internal sealed record Parentage(long No, long Execution, long Task, string Id, string Name)
{
    public ParentOrchestrationInstance AsPublished => new(Name, Id);
}
