using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>
/// 期限延長の申請: a department asks for more time, the secretariat declines here or grants it with
/// <see cref="SheetDesk.ExtendAsync"/>.
/// </summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class ExtensionDesk(
    IRecordStore store, CycleReader cycles, Ledger ledger, SheetDesk desk, SecretariatDriver secretariat, TimeProvider clock)
{
    /// <summary>The latest request for a sheet, whatever became of it; null for none.</summary>
    public async Task<ExtensionRequest?> FindAsync(string cycleId, string measure, CancellationToken cancellation) =>
        (await store.FindAsync<ExtensionRequest>(cycleId, RecordKeys.ExtensionRequest(measure), cancellation))?.Value;

    /// <summary>The requests that wait for an answer, the oldest first.</summary>
    public async Task<ImmutableArray<ExtensionRequest>> OpenAsync(string cycleId, CancellationToken cancellation)
    {
        var open = new List<ExtensionRequest>();
        await foreach (var request in store.ListAsync<ExtensionRequest>(cycleId, RecordKeys.ExtensionRequestPrefix, cancellation))
        {
            if (request.Value.IsOpen)
            {
                open.Add(request.Value);
            }
        }

        return [.. open.OrderBy(r => r.At)];
    }

    /// <summary>The department asks; asking again takes the place of what it asked before.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="measure">The measure's code.</param>
    /// <param name="wanted">The day asked for.</param>
    /// <param name="reason">Why.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="client">To wake the secretariat's digest: it leaves within five minutes.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task RequestAsync(
        string cycleId, string measure, DateOnly wanted, string reason, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        await ledger.ChangeAsync(
            cycleId, act, clock.GetUtcNow(), "期限延長の申請", RecordKeys.SheetSubject(measure), DecideAsync, cancellation);
        await secretariat.WakeAsync(cycleId, client, cancellation);

        async Task<Change?> DecideAsync()
        {
            var sheet = await store.FindAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation);
            RuleBrokenException.Unless(sheet is not null, new SheetMustExist(measure));
            var key = RecordKeys.ExtensionRequest(measure);
            var found = await store.FindAsync<ExtensionRequest>(cycleId, key, cancellation);
            var request = ExtensionRequest.Of(sheet!.Value, wanted, reason, act.By, clock.GetUtcNow());
            var running = await cycles.GetAsync(cycleId, cancellation);
            DeadlineMustBeBeforePublication.Check(running.Calendar, wanted, JapanTime.DateOf(clock.GetUtcNow()));
            // The sheet is written as it is, so that it can't be handed in at the same moment and leave the request open.
            return new Change(
                [
                    TypedRecords.Put(key, found, request),
                    sheet.With(sheet.Value),
                    SecretariatNews.OfSheet(SecretariatNewsKind.Request, measure, act, clock.GetUtcNow()),
                ],
                found is null ? null : RecordJson.Write(found.Value),
                RecordJson.Write(request))
            {
                Note = reason,
            };
        }
    }

    /// <summary>The secretariat declines; the department reads the reason in its mail.</summary>
    public Task DeclineAsync(
        string cycleId, string measure, string reason, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        return desk.ChangeAsync(cycleId, measure, "期限延長の不承認", reason, act, client, async (running, sheet) =>
        {
            var request = await store.FindAsync<ExtensionRequest>(cycleId, RecordKeys.ExtensionRequest(measure), cancellation);
            RuleBrokenException.Unless(request is not null, new ExtensionRequestMustBeOpen(measure));
            var declined = request!.With(request.Value.Declined(reason));
            var told = sheet.WrittenTo();
            return (told, [declined, .. desk.Notice(running, told, MailPurpose.ExtensionDeclined, reason)]);
        }, cancellation);
    }
}
