namespace GyoseiFlow.Durable;

/// <summary>
/// Runs an orchestrator's continuations on the thread that plays its history, in the order in which they became ready. One that
/// comes from any other thread was waiting for something that isn't durable, and a replay could never repeat it.
/// </summary>
internal sealed class SessionContext(Action onForeignThread) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private volatile int _thread;

    /// <summary>Whether the caller is the orchestrator's thread; a caller that is not is reported.</summary>
    public bool Check()
    {
        if (!IsOnSessionThread)
        {
            onForeignThread();
        }

        return IsOnSessionThread;
    }

    private bool IsOnSessionThread => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Does something as the orchestrator's thread, then everything that became ready through it.</summary>
    public void Play(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            action();
        }
        finally
        {
            _thread = 0;
            SetSynchronizationContext(before);
        }
    }

    public void Drain()
    {
        while (_ready.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsOnSessionThread)
        {
            _ready.Enqueue((d, state));
        }
        else
        {
            onForeignThread();
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator's thread takes nothing synchronously.");

    public override SynchronizationContext CreateCopy() => this;
}
