namespace GyoseiFlow.Durable;

/// <summary>What a committed step makes the engine do next.</summary>
internal sealed class StepResult
{
    public List<Instance> Started { get; } = [];

    public List<(long No, Message Message)> Sent { get; } = [];

    public List<Message> Carried { get; } = [];

    public long NextSeq { get; set; }
}
