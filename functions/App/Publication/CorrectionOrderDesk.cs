using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Publication;

/// <summary>A correction in one piece: sheets, opinions and the version that publishes them change together, or not at all.</summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class CorrectionOrderDesk(
    IRecordStore store, CorrectionDrafts drafts, PublicationDriver driver, Ledger ledger, TimeProvider clock)
{
    /// <summary>What an order would change. Nothing is written.</summary>
    /// <exception cref="CorrectionUnreadableException">The order is wrong.</exception>
    public async Task<CorrectionPreview> PreviewAsync(string cycleId, JsonElement order, CancellationToken cancellation) =>
        (await drafts.DraftAsync(await drafts.PublishedAsync(cycleId, cancellation), order, cancellation)).Preview;

    /// <summary>Carries an order out and publishes the next version.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="order">What to correct, and why.</param>
    /// <param name="previewed">The preview's tag, when somebody looked; null when not.</param>
    /// <param name="act">Who, and which request: the same again is the same as once.</param>
    /// <param name="client">To start the publication.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>What was ordered, by this call or by the same request before.</returns>
    /// <exception cref="CorrectionUnreadableException">The order is wrong, or the request's id was another order's.</exception>
    public async Task<CorrectionReceipt> PublishAsync(
        string cycleId, JsonElement order, string? previewed, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(act);
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(order.GetRawText())));
        await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), "訂正版の公表", RecordKeys.Cycle, DecideAsync, cancellation);
        var receipt = await ReceiptAsync(cycleId, act, sum, cancellation);
        // Also when it was ordered before: the start may have been lost.
        await driver.DriveAsync(cycleId, client, cancellation);
        return receipt;

        async Task<Change?> DecideAsync()
        {
            // Read before the draft: when one of them changes meanwhile, the commit fails and all is decided anew.
            var sheets = await SheetsAsync(cycleId, cancellation);
            var opinions = await store.FindAsync<CompiledOpinions>(cycleId, RecordKeys.Opinions, cancellation);
            var running = await drafts.PublishedAsync(cycleId, cancellation);
            var draft = await drafts.DraftAsync(running, order, cancellation);
            var correction = Correction.Ordered(
                draft.Inputs.Version, JapanTime.DateOf(clock.GetUtcNow()), draft.Order!.Reason, draft.Preview.Changes);
            RuleBrokenException.Unless(previewed is null || draft.Preview.Tag == previewed, new CorrectionMustBeAsPreviewed());
            var writes = Writes(running, draft, sheets, opinions, act);
            // The key is new for each version, so of two who publish at once the second one's commit fails.
            writes.Add(TypedRecords.Insert(RecordKeys.Inputs(draft.Inputs.Version), draft.Ordered(running, correction)));
            RefuseTooMany(writes.Count);
            return new Change(
                writes, null, RecordJson.Write(new CorrectionReceipt(correction.Version, correction.Reason, correction.Changes, sum)))
            {
                Note = correction.Reason,
            };
        }
    }

    private List<RecordWrite> Writes(
        RunningCycle running,
        CorrectionDraft draft,
        Dictionary<string, Stored<Sheet>> sheets,
        Stored<CompiledOpinions>? opinions,
        Act act)
    {
        var writes = new List<RecordWrite>();
        foreach (var (measure, answers) in draft.Order!.Answers)
        {
            var corrected = sheets[measure].Value.Corrected();
            var submission = new SubmissionRecord(
                measure, corrected.Version, AnswersJson.Write(answers), act.By, clock.GetUtcNow(), IsOnBehalf: true);
            writes.Add(sheets[measure].With(corrected));
            writes.Add(TypedRecords.Insert(RecordKeys.Submission(measure, corrected.Version), submission));
        }

        if (draft.Order.Opinions is { } texts)
        {
            writes.Add(TypedRecords.Put(RecordKeys.Opinions, opinions, texts));
        }

        return writes;
    }

    // One write is the audit entry's; each sheet takes two.
    private static void RefuseTooMany(int writes)
    {
        if (writes >= IRecordStore.MaxWrites)
        {
            throw new CorrectionUnreadableException(
                [new CorrectionProblem("sheets", $"一度に訂正できる個票は{(IRecordStore.MaxWrites - 3) / 2}件までです。分けて訂正してください。")]);
        }
    }

    private async Task<Dictionary<string, Stored<Sheet>>> SheetsAsync(string cycleId, CancellationToken cancellation)
    {
        var sheets = new Dictionary<string, Stored<Sheet>>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation))
        {
            sheets[sheet.Value.Measure] = sheet;
        }

        return sheets;
    }

    private async Task<CorrectionReceipt> ReceiptAsync(string cycleId, Act act, string sum, CancellationToken cancellation)
    {
        var entry = await store.GetAsync<AuditEntry>(cycleId, RecordKeys.Audit(act.By, act.RequestId), cancellation);
        var receipt = entry.Value.What == "訂正版の公表" ? RecordJson.Read<CorrectionReceipt>(entry.Value.After!) : null;
        return receipt?.Sum == sum
            ? receipt
            : throw new CorrectionUnreadableException(
                [new CorrectionProblem("Idempotency-Key", "この依頼番号は、すでに別の内容で使われています。新しい番号を付けてください。")]);
    }
}

/// <summary>A correction that was ordered.</summary>
/// <param name="Version">The version that it is published as.</param>
/// <param name="Reason">Why.</param>
/// <param name="Changes">Figure by figure.</param>
/// <param name="Sum">The SHA-256 of the order, to tell a repetition from another order under the same id.</param>
public sealed record CorrectionReceipt(int Version, string Reason, ImmutableArray<FigureChange> Changes, string Sum);
