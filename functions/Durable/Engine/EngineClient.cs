using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>The client side of the engine. Everything it changes is committed before its task completes.</summary>
internal sealed class EngineClient(DurableEngine engine, SqliteFile file, TimeProvider clock, DurableEngineOptions settings)
    : DurableTaskClient(settings.Name)
{
    private readonly InstanceQuery _query = new(file, settings.DataConverter);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var reuse = IdReuse.From(options?.DedupeStatuses);
        var added = new NewInstance(options?.InstanceId ?? Guid.NewGuid().ToString("N"), orchestratorName.Name)
        {
            Version = options?.Version?.Version,
            Input = settings.DataConverter.Serialize(input),
            Tags = StoredJson.Write(options?.Tags),
            StartAt = options?.StartAt?.UtcDateTime,
        };
        while (!await TryAddAsync(added, reuse, cancellation))
        {
            // As the published client documents: one that runs under a reusable id is terminated first.
            await TerminateInstanceAsync(added.Id, cancellation);
            await UntilAsync(added.Id, metadata => metadata is null or { IsCompleted: true }, false, cancellation);
        }

        return added.Id;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var data = settings.DataConverter.Serialize(eventPayload);
        return SendAsync(
            instanceId, new Message(new HistoryEvent(HistoryKind.EventRaised) { Name = eventName, Data = data }), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId,
            Message.Termination(settings.DataConverter.Serialize(options?.Output), options?.Recursive == true),
            cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new Message(new HistoryEvent(HistoryKind.ExecutionSuspended) { Data = reason }), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new Message(new HistoryEvent(HistoryKind.ExecutionResumed) { Data = reason }), cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await UntilAsync(
            instanceId, metadata => metadata is not { RuntimeStatus: OrchestrationRuntimeStatus.Pending }, getInputsAndOutputs, cancellation)
        ?? throw Unknown(instanceId);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await UntilAsync(instanceId, metadata => metadata is null or { IsCompleted: true }, getInputsAndOutputs, cancellation)
        ?? throw Unknown(instanceId);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        _query.FindAsync(instanceId, getInputsAndOutputs, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(_query, filter ?? new OrchestrationQuery());

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        _query.CompletedIdsAsync(runtimeStatus, completedTimeFrom, completedTimeTo, pageSize, lastInstanceKey, cancellation);

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var purged = await file.WriteAsync(
            connection =>
            {
                var sql = engine.Instances.On(connection);
                return InstanceWriter.Find(sql, instanceId) is { Ended: true } found
                    ? Purge.Delete(sql, [found.No], options?.Recursive == true)
                    : 0;
            },
            _ => engine.Changes.Happened(instanceId),
            cancellation);
        return new PurgeResult(purged, isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var purged = await file.WriteAsync(
            connection =>
            {
                var sql = engine.Instances.On(connection);
                return Purge.Delete(sql, Purge.Ended(connection, filter), options?.Recursive == true);
            },
            cancellation);
        return new PurgeResult(purged, isComplete: true);
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        var before = await GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation) ?? throw Unknown(instanceId);
        if (!restartWithNewInstanceId && !before.IsCompleted)
        {
            throw new InvalidOperationException(
                $"The instance '{instanceId}' is {before.RuntimeStatus}. It can be restarted under its own id only after it has ended.");
        }

        var again = new NewInstance(restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId, before.Name)
        {
            Input = before.SerializedInput,
            Tags = StoredJson.Write(before.Tags),
            Version = await _query.VersionAsync(instanceId, cancellation),
        };
        if (!await TryAddAsync(again, IdReuse.OnlyEnded, cancellation))
        {
            throw new InvalidOperationException($"The instance '{instanceId}' was started by somebody else meanwhile.");
        }

        return again.Id;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ArgumentException Unknown(string instanceId) =>
        new($"There is no orchestration with the instance id '{instanceId}'.", nameof(instanceId));

    /// <summary>False when a running one has to be terminated first.</summary>
    private async Task<bool> TryAddAsync(NewInstance added, IdReuse reuse, CancellationToken cancellation)
    {
        using var work = engine.BeginWork();
        return await file.WriteAsync(
            connection =>
            {
                var sql = engine.Instances.On(connection);
                if (InstanceWriter.Find(sql, added.Id) is { } existing && reuse.Refuses(existing.Status))
                {
                    throw new OrchestrationAlreadyExistsException(
                        $"An orchestration with the instance id '{added.Id}' already exists and is {existing.Status}.");
                }

                return engine.Instances.TryAdd(sql, added, Now);
            },
            instance =>
            {
                if (instance is not null)
                {
                    engine.Added(instance);
                }
            },
            cancellation) is not null;
    }

    /// <summary>As in Durable Functions, what is sent to an instance that is unknown or has ended is dropped.</summary>
    private async Task SendAsync(string instanceId, Message message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        using var work = engine.BeginWork();
        await file.WriteAsync<(long No, Message Message)?>(
            connection =>
            {
                var sql = engine.Instances.On(connection);
                return InstanceWriter.FindLive(sql, instanceId) is { } no ? (no, InstanceWriter.AddMessage(sql, no, message)) : null;
            },
            sent =>
            {
                if (sent is { } one)
                {
                    engine.Deliver(one.No, one.Message);
                }
            },
            cancellation);
    }

    private async Task<OrchestrationMetadata?> UntilAsync(
        string instanceId, Func<OrchestrationMetadata?, bool> reached, bool withData, CancellationToken cancellation)
    {
        while (true)
        {
            var change = engine.Changes.Next(instanceId);
            var metadata = await GetInstanceAsync(instanceId, withData, cancellation);
            if (reached(metadata))
            {
                return metadata;
            }

            await change.WaitAsync(cancellation);
        }
    }
}
