namespace GyoseiFlow.Durable;

/// <summary>Wakes those who wait for an instance to change its status.</summary>
internal sealed class Changes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource> _waiting = [];

    /// <summary>Completes at the next change. Ask for it before looking, so that no change slips between.</summary>
    public Task Next(string instanceId)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(instanceId, out var next))
            {
                _waiting[instanceId] = next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return next.Task;
        }
    }

    public void Happened(string instanceId)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _waiting.Remove(instanceId, out waiting);
        }

        waiting?.SetResult();
    }
}
