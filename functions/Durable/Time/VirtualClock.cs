namespace GyoseiFlow.Durable;

/// <summary>
/// A clock that only moves when told to. Timers made from it fire, in the order they are due, while it is advanced; a year
/// passes in the time that the work in it takes.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimer.ByDue);
    private DateTimeOffset _now;
    private long _made;

    /// <summary>Creates the clock, standing at <paramref name="start"/>.</summary>
    public VirtualClock(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer is due, or null when nothing waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _timers.Min?.Due;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state, Interlocked.Increment(ref _made));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves to <paramref name="moment"/>, stopping at every timer due on the way; each runs at its own moment. A moment in the
    /// past changes nothing: time does not run backwards.
    /// </summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        while (TakeDue(moment) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = Later(_now, moment.ToUniversalTime());
        }
    }

    /// <summary>
    /// Jumps from one due moment to the next, each time after everything has come to rest, until nothing is due at or before
    /// <paramref name="until"/>; then stands at <paramref name="until"/>.
    /// </summary>
    public async Task RunUntilAsync(DateTimeOffset until, Func<CancellationToken, Task> whenIdle, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(whenIdle);
        await whenIdle(ct);
        while (NextDue is { } due && due <= until)
        {
            AdvanceTo(due);
            await whenIdle(ct);
        }

        AdvanceTo(until);
        await whenIdle(ct);
    }

    internal void Schedule(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = DateTimeOffset.MaxValue - _now < dueTime ? DateTimeOffset.MaxValue : _now + dueTime;
                _timers.Add(timer);
            }
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private VirtualTimer? TakeDue(DateTimeOffset moment)
    {
        lock (_gate)
        {
            if (_timers.Min is not { } timer || timer.Due > moment)
            {
                return null;
            }

            _timers.Remove(timer);
            _now = Later(_now, timer.Due);
            if (timer.Period > TimeSpan.Zero)
            {
                timer.Due = _now + timer.Period;
                _timers.Add(timer);
            }

            return timer;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
