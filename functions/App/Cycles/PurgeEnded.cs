using System.Globalization;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Cycles;

/// <summary>
/// Has the engine forget the orchestrations of cycles that are over: their histories only cost and slow it down. Nothing is lost, since
/// the store has every record and the whole audit log, and neither is touched.
/// </summary>
public sealed partial class PurgeEnded(IRecordStore store, TimeProvider clock, IConfiguration settings, ILogger<PurgeEnded> log)
{
    /// <summary>The setting: how many days an ended orchestration is kept.</summary>
    public const string Setting = "PurgeAfterDays";

    /// <summary>Without the setting: long enough to look into what happened.</summary>
    public const int UsualDays = 90;

    // 02:30 in Japan; schedules are in UTC wherever the app runs.
    private const string EveryNight = "0 30 17 * * *";

    private static readonly OrchestrationRuntimeStatus[] s_ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    private readonly TimeSpan _kept = TimeSpan.FromDays(
        int.TryParse(settings[Setting], CultureInfo.InvariantCulture, out var days) && days > 0 ? days : UsualDays);

    /// <summary>Runs every night.</summary>
    [Function(nameof(PurgeEnded))]
    public async Task RunAsync(
        [TimerTrigger(EveryNight)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var cycles = new List<Cycle>();
        await foreach (var listing in store.ListAsync<CycleListing>(RecordKeys.Cycles, "", cancellation))
        {
            if (await store.FindAsync<Cycle>(listing.Key, RecordKeys.Cycle, cancellation) is { } cycle)
            {
                cycles.Add(cycle.Value);
            }
        }

        foreach (var cycle in cycles)
        {
            if (await IsOverAsync(cycle, client, cancellation))
            {
                await PurgeAsync(cycle, client, cancellation);
            }
        }
    }

    // While a cycle runs, its parts stay too: whoever looks into it wants to see all of it.
    private async Task<bool> IsOverAsync(Cycle cycle, DurableTaskClient client, CancellationToken cancellation)
    {
        var id = InstanceIds.Of(cycle);
        return await client.GetInstanceAsync(id, cancellation) is { } instance
            ? instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed && IsOld(instance)
            : await store.FindAsync(cycle.Id, RecordKeys.Purged(id), cancellation) is not null;
    }

    private async Task PurgeAsync(Cycle cycle, DurableTaskClient client, CancellationToken cancellation)
    {
        var old = new List<OrchestrationMetadata>();
        var query = new OrchestrationQuery { InstanceIdPrefix = cycle.Id + ".", Statuses = s_ended };
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (IsOld(instance))
            {
                old.Add(instance);
            }
        }

        foreach (var instance in old)
        {
            // Noted before it is gone: whoever finds it missing would start it again.
            if (instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                && (instance.Name == ReviewCycle.Name || instance.Name == PublicationOrchestration.Name))
            {
                await NoteAsync(cycle.Id, instance, cancellation);
            }

            await client.PurgeInstanceAsync(instance.InstanceId, cancellation);
        }

        if (old is not [])
        {
            LogPurged(old.Count, cycle.Id);
        }
    }

    private async Task NoteAsync(string cycleId, OrchestrationMetadata instance, CancellationToken cancellation)
    {
        var key = RecordKeys.Purged(instance.InstanceId);
        if (await store.FindAsync(cycleId, key, cancellation) is null)
        {
            await store.CommitAsync(cycleId, [TypedRecords.Insert(key, new PurgedRun(instance.LastUpdatedAt))], cancellation);
        }
    }

    private bool IsOld(OrchestrationMetadata instance) => instance.LastUpdatedAt < clock.GetUtcNow() - _kept;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} ended orchestrations of the cycle {CycleId} were purged.")]
    private partial void LogPurged(int count, string cycleId);
}

/// <summary>An orchestration that came to its end and was purged.</summary>
/// <param name="EndedAt">When it had ended.</param>
internal sealed record PurgedRun(DateTimeOffset EndedAt);
