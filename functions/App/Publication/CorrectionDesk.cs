using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Opinions;
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

/// <summary>
/// 訂正: after publication the secretariat corrects sheets or opinions, looks at what that changes, and publishes the next version
/// with its reason. What was published stays as it was, and where it was.
/// </summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class CorrectionDesk(
    IRecordStore store,
    CorrectionDrafts drafts,
    PublicationDriver driver,
    Ledger ledger,
    TimeProvider clock)
{
    /// <summary>Corrects a sheet: one more submission, beside the one that was published.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="measure">The measure's code.</param>
    /// <param name="answers">The sheet as it should have been, whole.</param>
    /// <param name="baseVersion">The submission that the correcting started from.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public Task CorrectSheetAsync(
        string cycleId, string measure, Answers answers, int baseVersion, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), "個票の訂正", RecordKeys.SheetSubject(measure), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await drafts.PublishedAsync(cycleId, cancellation);
            var sheet = await store.GetAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation);
            var corrected = sheet.Value.Corrected();
            RuleBrokenException.Unless(
                sheet.Value.Version == baseVersion, new CorrectionMustStartFromLatest(measure, sheet.Value.Version));
            var problems = AnswerCheck.Check(running.Plan, running.Plan.Measure(measure), answers);
            RuleBrokenException.Unless(problems.IsEmpty, new AnswersMustBeComplete(problems));
            var submission = new SubmissionRecord(
                measure, corrected.Version, AnswersJson.Write(answers), act.By, clock.GetUtcNow(), IsOnBehalf: true);
            return Change.Of(sheet, corrected, TypedRecords.Insert(RecordKeys.Submission(measure, corrected.Version), submission));
        }
    }

    /// <summary>Corrects the compiled opinions.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="opinions">The texts by item, whole.</param>
    /// <param name="etag">The ETag of the opinions that the editing started from.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="OpinionConflictException">Somebody else saved since.</exception>
    public Task CorrectOpinionsAsync(string cycleId, CompiledOpinions opinions, string etag, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), "意見の訂正", RecordKeys.Opinions, DecideAsync, cancellation);

        async Task<Change?> DecideAsync() =>
            await OpinionDesk.ReplaceAsync(store, await drafts.PublishedAsync(cycleId, cancellation), opinions, etag, cancellation);
    }

    /// <summary>What the next version would change. Nothing is written.</summary>
    public async Task<CorrectionPreview> PreviewAsync(string cycleId, CancellationToken cancellation) =>
        (await drafts.DraftAsync(await drafts.PublishedAsync(cycleId, cancellation), json: null, cancellation)).Preview;

    /// <summary>Publishes what was previewed as the next version.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="reason">Why, for citizens.</param>
    /// <param name="previewed">The preview's tag.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="client">To start the publication.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task PublishAsync(
        string cycleId, string reason, string previewed, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), "訂正版の公表", RecordKeys.Cycle, DecideAsync, cancellation);
        // Also when it was ordered before: the start may have been lost.
        await driver.DriveAsync(cycleId, client, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await drafts.PublishedAsync(cycleId, cancellation);
            var draft = await drafts.DraftAsync(running, json: null, cancellation);
            var correction = Correction.Ordered(
                draft.Inputs.Version, JapanTime.DateOf(clock.GetUtcNow()), reason, draft.Preview.Changes);
            RuleBrokenException.Unless(draft.Preview.Tag == previewed, new CorrectionMustBeAsPreviewed());
            var ordered = draft.Ordered(running, correction);
            // The key is new for each version, so of two who publish at once the second one's commit fails.
            return new Change(
                [TypedRecords.Insert(RecordKeys.Inputs(ordered.Version), ordered)], null, RecordJson.Write(new { ordered.Version, ordered.Reason }))
            {
                Note = reason,
            };
        }
    }
}
