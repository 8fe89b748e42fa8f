using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Durable;

/// <summary>
/// Runs Durable Task orchestrations for one machine. Everything it knows is in one SQLite file; what is in memory only saves
/// reading it again.
/// </summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private const long StartTask = -1;
    private const long WakeTask = -2;

    private readonly SqliteFile _file;
    private readonly TaskRegistry _registry;
    private readonly TimeProvider _clock;
    private readonly DurableEngineOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly ConcurrentDictionary<long, Instance> _live = new();
    private readonly BusyCount _busy = new();
    private readonly DueTimes _due;
    private readonly ActivityRunner _activities;
    private readonly InstanceRunner _runner;
    private FileStream? _lock;
    private int _kept;
    private volatile bool _started;
    private volatile bool _stopping;

    /// <summary>Creates an engine that does nothing until it is started; its client can already be used.</summary>
    public DurableEngine(
        SqliteFile file, TaskRegistry registry, TimeProvider clock, DurableEngineOptions options, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConcurrentActivities, nameof(options));
        var log = loggers.CreateLogger<DurableEngine>();
        _file = file;
        _registry = registry;
        _clock = clock;
        _options = options;
        _loggers = loggers;
        _due = new DueTimes(clock, _busy, Fire);
        _activities = new ActivityRunner(registry, _busy, options.DataConverter, options.MaxConcurrentActivities, log);
        Instances = new InstanceWriter(this);
        _runner = new InstanceRunner(this, file, new StepWriter(Instances), clock, log);
        Client = new EngineClient(this, file, clock, options);
    }

    /// <summary>The client for this engine's instances.</summary>
    public DurableTaskClient Client { get; }

    internal InstanceWriter Instances { get; }

    internal Changes Changes { get; } = new();

    internal bool IsStopping => _stopping;

    private bool IsRunning => _started && !_stopping;

    /// <summary>Takes up everything that the file says is unfinished.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        if (_lock is not null)
        {
            throw new InvalidOperationException("The engine has been started already.");
        }

        _lock = EngineLock.Take(_file.FullPath);
        await _file.WriteAsync(
            connection =>
            {
                Instances.On(connection);
                return Unfinished.Read(connection, this);
            },
            TakeUp,
            ct);
    }

    /// <summary>Finishes the steps in hand and stops. Activities are asked to stop; those that do run again at the next start.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        _stopping = true;
        _due.Dispose();
        _activities.Stop();
        await _busy.WhenZeroAsync(ct);
    }

    /// <summary>Completes when nothing can go on by itself: no step, no activity, no commit; only time or a message can wake it.</summary>
    public Task WhenIdleAsync(CancellationToken ct) => _busy.WhenZeroAsync(ct);

    /// <summary>The earliest pending timer, delayed start or retry; null when nothing waits for time.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(_due.Next);
    }

    /// <summary>The instance's history as JSON, for <see cref="HistoryReplay"/>; null when there is no such instance.</summary>
    public Task<string?> ExportHistoryAsync(string instanceId, CancellationToken ct) =>
        _file.ReadAsync(connection => InstanceReader.Export(connection, instanceId), ct);

    /// <summary>Stops the engine and gives the file free for another. The file itself is its opener's to close.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        try
        {
            await _file.WriteAsync(_ => Instances.Dispose());
        }
        catch (Exception error) when (error is SimulatedCrashException or ObjectDisposedException)
        {
            // Closed with the file.
        }

        _activities.Dispose();
        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }
    }

    internal void KeptChanged(int by) => Interlocked.Add(ref _kept, by);

    internal void Schedule(Instance instance)
    {
        if (IsRunning)
        {
            _busy.Begin();
            ThreadPool.UnsafeQueueUserWorkItem(static run => _ = run.Engine.RunAsync(run.Instance), (Engine: this, Instance: instance), false);
        }
    }

    internal IDisposable BeginWork() => new Work(_busy);

    internal OrchestrationSession NewSession(Instance instance)
    {
        var identity = new SessionIdentity(instance.Id, instance.Name, instance.Version, instance.Parent?.AsPublished);
        var illegal = new Message(new HistoryEvent(HistoryKind.IllegalAwait)) { Execution = instance.Execution };
        return new OrchestrationSession(
            identity, _registry.Orchestrator(instance.Name), _options.DataConverter, _loggers, () => instance.Post(illegal))
        {
            CustomStatus = instance.CustomStatus,
        };
    }

    internal void WakeLater(Instance instance) => _due.Add(instance.No, WakeTask, _clock.GetUtcNow().UtcDateTime + _options.CommitRetryDelay);

    /// <summary>A new instance is committed; runs on the writer.</summary>
    internal void Added(Instance instance)
    {
        if (IsRunning)
        {
            _live[instance.No] = instance;
            _due.Add(instance.No, StartTask, instance.StartAt ?? DateTime.MinValue);
        }

        Changes.Happened(instance.Id);
    }

    /// <summary>A message is committed; runs on the writer.</summary>
    internal void Deliver(long no, Message message)
    {
        if (IsRunning && _live.TryGetValue(no, out var instance))
        {
            instance.Post(message);
        }
    }

    /// <summary>A step is committed; runs on the writer, while the instance's runner waits.</summary>
    internal void Committed(Step step, StepResult result)
    {
        var (instance, before) = (step.Instance, step.Instance.Status);
        Advance(step, result);
        if (step.Outcome is null)
        {
            StartWork(step);
        }

        result.Started.ForEach(Added);
        result.Sent.ForEach(sent => Deliver(sent.No, sent.Message));
        if (instance.Status != before)
        {
            Changes.Happened(instance.Id);
        }
    }

    private void Advance(Step step, StepResult result)
    {
        var instance = step.Instance;
        instance.LastStep = step.Now;
        instance.NextSeq = result.NextSeq;
        instance.CustomStatus = step.CustomStatus;
        instance.Status = step.Status;
        instance.Session?.Committed();
        if (step.Outcome is Outcome.ContinuedAsNew next)
        {
            instance.Execution++;
            instance.Input = next.Input;
            instance.Version = next.Version ?? instance.Version;
            instance.Session = null;
            _due.RemoveAll(instance.No);
            instance.BeginNextExecution(result.Carried);
        }
        else if (step.Outcome is { } outcome)
        {
            instance.Status = Ending.Of(outcome).Status;
            instance.End();
            _live.TryRemove(instance.No, out _);
            _due.RemoveAll(instance.No);
        }
        else if (Volatile.Read(ref _kept) > _options.MaxKeptOrchestrations)
        {
            instance.Session = null;
        }
    }

    private void StartWork(Step step)
    {
        if (!IsRunning)
        {
            return;
        }

        foreach (var timer in step.CancelledTimers)
        {
            _due.Remove(step.Instance.No, timer);
        }

        foreach (var action in step.Actions)
        {
            if (action.Event.Kind == HistoryKind.TaskScheduled)
            {
                _activities.Enqueue(step.Instance, action.Event);
            }
            else if (action.Event.Kind == HistoryKind.TimerCreated && !step.CancelledTimers.Contains(action.Event.Task))
            {
                _due.Add(step.Instance.No, action.Event.Task, action.Event.FireAt!.Value);
            }
        }
    }

    private void TakeUp(Unfinished unfinished)
    {
        _started = true;
        foreach (var instance in unfinished.Instances)
        {
            _live[instance.No] = instance;
        }

        foreach (var (no, message) in unfinished.Inbox)
        {
            Deliver(no, message);
        }

        foreach (var (no, scheduled) in unfinished.Activities)
        {
            _activities.Enqueue(_live[no], scheduled);
        }

        foreach (var (no, task, due) in unfinished.Timers)
        {
            _due.Add(no, task, due);
        }

        foreach (var instance in unfinished.Instances.Where(instance => instance.IsFirstStep))
        {
            _due.Add(instance.No, StartTask, instance.StartAt ?? DateTime.MinValue);
        }
    }

    private async Task RunAsync(Instance instance)
    {
        try
        {
            await _runner.RunAsync(instance);
        }
        finally
        {
            _busy.Done();
        }
    }

    private void Fire(long no, long task)
    {
        if (!_live.TryGetValue(no, out var instance))
        {
            return;
        }

        switch (task)
        {
            case StartTask:
                instance.StartIsDue();
                break;
            case WakeTask:
                instance.Wake();
                break;
            default:
                instance.Post(new Message(new HistoryEvent(HistoryKind.TimerFired) { Task = task }) { Execution = instance.Execution });
                break;
        }
    }

    private sealed class Work : IDisposable
    {
        private readonly BusyCount _busy;

        public Work(BusyCount busy)
        {
            _busy = busy;
            _busy.Begin();
        }

        public void Dispose() => _busy.Done();
    }
}
