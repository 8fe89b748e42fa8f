using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Cycles;

/// <summary>
/// Re-asserts what is due: an orchestration that missed a change or a moment is woken, a cycle whose orchestration is
/// gone, or stuck although it is woken, is driven anew. What an event should have done happens at the next heartbeat at the latest.
/// </summary>
public sealed class Heartbeat(
    IRecordStore store, CycleDesk desk, PublicationDriver publication, MailDesk mails, Watchdog watchdog)
{
    /// <summary>Runs by the setting HeartbeatSchedule (a cron expression in UTC).</summary>
    [Function(nameof(Heartbeat))]
    public async Task RunAsync(
        [TimerTrigger("%HeartbeatSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var broken = new List<Exception>();
        await foreach (var listing in store.ListAsync<CycleListing>(RecordKeys.Cycles, "", cancellation))
        {
            try
            {
                await TendAsync(listing.Key, client, cancellation);
            }
            catch (Exception trouble) when (!cancellation.IsCancellationRequested)
            {
                // One city's broken cycle is not to stop the others; the host's log shows it in the end.
                broken.Add(new InvalidOperationException($"The cycle {listing.Key} could not be tended.", trouble));
            }
        }

        if (broken is not [])
        {
            throw new AggregateException(broken);
        }
    }

    private async Task TendAsync(string cycleId, DurableTaskClient client, CancellationToken cancellation)
    {
        if (await store.FindAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation) is not null)
        {
            await desk.DriveAsync(cycleId, client, cancellation);
            await publication.DriveAsync(cycleId, client, cancellation);
            await mails.DeliverResentAsync(cycleId, cancellation);
            // Read again: a cycle that was rebuilt has other instances to wake.
            var cycle = (await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation)).Value;
            if (await watchdog.WakeLateAsync(cycle, client, cancellation))
            {
                await desk.RebuildAsync(cycle, client, cancellation);
            }
        }
    }
}
