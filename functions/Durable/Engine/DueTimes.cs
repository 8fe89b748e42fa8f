namespace GyoseiFlow.Durable;

/// <summary>Everything that becomes due, held by one timer of the clock that is set to the earliest of it.</summary>
internal sealed class DueTimes : IDisposable
{
    // A system timer can't wait for ever, and stands still while the machine sleeps; an hour bounds both.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly BusyCount _busy;
    private readonly Action<long, long> _fire;
    private readonly SortedSet<(long Due, long No, long Task)> _due = [];
    private readonly Dictionary<long, Dictionary<long, long>> _byInstance = [];
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private bool _stopped;

    /// <param name="clock">Whose time counts.</param>
    /// <param name="busy">Firing counts as work.</param>
    /// <param name="fire">Told the instance's number and the task's.</param>
    public DueTimes(TimeProvider clock, BusyCount busy, Action<long, long> fire)
    {
        _clock = clock;
        _busy = busy;
        _fire = fire;
        _timer = clock.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
            {
                return _due.Count == 0 ? null : new DateTimeOffset(_due.Min.Due, TimeSpan.Zero);
            }
        }
    }

    /// <summary>What is due already fires at once, on the caller's thread.</summary>
    public void Add(long no, long task, DateTime due)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            if (due.Ticks > _clock.GetUtcNow().UtcTicks)
            {
                Put(no, task, due.Ticks);
                Arm();
                return;
            }
        }

        _fire(no, task);
    }

    public void Remove(long no, long task)
    {
        lock (_gate)
        {
            if (Take(no, task))
            {
                Arm();
            }
        }
    }

    public void RemoveAll(long no)
    {
        lock (_gate)
        {
            if (_byInstance.Remove(no, out var tasks))
            {
                foreach (var (task, due) in tasks)
                {
                    _due.Remove((due, no, task));
                }

                Arm();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            _due.Clear();
            _byInstance.Clear();
        }

        _timer.Dispose();
    }

    private void FireDue()
    {
        _busy.Begin();
        try
        {
            foreach (var (_, no, task) in TakeDue())
            {
                _fire(no, task);
            }
        }
        finally
        {
            _busy.Done();
        }
    }

    private List<(long Due, long No, long Task)> TakeDue()
    {
        var ripe = new List<(long, long, long)>();
        lock (_gate)
        {
            var now = _clock.GetUtcNow().UtcTicks;
            while (_due.Count > 0 && _due.Min.Due <= now)
            {
                var first = _due.Min;
                ripe.Add(first);
                Take(first.No, first.Task);
            }

            _armedFor = long.MaxValue;
            Arm();
        }

        return ripe;
    }

    private void Put(long no, long task, long due)
    {
        Take(no, task);
        _due.Add((due, no, task));
        if (!_byInstance.TryGetValue(no, out var tasks))
        {
            _byInstance[no] = tasks = [];
        }

        tasks[task] = due;
    }

    private bool Take(long no, long task)
    {
        if (!_byInstance.TryGetValue(no, out var tasks) || !tasks.Remove(task, out var due))
        {
            return false;
        }

        if (tasks.Count == 0)
        {
            _byInstance.Remove(no);
        }

        return _due.Remove((due, no, task));
    }

    private void Arm()
    {
        var earliest = _due.Count == 0 ? long.MaxValue : _due.Min.Due;
        if (earliest == _armedFor || _stopped)
        {
            return;
        }

        _armedFor = earliest;
        _timer.Change(earliest == long.MaxValue ? Timeout.InfiniteTimeSpan : WaitUntil(earliest), Timeout.InfiniteTimeSpan);
    }

    private TimeSpan WaitUntil(long due)
    {
        // Whole milliseconds, rounded up: a timer that rings too early would only have to be set again.
        var ticks = Math.Max(0, due - _clock.GetUtcNow().UtcTicks);
        if (_clock is VirtualClock)
        {
            return TimeSpan.FromTicks(ticks);
        }

        var wait = TimeSpan.FromMilliseconds((ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
        return wait < s_longestWait ? wait : s_longestWait;
    }
}
