namespace GyoseiFlow.Durable;

/// <summary>
/// Counts what is still being done. What one piece of work sets going is counted before that piece is done, so zero means that
/// there is really nothing: no step, no activity, no commit on its way.
/// </summary>
internal sealed class BusyCount
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _zero;
    private int _count;

    public void Begin()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    public void Done()
    {
        TaskCompletionSource? zero = null;
        lock (_gate)
        {
            if (--_count == 0)
            {
                (zero, _zero) = (_zero, null);
            }
        }

        zero?.SetResult();
    }

    public Task WhenZeroAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _zero ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _zero.Task.WaitAsync(ct);
        }
    }
}
