using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Cycles;

/// <summary>
/// Re-asserts what is due: an orchestration that missed a change or a moment is woken, a cycle whose orchestration is
/// gone, or stuck although it is woken, is driven anew. What an event should have done happens at the next heartbeat at the latest.
/// </summary>
public sealed class Heartbeat(
    IRecordStore store,
    CycleDesk desk,
    CycleReader cycles,
    PublicationDriver publication,
    MailDesk mails,
    Watchdog watchdog,
    TimeProvider clock,
    ILogger<Heartbeat> log)
{
    /// <summary>Runs by the setting HeartbeatSchedule (a cron expression in UTC).</summary>
    [Function(nameof(Heartbeat))]
    public async Task RunAsync(
        [TimerTrigger("%HeartbeatSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var broken = new List<Exception>();
        var looked = 0;
        await foreach (var listing in store.ListAsync<CycleListing>(RecordKeys.Cycles, "", cancellation))
        {
            try
            {
                await TendAsync(listing.Key, client, cancellation);
                looked++;
            }
            catch (Exception trouble) when (trouble is not StoreUnavailableException && !cancellation.IsCancellationRequested)
            {
                // One city's broken cycle is not to stop the others; the host's log shows it in the end.
                broken.Add(new InvalidOperationException($"The cycle {listing.Key} could not be tended.", trouble));
            }
        }

        if (broken is not [])
        {
            throw new AggregateException(broken);
        }

        // The alert on a lost heartbeat waits for this.
        log.HeartbeatDone(looked);
    }

    private async Task TendAsync(string cycleId, DurableTaskClient client, CancellationToken cancellation)
    {
        if (await store.FindAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation) is { } found)
        {
            await TellAsync(found.Value, client, cancellation);
            await desk.DriveAsync(cycleId, client, cancellation);
            await publication.DriveAsync(cycleId, client, cancellation);
            await mails.DeliverResentAsync(cycleId, cancellation);
            // Read again: a cycle that was rebuilt has other instances to wake.
            var cycle = (await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation)).Value;
            if (await watchdog.WakeLateAsync(cycle, client, cancellation))
            {
                log.OrchestrationFailed(InstanceIds.Of(cycle), "a part of it is stuck; it is built anew from the store");
                await desk.RebuildAsync(cycle, client, cancellation);
            }
        }
    }

    // Before anything is mended, so that somebody hears of it.
    private async Task TellAsync(Cycle cycle, DurableTaskClient client, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycle.Id, cancellation);
        if (cycle.LastDay(running.Calendar) is { } day && day < JapanTime.DateOf(clock.GetUtcNow()))
        {
            log.CycleOverdue(cycle.Id, cycle.Stage, day);
        }

        var failed = new OrchestrationQuery
        {
            InstanceIdPrefix = InstanceIds.Of(cycle) + ".",
            Statuses = [OrchestrationRuntimeStatus.Failed],
        };
        await foreach (var part in client.GetAllInstancesAsync(failed).WithCancellation(cancellation))
        {
            log.OrchestrationFailed(part.InstanceId, "whatever started it tries again");
        }
    }
}
