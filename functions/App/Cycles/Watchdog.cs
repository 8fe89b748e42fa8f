using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Cycles;

/// <summary>Wakes what is late, and tells when waking has been in vain for too long: then an orchestration is stuck.</summary>
public sealed class Watchdog(IRecordStore store, Waker waker, TimeProvider clock)
{
    // Several hourly heartbeats: longer than any retry of an activity, shorter than anybody's deadline.
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(6);

    /// <summary>Wakes the parts of a cycle that missed a change or a moment.</summary>
    /// <returns>true when one of them runs, and has stayed late for hours although it was woken.</returns>
    public async Task<bool> WakeLateAsync(Cycle cycle, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(client);
        var now = clock.GetUtcNow();
        var watches = await ReadAsync<Watch>(cycle.Id, RecordKeys.WatchPrefix, cancellation);
        var noted = await ReadAsync<LateSince>(cycle.Id, RecordKeys.LatePrefix, cancellation);
        var isStuck = false;
        foreach (var (subject, revision, instance) in await PartsAsync(cycle, cancellation))
        {
            if (watches.TryGetValue(subject, out var watch) && watch.Value.IsLate(revision, now))
            {
                await waker.WakeAsync(client, instance, cancellation);
                noted.Remove(subject, out var since);
                isStuck |= await IsStuckAsync(cycle, subject, instance, since, client, cancellation);
            }
        }

        foreach (var caughtUp in noted.Values)
        {
            await CommitAsync(cycle.Id, caughtUp.Gone(), cancellation);
        }

        return isStuck;
    }

    private async Task<bool> IsStuckAsync(
        Cycle cycle, string subject, string instance, Stored<LateSince>? since, DurableTaskClient client, CancellationToken cancellation)
    {
        // A part that has ended is late for good, and one that an operator suspended waits for the operator.
        var isRunning = await client.GetInstanceAsync(instance, cancellation)
            is { RuntimeStatus: OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending };
        if (!isRunning)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (since is null || since.Value.Run != cycle.Run)
        {
            await CommitAsync(cycle.Id, TypedRecords.Put(RecordKeys.Late(subject), since, new LateSince(now, cycle.Run)), cancellation);
            return false;
        }

        return since.Value.Since <= now - s_patience;
    }

    // Two heartbeats at once write the same; the one that is second has nothing left to do.
    private async Task CommitAsync(string cycleId, RecordWrite write, CancellationToken cancellation)
    {
        try
        {
            await store.CommitAsync(cycleId, [write], cancellation);
        }
        catch (RecordConflictException)
        {
            // Noted already.
        }
    }

    private async Task<Dictionary<string, Stored<T>>> ReadAsync<T>(string cycleId, string prefix, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Stored<T>>(StringComparer.Ordinal);
        await foreach (var record in store.ListAsync<T>(cycleId, prefix, cancellation))
        {
            found[record.Key[prefix.Length..]] = record;
        }

        return found;
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

/// <summary>That a part is late although it is woken.</summary>
/// <param name="Since">When that was seen first.</param>
/// <param name="Run">In which run of the cycle.</param>
internal sealed record LateSince(DateTimeOffset Since, int Run);
