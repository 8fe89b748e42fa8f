using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Publication;

/// <summary>Sees to it that a correction that was ordered is published. The first version is the cycle's own affair.</summary>
public sealed class PublicationDriver(CycleReader cycles, VersionReader versions, IRecordStore store, ILogger<PublicationDriver> log)
{
    // One that runs is left alone, one that is done is done; one that failed may try again under its id.
    private static readonly OrchestrationRuntimeStatus[] Kept =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>Starts the latest correction's publication when it has not run, or failed; otherwise does nothing.</summary>
    public async Task DriveAsync(string cycleId, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var cycle = (await cycles.GetAsync(cycleId, cancellation)).Cycle;
        var version = await versions.LatestAsync(cycle, cancellation);
        if (cycle.Stage != CycleStage.Published || version <= VersionReader.FirstVersion)
        {
            return;
        }

        var id = InstanceIds.OfPublication(cycleId, cycle.Run, version);
        var instance = await client.GetInstanceAsync(id, cancellation);
        if (instance is { RuntimeStatus: OrchestrationRuntimeStatus.Failed })
        {
            log.OrchestrationFailed(id, "it is started again");
        }

        if (instance is null
            ? await store.FindAsync(cycleId, RecordKeys.Purged(id), cancellation) is null
            : !Kept.Contains(instance.RuntimeStatus))
        {
            await StartAsync(new PublicationRef(cycleId, version), id, client, cancellation);
        }
    }

    private static async Task StartAsync(PublicationRef publication, string id, DurableTaskClient client, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                PublicationOrchestration.Name, publication, new StartOrchestrationOptions(id).WithDedupeStatuses(Kept), cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Another starter was first if it is there and has not failed; the published client has no exception of its own for that.
            if (await client.GetInstanceAsync(id, cancellation) is not { } instance || !Kept.Contains(instance.RuntimeStatus))
            {
                throw;
            }
        }
    }
}
