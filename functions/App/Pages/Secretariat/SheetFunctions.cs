using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>A sheet as the secretariat reads it, and what the secretariat does with it.</summary>
public sealed class SheetFunctions(
    FrontDesk desk, SheetDesk sheets, ExtensionDesk extensions, CommentDesk comments, MeasureDesk measures, IRecordStore store, BusinessCalendar calendar)
{
    private const int DaysToAnswerAgain = 5;

    /// <summary>The sheet's page.</summary>
    [Function("SecretariatSheetPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/sheets/{measure}")] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return await PageAsync(visit, running, measure, typed: null, cancellation);
        }, cancellation);

    /// <summary>Takes the page's form, with what its button does.</summary>
    [Function("SecretariatSheet")]
    public Task<IResult> Take(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/cycles/{cycleId}/sheets/{measure}")] HttpRequest request,
        string cycleId,
        string measure,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            try
            {
                var problem = await DoAsync(running, measure, visit.Today, visit.ActOfButton(form, grant), form, client, cancellation);
                var done = SheetTyped.ActOf(form);
                return (problem ?? SheetTyped.Rest(form, done)) is { } typed
                    ? await PageAsync(visit, running, measure, typed, cancellation)
                    : new SeeOther($"{SecretariatPaths.Sheet(cycleId, measure)}?done={done}{WayBack.Parameter(form[WayBack.Name])}");
            }
            catch (RuleBrokenException broken)
            {
                return await PageAsync(visit, running, measure, SheetTyped.Of(form, broken.Rule), cancellation);
            }
        }, cancellation);

    // null: done.
    private async Task<SheetTyped?> DoAsync(
        RunningCycle running, string measure, DateOnly today, Act act, PostedForm form, DurableTaskClient client, CancellationToken cancellation)
    {
        var cycleId = running.Cycle.Id;
        var kind = SheetTyped.ActOf(form);
        var due = TypedDeadline.Of(form, $"{kind}.due");
        var reason = form[$"{kind}.reason"];
        switch (kind)
        {
            case "return" or "extend" when due.Day is null:
                return new SheetTyped(kind, form, $"{kind}-due", "新しい期限を、年月日で入力してください。");
            case "return" or "extend" when await QuestionAsync(running, measure, kind, reason, due, today, cancellation) is { } question:
                return SheetTyped.Asking(form, question);
            case "end" when Moments.Month(form["end.month"]) is null:
                return new SheetTyped("end", form, "end-month", "終了した年月を、「2025-03」のように入力してください。");
            case "accept":
                await sheets.AcceptAsync(cycleId, measure, Seen(form), act, client, cancellation);
                return null;
            case "return":
                await sheets.ReturnAsync(cycleId, measure, Seen(form), reason, due.Day!.Value, act, client, cancellation);
                return null;
            case "extend":
                await sheets.ExtendAsync(cycleId, measure, reason, due.Day!.Value, act, client, cancellation);
                return null;
            case "decline":
                await extensions.DeclineAsync(cycleId, measure, reason, act, client, cancellation);
                return null;
            case "remind":
                await sheets.RemindNowAsync(cycleId, measure, act, client, cancellation);
                return null;
            case "reassign":
                await sheets.ReassignAsync(cycleId, measure, [.. form.All("reassign.department").Where(d => d.Length > 0)], act, client, cancellation);
                return null;
            case "comment":
                await comments.AddAsync(cycleId, measure, form["comment.text"], act, client, cancellation);
                return null;
            case "end":
                await measures.EndAsync(running.Plan.Id, measure, Moments.Month(form["end.month"])!.Value, act, cancellation);
                return null;
            case "undoend":
                await measures.UndoAsync(running.Plan.Id, measure, act, cancellation);
                return null;
            case "":
                return new SheetTyped("", form, "main", "何をするか、ボタンを押してください。入力した内容は、そのまま残しています。");
            default:
                return new SheetTyped("", form, "main", "この操作はありません。画面を開き直してください。");
        }
    }

    // What is missing is said first: an answer to the question would be asked for again.
    private async Task<DeadlineShouldFitTheCalendar?> QuestionAsync(
        RunningCycle running, string measure, string act, string reason, TypedDeadline due, DateOnly today, CancellationToken cancellation)
    {
        var sheet = (await store.GetAsync<Sheet>(running.Cycle.Id, RecordKeys.Sheet(measure), cancellation)).Value;
        return WrittenReason.Problem(reason, new ReturnMustHaveReason()) is not null
            ? null
            : due.Question(calendar, running.Calendar, today, act == "extend" ? sheet.Due : null);
    }

    // No version has this number: then nothing was read.
    private static int Seen(PostedForm form) =>
        int.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private async Task<IResult> PageAsync(
        Visit visit, RunningCycle running, string measure, SheetTyped? typed, CancellationToken cancellation)
    {
        var cycleId = running.Cycle.Id;
        var sheet = (await store.GetAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation)).Value;
        var view = new SheetView(
            running,
            running.Plan.Measure(measure),
            sheet,
            await SubmissionAsync(running, sheet, sheet.Version, cancellation),
            await SubmissionAsync(running, sheet, sheet.Version - 1, cancellation),
            await extensions.FindAsync(cycleId, measure, cancellation),
            await comments.ListAsync(cycleId, measure, cancellation),
            (await measures.EndingsAsync(running.Plan.Id, cancellation)).GetValueOrDefault(measure),
            calendar.AddBusinessDays(visit.Today, DaysToAnswerAgain));
        return await visit.PageAsync<SheetPage>(
            new() { [nameof(SheetPage.View)] = view, [nameof(SheetPage.Typed)] = typed },
            typed is null or { Done: not null } ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<Submission?> SubmissionAsync(RunningCycle running, Sheet sheet, int version, CancellationToken cancellation) => version < 1
        ? null
        : (await store.GetAsync<SubmissionRecord>(running.Cycle.Id, RecordKeys.Submission(sheet.Measure, version), cancellation)).Value.Read(running);
}

/// <summary>What a sheet's page shows.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Sheet">The sheet.</param>
/// <param name="Latest">What was handed in last, or null.</param>
/// <param name="Former">The version before it, or null.</param>
/// <param name="Request">The latest request for more time, or null.</param>
/// <param name="Comments">In the order of writing.</param>
/// <param name="End">The end that is recorded beside the plan file, or null.</param>
/// <param name="NextDue">The deadline that a return proposes.</param>
public sealed record SheetView(
    RunningCycle Running,
    Measure Measure,
    Sheet Sheet,
    Submission? Latest,
    Submission? Former,
    ExtensionRequest? Request,
    ImmutableArray<SheetComment> Comments,
    MeasureEnd? End,
    DateOnly NextDue);
