namespace GyoseiFlow.Durable;

/// <summary>A timer of a <see cref="VirtualClock"/>.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state, long number) : ITimer
{
    private volatile bool _disposed;

    /// <summary>By due moment; of two due together, the older goes first.</summary>
    public static IComparer<VirtualTimer> ByDue { get; } = Comparer<VirtualTimer>.Create((one, other) =>
        one.Due.CompareTo(other.Due) is var order && order != 0 ? order : one.Number.CompareTo(other.Number));

    public DateTimeOffset Due { get; set; }

    public TimeSpan Period { get; set; }

    private long Number { get; } = number;

    public void Fire()
    {
        if (!_disposed)
        {
            callback(state);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        clock.Schedule(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
