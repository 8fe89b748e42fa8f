using System.Collections.ObjectModel;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Durable;

/// <summary>What an orchestrator's code sees.</summary>
internal sealed class EngineOrchestrationContext(OrchestrationSession session, DataConverter converter, ILoggerFactory loggers)
    : TaskOrchestrationContext
{
    private int _guids;

    public override TaskName Name => session.Identity.Name;

    public override string InstanceId => session.Identity.InstanceId;

    public override string Version => session.Identity.Version ?? "";

    public override ParentOrchestrationInstance? Parent => session.Identity.Parent;

    public override DateTime CurrentUtcDateTime => session.Now;

    public override bool IsReplaying => session.IsReplaying;

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T? GetInput<T>()
        where T : default => converter.Deserialize<T>(session.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        session.EnsureOnThread();
        RejectOptionsAsInput(input, options);
        var data = converter.Serialize(input);
        var result = await new RetryLoop(this, name.Name, options?.Retry).RunAsync(() =>
        {
            var answer = session.Schedule(
                id => new ScheduledAction(new HistoryEvent(HistoryKind.TaskScheduled) { Task = id, Name = name.Name, Data = data }),
                out var id);
            return (answer, id);
        });
        return converter.Deserialize<TResult>(result)!;
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        session.EnsureOnThread();
        RejectOptionsAsInput(input, options);
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var data = converter.Serialize(input);
        var result = await new RetryLoop(this, orchestratorName.Name, options?.Retry).RunAsync(() =>
        {
            var answer = session.Schedule(id => Child(id, orchestratorName.Name, instanceId, data, options), out var id);
            return (answer, id);
        });
        return converter.Deserialize<TResult>(result)!;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        session.EnsureOnThread();
        var due = fireAt.ToUniversalTime();
        var fired = session.Schedule(
            id => new ScheduledAction(new HistoryEvent(HistoryKind.TimerCreated) { Task = id, FireAt = due }), out var id);
        if (!cancellationToken.CanBeCanceled)
        {
            return fired;
        }

        var stop = cancellationToken.Register(() => session.CancelTimer(id, cancellationToken));
        return Forget(fired, stop);
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        session.EnsureOnThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return converter.Deserialize<T>(await session.Events.Wait(eventName, typeof(T), cancellationToken))!;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        session.EnsureOnThread();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var data = converter.Serialize(payload);
        session.ScheduleOneWay(id => new ScheduledAction(
            new HistoryEvent(HistoryKind.EventSent) { Task = id, Name = eventName, Data = data, Other = instanceId }));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        session.EnsureOnThread();
        session.CustomStatus = converter.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        session.EnsureOnThread();
        session.NextExecution = (converter.Serialize(options.NewInput), options.NewVersion, options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        session.EnsureOnThread();
        return DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);
    }

    private static ScheduledAction Child(long id, string name, string instanceId, string? data, TaskOptions? options) =>
        new(new HistoryEvent(HistoryKind.SubOrchestrationInstanceCreated) { Task = id, Name = name, Data = data, Other = instanceId })
        {
            Version = options?.Version?.Version,
            Tags = options?.Tags is { } tags ? new ReadOnlyDictionary<string, string>(tags) : null,
        };

    private static async Task Forget(Task fired, CancellationTokenRegistration stop)
    {
        try
        {
            await fired;
        }
        finally
        {
            stop.Unregister();
        }
    }

    private static void RejectOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException("TaskOptions were given as the input. Give them as the options (options: ...).", nameof(input));
        }
    }
}
