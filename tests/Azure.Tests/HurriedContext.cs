using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Azure.Tests;

/// <summary>
/// The published engine's context, but that a timer fires at once and the orchestration's clock then stands where the timer was set to:
/// the published engine knows no clock but the machine's, and no test waits for that. It follows from the history alone, so replays agree.
/// </summary>
internal sealed class HurriedContext(TaskOrchestrationContext inner) : TaskOrchestrationContext
{
    private DateTime _reached = DateTime.MinValue;

    public override TaskName Name => inner.Name;

    public override string InstanceId => inner.InstanceId;

    public override ParentOrchestrationInstance? Parent => inner.Parent;

    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime > _reached ? inner.CurrentUtcDateTime : _reached;

    public override bool IsReplaying => inner.IsReplaying;

    public override string Version => inner.Version;

    protected override ILoggerFactory LoggerFactory => inner.ReplaySafeLoggerFactory;

    // A function registered without a type of its own is given its input as JSON; the Functions worker reads it for the function.
    public override T? GetInput<T>()
        where T : default => inner.GetInput<object>() switch
        {
            JsonElement json => JsonDataConverter.Default.Deserialize<T>(json.GetRawText()),
            var input => (T?)input,
        };

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        inner.CallActivityAsync<TResult>(name, input, options);

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        await inner.CreateTimer(inner.CurrentUtcDateTime, cancellationToken);
        _reached = fireAt > _reached ? fireAt : _reached;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        inner.WaitForExternalEvent<T>(eventName, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object payload) => inner.SendEvent(instanceId, eventName, payload);

    public override void SetCustomStatus(object? customStatus) => inner.SetCustomStatus(customStatus);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        inner.ContinueAsNew(newInput, preserveUnprocessedEvents);

    public override Guid NewGuid() => inner.NewGuid();
}
