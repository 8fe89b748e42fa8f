using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Durable;

/// <summary>
/// One execution of an orchestrator, standing wherever its history has brought it. Given the same events it comes to stand at
/// the same place, so it can be thrown away at any time and made again from what is stored.
/// </summary>
internal sealed class OrchestrationSession
{
    private readonly SessionContext _thread;
    private readonly Func<TaskOrchestrationContext, Task<object?>>? _code;
    private readonly EngineOrchestrationContext _context;
    private readonly Dictionary<long, TaskCompletionSource<string?>> _open = [];
    private readonly SortedDictionary<long, ScheduledAction> _actions = [];
    private readonly Queue<HistoryEvent> _whileSuspended = new();
    private readonly List<HistoryEvent> _afterContinueAsNew = [];
    private readonly List<long> _cancelledTimers = [];
    private readonly DataConverter _converter;
    private Task<object?>? _result;
    private Failure? _broken;
    private long _nextId;

    public OrchestrationSession(
        SessionIdentity identity,
        Func<TaskOrchestrationContext, Task<object?>>? code,
        DataConverter converter,
        ILoggerFactory loggers,
        Action onForeignThread)
    {
        Identity = identity;
        _code = code;
        _converter = converter;
        _thread = new SessionContext(onForeignThread);
        Events = new ExternalEvents(_thread);
        _context = new EngineOrchestrationContext(this, converter, loggers);
    }

    public SessionIdentity Identity { get; }

    public ExternalEvents Events { get; }

    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    public bool IsSuspended { get; private set; }

    public string? Input { get; private set; }

    public string? CustomStatus { get; set; }

    public (string? Input, string? Version, bool KeepEvents)? NextExecution { get; set; }

    /// <summary>What the code asked for and what is not committed yet; nothing while suspended.</summary>
    public IReadOnlyCollection<ScheduledAction> Actions => IsSuspended ? [] : [.. _actions.Values];

    public IReadOnlyList<long> CancelledTimers => [.. _cancelledTimers];

    /// <summary>Plays what is stored, then what is new; says how the execution ended, or null when it goes on.</summary>
    public Outcome? Play(IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> fresh)
    {
        try
        {
            _thread.Play(() =>
            {
                PlayAll(past, replaying: true);
                PlayAll(fresh, replaying: false);
            });
            return End();
        }
        catch (NonDeterministicOrchestrationException error)
        {
            return new Outcome.Failed(Failure.From(error));
        }
    }

    /// <summary>The step is committed: what was asked for is history now.</summary>
    public void Committed()
    {
        if (!IsSuspended)
        {
            _actions.Clear();
            _cancelledTimers.Clear();
        }
    }

    /// <summary>Every member of the context comes through here first.</summary>
    public void EnsureOnThread()
    {
        if (!_thread.Check())
        {
            throw IllegalAwait.Exception(Identity.Name);
        }
    }

    /// <summary>Schedules something that a later event answers.</summary>
    public Task<string?> Schedule(Func<long, ScheduledAction> make, out long id)
    {
        id = _nextId++;
        _actions.Add(id, make(id));
        var answer = new TaskCompletionSource<string?>();
        _open.Add(id, answer);
        return answer.Task;
    }

    /// <summary>Schedules something that nothing answers.</summary>
    public void ScheduleOneWay(Func<long, ScheduledAction> make)
    {
        var id = _nextId++;
        _actions.Add(id, make(id));
    }

    /// <summary>A timer nobody waits for any more: it neither fires nor keeps the instance running.</summary>
    public void CancelTimer(long id, CancellationToken cancellation)
    {
        // Never throws: a token cancelled by a system timer would take the whole process down with it.
        if (_thread.Check() && _open.Remove(id, out var answer))
        {
            _cancelledTimers.Add(id);
            answer.TrySetCanceled(cancellation);
        }
    }

    private void PlayAll(IEnumerable<HistoryEvent> events, bool replaying)
    {
        foreach (var happened in events)
        {
            IsReplaying = replaying;
            if (happened.Kind == HistoryKind.OrchestratorStarted)
            {
                Now = happened.At;
                continue;
            }

            PlayOne(happened);
            _thread.Drain();
        }
    }

    private void PlayOne(HistoryEvent happened)
    {
        if (IsSuspended && happened.Kind is not (HistoryKind.ExecutionResumed or HistoryKind.IllegalAwait))
        {
            if (happened.Kind != HistoryKind.ExecutionSuspended)
            {
                _whileSuspended.Enqueue(happened);
            }

            return;
        }

        Handle(happened);
    }

    private void Handle(HistoryEvent happened)
    {
        switch (happened.Kind)
        {
            case HistoryKind.ExecutionStarted:
                Start(happened);
                break;
            case HistoryKind.TaskScheduled or HistoryKind.TimerCreated or HistoryKind.EventSent
                or HistoryKind.SubOrchestrationInstanceCreated:
                Determinism.Check(happened, _actions.GetValueOrDefault(happened.Task));
                _actions.Remove(happened.Task);
                break;
            case HistoryKind.TaskCompleted or HistoryKind.TimerFired or HistoryKind.SubOrchestrationInstanceCompleted:
                // An answer to something that isn't open came twice, or too late: it changes nothing.
                Answer(happened)?.TrySetResult(happened.Data);
                break;
            case HistoryKind.TaskFailed or HistoryKind.SubOrchestrationInstanceFailed:
                Answer(happened)?.TrySetException(new TaskFailure(happened.Failure!));
                break;
            case HistoryKind.EventRaised when NextExecution is not null:
                _afterContinueAsNew.Add(happened);
                break;
            case HistoryKind.EventRaised:
                Events.Raise(happened);
                break;
            case HistoryKind.ExecutionSuspended:
                IsSuspended = true;
                break;
            case HistoryKind.ExecutionResumed:
                Resume();
                break;
            case HistoryKind.IllegalAwait:
                _broken = Failure.From(IllegalAwait.Exception(Identity.Name));
                break;
        }
    }

    private void Start(HistoryEvent started)
    {
        Input = started.Data;
        _result = _code is null ? Task.FromException<object?>(new TaskFailure(NotFound())) : Run(_code);
    }

    // The code's synchronous part may throw as well; async turns that into the result's failure.
    private async Task<object?> Run(Func<TaskOrchestrationContext, Task<object?>> code) => await code(_context);

    private Failure NotFound() => new(
        "OrchestratorTaskNotFound", $"No orchestrator task named '{Identity.Name}' was found.", null, null, NonRetriable: true);

    private void Resume()
    {
        IsSuspended = false;
        while (!IsSuspended && _whileSuspended.TryDequeue(out var held))
        {
            PlayOne(held);
            _thread.Drain();
        }
    }

    private TaskCompletionSource<string?>? Answer(HistoryEvent happened) =>
        _open.Remove(happened.Task, out var answer) ? answer : null;

    private Outcome? End()
    {
        if (_broken is not null)
        {
            return new Outcome.Failed(_broken);
        }

        if (IsSuspended || _result is null)
        {
            return null;
        }

        if (!_result.IsCompleted)
        {
            // Nothing that could ever wake it: what it awaits is not in the history.
            return _open.Count == 0 && !Events.AnybodyWaits
                ? new Outcome.Failed(Failure.From(IllegalAwait.Exception(Identity.Name)))
                : null;
        }

        // As in Durable Functions, an orchestration ends when everything it has started has ended.
        return _open.Count > 0 ? null : Ended(_result);
    }

    private Outcome Ended(Task<object?> result)
    {
        if (result.Exception?.InnerException is { } error)
        {
            return new Outcome.Failed(error is TaskFailure task ? task.Failure : Failure.From(error));
        }

        if (result.IsCanceled)
        {
            return new Outcome.Failed(Failure.From(new TaskCanceledException(result)));
        }

        try
        {
            return NextExecution is { } next
                ? new Outcome.ContinuedAsNew(next.Input, next.Version, next.KeepEvents ? [.. Events.Unread(), .. _afterContinueAsNew] : [])
#pragma warning disable VSTHRD002, CA1849, MA0042 // It is completed.
                : new Outcome.Completed(_converter.Serialize(result.Result));
#pragma warning restore VSTHRD002, CA1849, MA0042
        }
#pragma warning disable CA1031 // An output that can't be written fails the orchestration, not the engine.
        catch (Exception failure)
        {
            return new Outcome.Failed(Failure.From(failure));
        }
#pragma warning restore CA1031
    }
}
