using Microsoft.DurableTask;

namespace GyoseiFlow.Durable;

/// <summary>One run of an activity. It may be run again after a crash, so what it does must bear being done twice.</summary>
public sealed class ActivityInvocation
{
    private readonly string? _input;
    private readonly DataConverter _converter;

    internal ActivityInvocation(string name, string instanceId, string? input, DataConverter converter, CancellationToken cancellation)
    {
        Name = name;
        InstanceId = instanceId;
        _input = input;
        _converter = converter;
        CancellationToken = cancellation;
    }

    /// <summary>The activity's name as it was called.</summary>
    public string Name { get; }

    /// <summary>The orchestration that called it.</summary>
    public string InstanceId { get; }

    /// <summary>Cancelled when the engine stops; the activity is then run again at the next start.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The input that the orchestration gave.</summary>
    public T? GetInput<T>() => _converter.Deserialize<T>(_input);

    /// <summary>The input that the orchestration gave.</summary>
    public object? GetInput(Type type) => _converter.Deserialize(_input, type);
}
