using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>
/// What people do with sheets. Each act changes the store, its audit entry and the notice that it causes in one commit, and
/// wakes the sheet's orchestration after.
/// </summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class SheetDesk(
    IRecordStore store, CycleReader cycles, DraftDesk drafts, Ledger ledger, Waker waker, SecretariatDriver secretariat, TimeProvider clock)
{
    /// <summary>提出, or 代理入力 by the secretariat: then the department is asked to look at it.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="measure">The measure's code.</param>
    /// <param name="answers">What was typed; kept for good as a version.</param>
    /// <param name="etag">
    /// The ETag of the draft that was looked at, empty for none; null for a script, which looked at nothing: then a draft gives way.
    /// </param>
    /// <param name="isOnBehalf">Whether the secretariat answers for the department.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="client">To wake the orchestration.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="DraftConflictException">Something was saved since it was looked at; then nothing is handed in.</exception>
    public async Task SubmitAsync(
        string cycleId,
        string measure,
        Answers answers,
        string? etag,
        bool isOnBehalf,
        Act act,
        DurableTaskClient client,
        CancellationToken cancellation)
    {
        await ChangeAsync(cycleId, measure, isOnBehalf ? "代理提出" : "提出", note: null, act, client, async (running, sheet) =>
        {
            var submitted = sheet.Submitted();
            // Whoever saves a draft writes the sheet too: it is still this one when the sheet's commit succeeds.
            if (etag is not null && await drafts.GetAsync(cycleId, measure, cancellation) is var standing && standing.ETag != etag)
            {
                throw new DraftConflictException(standing);
            }

            var problems = AnswerCheck.Check(running.Plan, running.Plan.Measure(measure), answers);
            RuleBrokenException.Unless(problems.IsEmpty, new AnswersMustBeComplete(problems));
            var submission = new SubmissionRecord(
                measure, submitted.Version, AnswersJson.Write(answers), act.By, clock.GetUtcNow(), isOnBehalf);
            var kept = TypedRecords.Insert(RecordKeys.Submission(measure, submitted.Version), submission);
            return (submitted, isOnBehalf
                ? [kept, .. Notice(running, submitted, MailPurpose.OnBehalf)]
                : [kept, SecretariatNews.OfSheet(SecretariatNewsKind.Submitted, measure, act, clock.GetUtcNow())]);
        }, cancellation);
        if (!isOnBehalf)
        {
            await secretariat.WakeAsync(cycleId, client, cancellation);
        }
    }

    /// <summary>受理 of the version that was read.</summary>
    public Task AcceptAsync(string cycleId, string measure, int version, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAndTellAsync(
            cycleId, measure, "受理", MailPurpose.Accepted, null, act, client, sheet => Checked(sheet, sheet.Accepted(), version), cancellation);

    /// <summary>差戻し of the version that was read, with its reason and a new deadline.</summary>
    public Task ReturnAsync(
        string cycleId,
        string measure,
        int version,
        string reason,
        DateOnly due,
        Act act,
        DurableTaskClient client,
        CancellationToken cancellation) =>
        ChangeAndTellAsync(
            cycleId, measure, "差戻し", MailPurpose.Return, reason, act, client,
            sheet => Checked(sheet, sheet.Returned(reason, due, clock.GetUtcNow()), version), cancellation);

    /// <summary>取戻し: the department takes back what the secretariat has not checked yet; what was submitted stays kept.</summary>
    public Task TakeBackAsync(string cycleId, string measure, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(
            cycleId, measure, "取戻し", act, client, (_, sheet) => (sheet.TakenBack(clock.GetUtcNow()), []), cancellation);

    /// <summary>督促 beside the calendar: within five minutes, once for each request; several sheets asked for together come in one mail.</summary>
    public Task RemindNowAsync(string cycleId, string measure, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, measure, "督促", note: null, act, client, async (running, sheet) =>
        {
            var reminded = sheet.WrittenTo();
            var purpose = Occasions.ReminderOf(sheet, JapanTime.DateOf(clock.GetUtcNow()));
            var (now, occasion) = (LetterTimes.OfCalendar(clock.GetUtcNow()), MailKey.OccasionOf("now", act));
            var told = await EarlierLetters.MoveUpAsync(store, cycleId, RecordKeys.SheetSubject(measure), now, cancellation);
            return (reminded, [.. told, .. SheetNotice.Of(running.Plan, cycleId, reminded, purpose, occasion, now, sheet.ReturnReason).Wait()]);
        }, cancellation);

    /// <summary>期限延長, with the reason that its mail gives; it grants the department's request, if there is one.</summary>
    public Task ExtendAsync(
        string cycleId, string measure, string reason, DateOnly due, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAndTellAsync(
            cycleId, measure, "期限延長", MailPurpose.Extension, reason, act, client,
            sheet => sheet.Extended(reason, due, clock.GetUtcNow()), cancellation);

    /// <summary>担当替え: other departments answer. The new leading one gets the sheet, whoever had it before hears that it is rid of it.</summary>
    public Task ReassignAsync(
        string cycleId, string measure, ImmutableArray<string> departments, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, measure, "担当替え", act, client, (running, sheet) =>
        {
            CheckDepartments(running.Plan, departments);
            var reassigned = sheet.Reassigned(departments);
            CheckLead(running.Plan, departments[0]);
            return (reassigned, NoticeHandingOver(running, sheet, reassigned, note: null));
        }, cancellation);

    /// <summary>引継ぎ: the department itself hands the sheet on, with a note that the next one reads in its mail.</summary>
    public Task HandOverAsync(
        string cycleId,
        string measure,
        ImmutableArray<string> departments,
        string note,
        Act act,
        DurableTaskClient client,
        CancellationToken cancellation) =>
        ChangeAsync(cycleId, measure, "引継ぎ", act, client, (running, sheet) =>
        {
            CheckDepartments(running.Plan, departments);
            var handedOver = sheet.HandedOver(departments, note);
            CheckLead(running.Plan, departments[0]);
            return (handedOver, NoticeHandingOver(running, sheet, handedOver, note));
        }, cancellation, note);

    /// <summary>取下げ: nobody asks for the sheet any more; its departments hear of it, with the reason.</summary>
    public Task WithdrawAsync(
        string cycleId, string measure, string reason, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        WrittenReason.Check(reason, new WithdrawingMustHaveReason());
        return ChangeAndTellAsync(
            cycleId, measure, "取下げ", MailPurpose.Withdrawn, reason, act, client, sheet => sheet.Withdrawn(), cancellation);
    }

    /// <summary>打切り: the stage goes on without this sheet, recorded as 未提出; its departments hear of it, with the reason.</summary>
    public Task CloseAsync(
        string cycleId, string measure, string reason, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        CloseAsync(cycleId, measure, "打切り", reason, act, client, cancellation);

    /// <summary>The same as part of 自己評価の締切.</summary>
    public Task CloseWithStageAsync(
        string cycleId, string measure, string reason, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        CloseAsync(cycleId, measure, "自己評価の締切", reason, act, client, cancellation);

    private Task CloseAsync(
        string cycleId, string measure, string what, string reason, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        WrittenReason.Check(reason, new ClosingMustHaveReason());
        return ChangeAndTellAsync(
            cycleId, measure, what, MailPurpose.Closed, reason, act, client, sheet => sheet.Closed(), cancellation);
    }

    private static Sheet Checked(Sheet sheet, Sheet changed, int version)
    {
        RuleBrokenException.Unless(sheet.Version == version, new CheckedVersionMustBeLatest(sheet.Version));
        return changed;
    }

    private static void CheckDepartments(Plan plan, ImmutableArray<string> departments)
    {
        foreach (var id in departments)
        {
            RuleBrokenException.Unless(plan.Departments.Any(d => d.Id == id), new DepartmentMustExist(id));
        }
    }

    private static void CheckLead(Plan plan, string id)
    {
        var lead = plan.Department(id);
        RuleBrokenException.Unless(lead.Mail is not null, new LeadDepartmentMustHaveMail(lead.Name));
    }

    // Under the same lead the others get the task, as if it were new; nothing was handed over to them. Whoever only lost a helper has it.
    private RecordWrite[] NoticeHandingOver(RunningCycle running, Sheet former, Sheet sheet, string? note) =>
    [
        .. former.Departments[0] == sheet.Departments[0]
            ? sheet.Departments.Except(former.Departments).Any() ? Notice(running, sheet, MailPurpose.Task) : []
            : Notice(running, sheet, MailPurpose.Reassigned, former: former, note: note),
        .. SheetNotice.Relieved(running.Plan, former.Departments, sheet.Departments).IsEmpty
            ? []
            : Notice(running, sheet, MailPurpose.HandedOver, former: former),
    ];

    private Task ChangeAndTellAsync(
        string cycleId,
        string measure,
        string what,
        MailPurpose purpose,
        string? reason,
        Act act,
        DurableTaskClient client,
        Func<Sheet, Sheet> change,
        CancellationToken cancellation) =>
        ChangeAsync(cycleId, measure, what, act, client, (running, sheet) =>
        {
            var changed = change(sheet);
            if (changed.Due != sheet.Due)
            {
                DeadlineMustBeBeforePublication.Check(running.Calendar, changed.Due, JapanTime.DateOf(clock.GetUtcNow()));
            }

            return (changed, Notice(running, changed, purpose, reason));
        }, cancellation, reason);

    /// <summary>What a person's act has the departments hear, in the letter of the day's end.</summary>
    internal RecordWrite[] Notice(
        RunningCycle running, Sheet sheet, MailPurpose purpose, string? reason = null, Sheet? former = null, string? note = null)
    {
        var occasion = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r{sheet.Revision}");
        return SheetNotice.Of(running.Plan, running.Cycle.Id, sheet, purpose, occasion, LetterTimes.OfAct(clock.GetUtcNow()), reason, former, note).Wait();
    }

    private Task ChangeAsync(
        string cycleId,
        string measure,
        string what,
        Act act,
        DurableTaskClient client,
        Func<RunningCycle, Sheet, (Sheet Sheet, RecordWrite[] Causes)> change,
        CancellationToken cancellation,
        string? note = null) =>
        ChangeAsync(cycleId, measure, what, note, act, client, (running, sheet) => Task.FromResult(change(running, sheet)), cancellation);

    /// <summary>One act on a sheet: what it changes, what that causes, and what it makes of an open request for more time.</summary>
    internal async Task ChangeAsync(
        string cycleId,
        string measure,
        string what,
        string? note,
        Act act,
        DurableTaskClient client,
        Func<RunningCycle, Sheet, Task<(Sheet Sheet, RecordWrite[] Causes)>> change,
        CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), what, RecordKeys.SheetSubject(measure), DecideAsync, cancellation);
        // Also when it was done before: its event may have been lost.
        await waker.WakeAsync(client, InstanceIds.OfSheet(cycleId, running.Cycle.Run, measure), cancellation);

        async Task<Change?> DecideAsync()
        {
            var sheet = await store.GetAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation);
            var (changed, causes) = await change(running, sheet.Value);
            var request = await store.FindAsync<ExtensionRequest>(cycleId, RecordKeys.ExtensionRequest(measure), cancellation);
            return request?.Value.After(sheet.Value, changed) is { } answered && answered != request.Value
                ? Change.Of(sheet, changed, [.. causes, request.With(answered)]) with { Note = note }
                : Change.Of(sheet, changed, causes) with { Note = note };
        }
    }
}
