using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Cycles;

/// <summary>Starts a cycle's digests, wakes them, and starts them again when they are gone.</summary>
public sealed class SecretariatDriver(IRecordStore store, Waker waker)
{
    /// <summary>Something was written for the secretariat.</summary>
    public async Task WakeAsync(string cycleId, DurableTaskClient client, CancellationToken cancellation)
    {
        var cycle = await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
        await waker.WakeAsync(client, InstanceIds.OfSecretariat(cycleId, cycle.Value.Run), cancellation);
    }

    /// <summary>Sees to it that whatever waits will leave: mails fail where nobody can wake, and events get lost.</summary>
    internal async Task DriveAsync(Cycle cycle, DurableTaskClient client, CancellationToken cancellation)
    {
        var id = InstanceIds.OfSecretariat(cycle.Id, cycle.Run);
        var instance = await client.GetInstanceAsync(id, cancellation);
        var isWaiting = false;
        await foreach (var _ in store.ListAsync(cycle.Id, RecordKeys.NewsPrefix, cancellation))
        {
            isWaiting = true;
            break;
        }

        if (instance is { IsCompleted: false })
        {
            // One that waits when all is over ends when it looks again.
            if (isWaiting || cycle.Stage == CycleStage.Published)
            {
                await waker.WakeAsync(client, id, cancellation);
            }
        }
        else if (isWaiting || cycle.Stage != CycleStage.Published)
        {
            await StartAsync(cycle, id, client, cancellation);
        }
    }

    private static async Task StartAsync(Cycle cycle, string id, DurableTaskClient client, CancellationToken cancellation)
    {
        var options = new StartOrchestrationOptions(id).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(SecretariatMail.Name, new CycleRef(cycle.Id, cycle.Run), options, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Another starter was first if it runs now; the published client has no exception of its own for that.
            if (await client.GetInstanceAsync(id, cancellation) is not { IsCompleted: false })
            {
                throw;
            }
        }
    }
}
