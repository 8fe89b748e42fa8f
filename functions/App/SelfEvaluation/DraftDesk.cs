using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>Keeps what is typed but not yet submitted. Two people at once conflict openly: neither's text is lost.</summary>
public sealed class DraftDesk(IRecordStore store, CycleReader cycles, Ledger ledger, TimeProvider clock)
{
    /// <summary>
    /// What the next typing starts from: the draft or, when something was submitted since, that. Empty, with an empty ETag, before
    /// anything was typed.
    /// </summary>
    public async Task<Draft> GetAsync(string cycleId, string measure, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        var found = await store.FindAsync<DraftRecord>(cycleId, RecordKeys.Draft(measure), cancellation);
        if (await LastSubmissionAsync(cycleId, measure, cancellation) is { } submitted && !(found?.Value.At > submitted.At))
        {
            return new Draft(submitted.Read(running).Answers, submitted.By, submitted.At, found?.ETag ?? "");
        }

        return found is null
            ? new Draft(Answers.None, "", default, "")
            : new Draft(running.ReadAnswers(found.Value.Answers), found.Value.By, found.Value.At, found.ETag);
    }

    private async Task<SubmissionRecord?> LastSubmissionAsync(string cycleId, string measure, CancellationToken cancellation)
    {
        var sheet = await store.FindAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation);
        return sheet is { Value.Version: > 0 and var version }
            ? (await store.GetAsync<SubmissionRecord>(cycleId, RecordKeys.Submission(measure, version), cancellation)).Value
            : null;
    }

    /// <summary>Saves a draft; one that says what stands already changes nothing.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="measure">The measure's code.</param>
    /// <param name="answers">What is typed so far; it may have any problem.</param>
    /// <param name="etag">The ETag of the draft that the typing started from; empty for none.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="DraftConflictException">Somebody else saved since; it has their draft, and the caller still has its own.</exception>
    /// <exception cref="Review.Rules.RuleBrokenException">The sheet does not await the department.</exception>
    public async Task<Draft> SaveAsync(
        string cycleId, string measure, Answers answers, string etag, Act act, CancellationToken cancellation)
    {
        await ledger.ChangeAsync(
            cycleId, act, clock.GetUtcNow(), "下書き保存", RecordKeys.SheetSubject(measure), DecideAsync, cancellation);
        return await GetAsync(cycleId, measure, cancellation);

        async Task<Change?> DecideAsync()
        {
            var sheet = await store.GetAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation);
            var found = await store.FindAsync<DraftRecord>(cycleId, RecordKeys.Draft(measure), cancellation);
            var drafted = sheet.Value.Drafted();
            var standing = await GetAsync(cycleId, measure, cancellation);
            if (standing.ETag != etag)
            {
                throw new DraftConflictException(standing);
            }

            if (AnswersJson.Write(standing.Answers) == AnswersJson.Write(answers))
            {
                // Nothing was typed: the sheet is as far as it was.
                return null;
            }

            var draft = new DraftRecord(AnswersJson.Write(answers), act.By, clock.GetUtcNow());
            var change = DraftChange.Between(found?.Value.Answers, draft.Answers);
            // The sheet is written also where it stays as it is, so that it can't be handed in at the same moment without this.
            return new Change(
                [TypedRecords.Put(RecordKeys.Draft(measure), found, draft), sheet.With(drafted)], change.Before, change.After);
        }
    }
}

/// <summary>A draft as the store keeps it.</summary>
/// <param name="Answers">The answers' JSON.</param>
/// <param name="By">Who saved it; "clock" for one carried over from last year.</param>
/// <param name="At">When.</param>
internal sealed record DraftRecord(string Answers, string By, DateTimeOffset At);

/// <summary>What is typed but not yet submitted.</summary>
/// <param name="Answers">The answers.</param>
/// <param name="By">Who saved it last; empty before anyone did.</param>
/// <param name="At">When.</param>
/// <param name="ETag">Changes with every save; empty before the first.</param>
public sealed record Draft(Answers Answers, string By, DateTimeOffset At, string ETag);

/// <summary>Somebody else saved the draft in the meantime.</summary>
public sealed class DraftConflictException(Draft theirs)
    : Exception("先に保存された内容があります。その内容を確認し、自分の入力とあわせて保存し直してください。")
{
    /// <summary>What the other person saved.</summary>
    public Draft Theirs { get; } = theirs;
}
