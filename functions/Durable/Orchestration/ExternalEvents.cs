namespace GyoseiFlow.Durable;

/// <summary>
/// The events raised for an instance: those who wait for one, and those that came before anybody waited. As in the published
/// worker, the one who began to wait last is served first, and events of a name are handed out in the order they came.
/// </summary>
internal sealed class ExternalEvents(SessionContext thread)
{
    private readonly Dictionary<string, LinkedList<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<HistoryEvent> _buffer = new();

    public bool AnybodyWaits => _waiters.Values.Any(waiters => waiters.Count > 0);

    public Task<string?> Wait(string name, Type type, CancellationToken cancellation)
    {
        if (!_waiters.TryGetValue(name, out var waiters))
        {
            _waiters[name] = waiters = new LinkedList<Waiter>();
        }

        if (waiters.Last is { Value.Type: { } other } && other != type)
        {
            throw new ArgumentException(
                $"Events of one name are of one type: '{name}' is already awaited as {other.FullName}, not as {type.FullName}.",
                nameof(type));
        }

        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<string?>(cancellation);
        }

        if (TakeBuffered(name) is { } early)
        {
            return Task.FromResult(early.Data);
        }

        return AddWaiter(waiters, type, cancellation);
    }

    public void Raise(HistoryEvent raised)
    {
        if (_waiters.TryGetValue(raised.Name!, out var waiters) && waiters.Last is { } newest)
        {
            waiters.Remove(newest);
            newest.Value.Stop.Unregister();
            newest.Value.Arrived.TrySetResult(raised.Data);
        }
        else
        {
            _buffer.AddLast(raised);
        }
    }

    /// <summary>Everything that nobody has read.</summary>
    public IReadOnlyList<HistoryEvent> Unread() => [.. _buffer];

    private Task<string?> AddWaiter(LinkedList<Waiter> waiters, Type type, CancellationToken cancellation)
    {
        var waiter = new Waiter(type);
        var place = waiters.AddLast(waiter);

        // A waiter that gave up leaves the line at once: it must not swallow the event of the next one.
        waiter.Stop = cancellation.Register(() =>
        {
            if (thread.Check() && place.List is not null)
            {
                waiters.Remove(place);
                waiter.Arrived.TrySetCanceled(cancellation);
            }
        });
        return waiter.Arrived.Task;
    }

    private HistoryEvent? TakeBuffered(string name)
    {
        for (var place = _buffer.First; place is not null; place = place.Next)
        {
            if (string.Equals(place.Value.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                _buffer.Remove(place);
                return place.Value;
            }
        }

        return null;
    }

    private sealed class Waiter(Type type)
    {
        public Type Type { get; } = type;

        public TaskCompletionSource<string?> Arrived { get; } = new();

        public CancellationTokenRegistration Stop { get; set; }
    }
}
