using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Plans;

/// <summary>
/// Makes of a cycle's sheets what a changed plan makes of them, each in a commit of its own. It can be cut off and run again: what is done
/// for a sheet is known by its audit entry, and that all is done by a record.
/// </summary>
public sealed class AdoptedSheets(IRecordStore store, CycleReader cycles, Ledger ledger)
{
    /// <summary>Does what the last changed plan that was taken in asks for; nothing where all is done.</summary>
    public async Task ApplyAsync(RunningCycle running, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var cycle = running.Cycle;
        if (cycle.Adoptions is not { IsDefaultOrEmpty: false } adoptions
            || await store.FindAsync(cycle.Id, RecordKeys.AdoptionDone(adoptions.Length), cancellation) is not null)
        {
            return;
        }

        var adoption = adoptions[^1];
        var before = await cycles.PlanAsync(cycle, adoption.Edition, adoption.Offices, adoption.Endings, cancellation);
        await foreach (var sheet in store.ListAsync<Sheet>(cycle.Id, RecordKeys.SheetPrefix, cancellation))
        {
            await ApplyAsync(running, adoption, before, sheet.Value.Measure, now, cancellation);
        }

        await ledger.ChangeAsync(
            cycle.Id,
            new Act(string.Create(CultureInfo.InvariantCulture, $"adopted-{adoptions.Length}"), "clock"),
            now,
            "計画の変更の反映",
            RecordKeys.Cycle,
            () => Task.FromResult<Change?>(new Change(
                [TypedRecords.Insert(RecordKeys.AdoptionDone(adoptions.Length), adoption.At)], null, null)),
            cancellation);
    }

    private Task<bool> ApplyAsync(
        RunningCycle running, CycleAdoption adoption, Plan before, string measure, DateTimeOffset now, CancellationToken cancellation)
    {
        var (cycle, number) = (running.Cycle, running.Cycle.Adoptions!.Value.Length);
        var act = new Act(string.Create(CultureInfo.InvariantCulture, $"adopt-{number}-{measure}"), adoption.By);
        return ledger.ChangeAsync(
            cycle.Id, act, now, "計画の変更の反映", RecordKeys.SheetSubject(measure), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var sheet = await store.GetAsync<Sheet>(cycle.Id, RecordKeys.Sheet(measure), cancellation);
            var kept = await KeepAsync(running, adoption.Edition, before, sheet.Value, now, cancellation);
            if (AdoptedSheet.Of(sheet.Value, before, running.Plan, cycle.Year, running.Offices, JapanTime.DateOf(now)) is not { } adopted)
            {
                // Whoever writes the draft writes the sheet with it: then nothing else is handed in at the same moment.
                return kept is [] ? null : new Change([.. kept, sheet.With(sheet.Value)], null, null) { Note = adoption.Reason };
            }

            var after = adopted.After(now);
            return Change.Of(sheet, after, [.. kept, .. Notices(running, adopted, after, adoption.Reason, now)]) with { Note = adoption.Reason };
        }
    }

    // The draft goes on without them; what was handed in is never rewritten.
    private async Task<RecordWrite[]> KeepAsync(
        RunningCycle running, int edition, Plan before, Sheet sheet, DateTimeOffset now, CancellationToken cancellation)
    {
        var cycleId = running.Cycle.Id;
        var draft = await store.FindAsync<DraftRecord>(cycleId, RecordKeys.Draft(sheet.Measure), cancellation);
        var handedIn = sheet.Version == 0 ? null : await store.FindAsync<SubmissionRecord>(
            cycleId, RecordKeys.Submission(sheet.Measure, sheet.Version), cancellation);
        var json = draft is not null && !(handedIn?.Value.At >= draft.Value.At) ? draft.Value.Answers : handedIn?.Value.Answers;
        if (json is null)
        {
            return [];
        }

        var typed = AnswersJson.ReadFitting(before.Form, json);
        var unfitting = UnfittingAnswer.Of(new TypedSheetAnswers(sheet, typed), before, running.Plan).Select(u => u.Field.Id).ToHashSet(StringComparer.Ordinal);
        if (unfitting.Count == 0)
        {
            return [];
        }

        var key = RecordKeys.Kept(sheet.Measure, running.Cycle.Adoptions!.Value.Length);
        // A page that was open may have been first: what it saved is newer, and stays.
        var late = await store.FindAsync<KeptAnswers>(cycleId, key, cancellation);
        var newer = late is null ? Answers.None : AnswersJson.ReadFitting(before.Form, late.Value.Answers);
        var kept = new Answers(
            typed.ByField.RemoveRange(typed.ByField.Keys.Where(id => !unfitting.Contains(id))).SetItems(newer.ByField));
        List<RecordWrite> writes = [TypedRecords.Put(key, late, new KeptAnswers(edition, AnswersJson.Write(kept), now))];
        if (draft is not null && sheet.AwaitsDepartment)
        {
            var fitting = AnswersJson.ReadFitting(running.Plan.Form, draft.Value.Answers);
            writes.Add(draft.With(draft.Value with { Answers = AnswersJson.Write(fitting) }));
        }

        return [.. writes];
    }

    private static IEnumerable<RecordWrite> Notices(RunningCycle running, AdoptedSheet adopted, Sheet sheet, string reason, DateTimeOffset now) =>
        AdoptionMail.Of(running.Plan, adopted).SelectMany(purpose => SheetNotice.Of(
            running.Plan,
            running.Cycle.Id,
            sheet,
            purpose,
            string.Create(CultureInfo.InvariantCulture, $"r{sheet.Revision}"),
            LetterTimes.OfAct(now),
            reason,
            purpose is MailPurpose.Reassigned or MailPurpose.HandedOver ? adopted.Before : null).Wait());
}
