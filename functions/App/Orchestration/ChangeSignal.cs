using Microsoft.DurableTask;

namespace GyoseiFlow.App.Orchestration;

/// <summary>
/// Waits until the store changed or a moment has come. The wait for the event is kept from turn to turn instead of being
/// cancelled: an event that comes while the store is being read would otherwise be given to a waiter that is gone.
/// </summary>
internal sealed class ChangeSignal(TaskOrchestrationContext context)
{
    /// <summary>The event that says: read the store again.</summary>
    public const string Changed = "Changed";

    private Task? _changed;

    /// <summary>Comes back when the store changed or, with one, at the moment.</summary>
    public async Task WaitAsync(DateTimeOffset? moment)
    {
        _changed ??= context.WaitForExternalEvent<object?>(Changed);
        if (moment is null)
        {
            await _changed;
        }
        else
        {
            // A timer that lost its race is cancelled: a pending one would keep the instance running.
            using var lost = new CancellationTokenSource();
            var timer = context.CreateTimer(moment.Value.UtcDateTime, lost.Token);
            if (await Task.WhenAny(_changed, timer) != timer)
            {
#pragma warning disable CA1849, VSTHRD103 // Cancelling asynchronously would leave the orchestrator's thread.
                lost.Cancel();
#pragma warning restore CA1849, VSTHRD103
            }
        }

        _changed = _changed.IsCompleted ? null : _changed;
    }
}
