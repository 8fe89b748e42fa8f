using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Cycles;

/// <summary>What is done for the secretariat's digests.</summary>
public sealed class SecretariatActivities(CycleReader cycles, DigestWriter digests, Outbox outbox)
{
    /// <summary>Writes the digest that is due, delivers it, and says when the next one is.</summary>
    [Function(nameof(TendSecretariat))]
    public async Task<Standing> TendSecretariat([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        await digests.WriteAsync(running, tending.Now, cancellation);
        var retry = await outbox.DeliverAsync(tending.CycleId, RecordKeys.SecretariatSubject, tending.Now, cancellation);
        var next = await digests.NextAsync(tending.CycleId, cancellation);
        var again = retry is null || next < retry ? next ?? retry : retry;
        return new Standing(running.Cycle.Stage == CycleStage.Published && again is null, again);
    }
}
