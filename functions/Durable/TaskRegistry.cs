using Microsoft.DurableTask;

namespace GyoseiFlow.Durable;

/// <summary>Which code a name stands for. Names are compared as Durable Functions compares them: without regard to case.</summary>
public sealed class TaskRegistry
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<ActivityInvocation, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers an orchestrator.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public TaskRegistry AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> orchestrator)
    {
        _orchestrators.Add(name, orchestrator);
        return this;
    }

    /// <summary>Registers an activity.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public TaskRegistry AddActivity(string name, Func<ActivityInvocation, Task<object?>> activity)
    {
        _activities.Add(name, activity);
        return this;
    }

    internal Func<TaskOrchestrationContext, Task<object?>>? Orchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    internal Func<ActivityInvocation, Task<object?>>? Activity(string name) => _activities.GetValueOrDefault(name);
}
