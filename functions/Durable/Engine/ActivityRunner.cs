using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Durable;

/// <summary>
/// Runs activities, a bounded number at once. A result is handed to the orchestration in memory and committed with the step that
/// hears it; until then the activity counts as not done, and a crash has it run again.
/// </summary>
internal sealed class ActivityRunner(TaskRegistry registry, BusyCount busy, DataConverter converter, int limit, ILogger log)
    : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<(Instance Instance, long Execution, HistoryEvent Scheduled)> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private int _running;

    public void Enqueue(Instance instance, HistoryEvent scheduled)
    {
        busy.Begin();
        lock (_gate)
        {
            _waiting.Enqueue((instance, instance.Execution, scheduled));
            if (_running == limit)
            {
                return;
            }

            _running++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static runner => _ = runner.RunAllAsync(), this, preferLocal: false);
    }

    public void Stop()
    {
        _stop.Cancel();
        var dropped = 0;
        lock (_gate)
        {
            dropped = _waiting.Count;
            _waiting.Clear();
        }

        for (var i = 0; i < dropped; i++)
        {
            busy.Done();
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAllAsync()
    {
        while (TakeNext() is { } next)
        {
            try
            {
                await RunOneAsync(next.Instance, next.Execution, next.Scheduled);
            }
            finally
            {
                busy.Done();
            }
        }
    }

    private (Instance Instance, long Execution, HistoryEvent Scheduled)? TakeNext()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var next))
            {
                return next;
            }

            _running--;
            return null;
        }
    }

    private async Task RunOneAsync(Instance instance, long execution, HistoryEvent scheduled)
    {
        if (instance.Ended || instance.Execution != execution)
        {
            return;
        }

        var happened = await InvokeAsync(instance, scheduled);
        if (happened is not null)
        {
            instance.Post(new Message(happened) { Execution = execution });
        }
    }

    private async Task<HistoryEvent?> InvokeAsync(Instance instance, HistoryEvent scheduled)
    {
        if (registry.Activity(scheduled.Name!) is not { } code)
        {
            return Failed(scheduled, new Failure(
                "ActivityTaskNotFound", $"No activity task named '{scheduled.Name}' was found.", null, null, NonRetriable: true));
        }

        try
        {
            var invocation = new ActivityInvocation(scheduled.Name!, instance.Id, scheduled.Data, converter, _stop.Token);
            var result = converter.Serialize(await code(invocation));
            return new HistoryEvent(HistoryKind.TaskCompleted) { Task = scheduled.Task, Data = result };
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The engine stops; the activity is still scheduled and runs again at the next start.
            return null;
        }
#pragma warning disable CA1031 // Every failure of an activity belongs to its orchestration.
        catch (Exception error)
        {
            log.LogWarning(error, "The activity {Activity} of {InstanceId} failed.", scheduled.Name, instance.Id);
            return Failed(scheduled, Failure.From(error));
        }
#pragma warning restore CA1031
    }

    private static HistoryEvent Failed(HistoryEvent scheduled, Failure failure) =>
        new(HistoryKind.TaskFailed) { Task = scheduled.Task, Failure = failure };
}
