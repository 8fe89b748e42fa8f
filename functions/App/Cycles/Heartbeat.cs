using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Cycles;

/// <summary>
/// Re-asserts what is due: an orchestration that missed a change or a moment is woken, a cycle whose orchestration is
/// gone is driven anew. What an event should have done happens at the next heartbeat at the latest.
/// </summary>
public sealed class Heartbeat(
    IRecordStore store, CycleDesk desk, PublicationDriver publication, MailDesk mails, Waker waker, TimeProvider clock)
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
    }

    private async Task TendAsync(string cycleId, DurableTaskClient client, CancellationToken cancellation)
    {
        if (await store.FindAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation) is not null)
        {
            await desk.DriveAsync(cycleId, client, cancellation);
            await publication.DriveAsync(cycleId, client, cancellation);
            await mails.DeliverResentAsync(cycleId, cancellation);
            // Read again: a cycle that was rebuilt has other instances to wake.
            await WakeLateAsync((await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation)).Value, client, cancellation);
        }
    }

    private async Task WakeLateAsync(Cycle cycle, DurableTaskClient client, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var watches = new Dictionary<string, Watch>(StringComparer.Ordinal);
        await foreach (var watch in store.ListAsync<Watch>(cycle.Id, RecordKeys.WatchPrefix, cancellation))
        {
            watches[watch.Key[RecordKeys.WatchPrefix.Length..]] = watch.Value;
        }

        foreach (var (subject, revision, instance) in await PartsAsync(cycle, cancellation))
        {
            if (watches.TryGetValue(subject, out var watch) && watch.IsLate(revision, now))
            {
                await waker.WakeAsync(client, instance, cancellation);
            }
        }
    }

    private async Task<List<(string Subject, int Revision, string InstanceId)>> PartsAsync(Cycle cycle, CancellationToken cancellation)
    {
        var parts = new List<(string Subject, int Revision, string InstanceId)>();
        switch (cycle.Stage)
        {
            case CycleStage.SelfEvaluation:
                await foreach (var sheet in store.ListAsync<Sheet>(cycle.Id, RecordKeys.SheetPrefix, cancellation))
                {
                    var measure = sheet.Value.Measure;
                    parts.Add((
                        RecordKeys.SheetSubject(measure), sheet.Value.Revision, InstanceIds.OfSheet(cycle.Id, cycle.Run, measure)));
                }

                break;
            case CycleStage.Committee:
                await foreach (var ballot in store.ListAsync<Ballot>(cycle.Id, RecordKeys.BallotPrefix, cancellation))
                {
                    var member = ballot.Value.Member;
                    parts.Add((
                        RecordKeys.BallotSubject(member), ballot.Value.Revision, InstanceIds.OfBallot(cycle.Id, cycle.Run, member)));
                }

                break;
            case CycleStage.Published:
                break;
            default:
                parts.Add((RecordKeys.CycleSubject, cycle.Revision, InstanceIds.Of(cycle)));
                break;
        }

        return parts;
    }
}
