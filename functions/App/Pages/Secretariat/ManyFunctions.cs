using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>Acts on several sheets at once: whom it touches is shown first, then it is done, then what became of each.</summary>
public sealed class ManyFunctions(FrontDesk desk, ManySheetsDesk many, MailDesk mails, IRecordStore store, BusinessCalendar calendar)
{
    /// <summary>
    /// What an act would do to the chosen sheets, or the form for the day that it needs to know. All of it is in the address, so that
    /// one can leave the page and come back.
    /// </summary>
    [Function("ManySheetsPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/many")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            if (ManyAct.Of(request.Query["act"]) is not { } act || act == ManyAct.CloseStage)
            {
                return await visit.MissingAsync();
            }

            string[] measures = [.. request.Query["measure"].OfType<string>().Distinct(StringComparer.Ordinal)];
            var typed = new ManyTyped(act, [.. measures], "", TypedDeadline.Of(request.Query, "due"), []) { From = WayBack.Given(request) };
            if (request.Query.ContainsKey("again"))
            {
                return await PageAsync(visit, running, typed, isConfirming: false, [], cancellation);
            }

            // Without any day it is only now asked for; that is no mistake yet.
            var problems = request.Query.ContainsKey("due") ? typed.DayProblem : [];
            var isAsking = await QuestionAsync(running, typed, visit.Today, cancellation) is not null;
            return await PageAsync(visit, running, typed, isConfirming: typed.DayProblem.IsEmpty && !isAsking, problems, cancellation, isAsking);
        }, cancellation);

    /// <summary>Does what was shown.</summary>
    [Function("ManySheets")]
    public Task<IResult> Take(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/cycles/{cycleId}/many")] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            if (ManyAct.Of(form["act"]) is not { } act || act == ManyAct.CloseStage)
            {
                return await visit.MissingAsync();
            }

            var typed = ManyTyped.Of(act, form);
            if (!typed.CanBePreviewed || !typed.ReasonProblem.IsEmpty)
            {
                return await PageAsync(
                    visit, running, typed, isConfirming: typed.CanBePreviewed, [.. typed.DayProblem, .. typed.ReasonProblem], cancellation);
            }

            if (await QuestionAsync(running, typed, visit.Today, cancellation) is not null)
            {
                return await PageAsync(visit, running, typed, isConfirming: false, [], cancellation, isAsking: true);
            }

            await DoAsync(cycleId, typed, visit.Act(form, grant), client, cancellation);
            return new SeeOther(DonePath(cycleId, typed, form.RequestId));
        }, cancellation);

    /// <summary>What was done and what was refused. It is read from the log, so that reloading does nothing again.</summary>
    [Function("ManySheetsDonePage")]
    public Task<IResult> ShowDone(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/many/done")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            if (ManyAct.Of(request.Query["act"]) is not { } act)
            {
                return await visit.MissingAsync();
            }

            string[] measures = [.. request.Query["measure"].OfType<string>().Distinct(StringComparer.Ordinal)];
            var asked = new Act(request.Query["request"].ToString(), grant.ActorName(visit.Visitor.Person));
            var typed = new ManyTyped(act, [.. measures], "", TypedDeadline.Of(request.Query, "due"), []);
            var refusals = await RefusalsAsync(running, typed, cancellation);
            var results = ImmutableArray.CreateBuilder<ManyResult>();
            foreach (var measure in measures)
            {
                var done = await OneByOne.FindAsync(store, cycleId, asked, measure, cancellation);
                var isDone = done is not null;
                var due = act.AsksDay && done?.After is { } after ? RecordJson.Read<Sheet>(after).Due : (DateOnly?)null;
                results.Add(new ManyResult(
                    measure, isDone, due, isDone ? null : refusals.GetValueOrDefault(measure) ?? "確認の画面を開いた後に個票が変わったため、実行しませんでした。内容を確認して、やり直してください。"));
            }

            return await visit.PageAsync<ManyDonePage>(new()
            {
                [nameof(ManyDonePage.Running)] = running,
                [nameof(ManyDonePage.Act)] = act,
                [nameof(ManyDonePage.Results)] = results.ToImmutable(),
            });
        }, cancellation);

    /// <summary>What the end of the departments' stage would leave as 未提出.</summary>
    [Function("CloseStagePage")]
    public Task<IResult> ShowClosing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/close")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return await ClosingPageAsync(visit, running, "", isEarlyConfirmed: false, [], cancellation);
        }, cancellation);

    /// <summary>Ends the departments' stage.</summary>
    [Function("CloseStage")]
    public Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/cycles/{cycleId}/close")] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var isEarlyConfirmed = form["early"] == "yes";
            ImmutableArray<Outcome> outcomes;
            try
            {
                outcomes = await many.CloseStageAsync(cycleId, form["reason"], isEarlyConfirmed, visit.Act(form, grant), client, cancellation);
            }
            catch (RuleBrokenException broken) when (broken.Rule is ClosingMustHaveReason or ReasonMustNotBeTooLong or ClosingEarlyMustBeConfirmed)
            {
                var early = broken.Rule as ClosingEarlyMustBeConfirmed
                    ?? (isEarlyConfirmed ? null : ClosingEarlyMustBeConfirmed.Of((await SheetsAsync(cycleId, cancellation)).Values, visit.Today));
                return await ClosingPageAsync(
                    visit, running, form["reason"], isEarlyConfirmed, ClosingProblems.Of(broken.Rule, early), cancellation);
            }

            var typed = ManyTyped.Of(ManyAct.CloseStage, form);
            // What was opened again since the preview is closed too, and is to be named.
            return new SeeOther(DonePath(cycleId, typed with { Measures = [.. typed.Measures.Union(outcomes.Select(o => o.Id))] }, form.RequestId));
        }, cancellation);

    private async Task<IResult> ClosingPageAsync(
        Visit visit,
        RunningCycle running,
        string reason,
        bool isEarlyConfirmed,
        ImmutableArray<(string Field, string Message)> problems,
        CancellationToken cancellation) => await visit.PageAsync<CloseStagePage>(
        new()
        {
            [nameof(CloseStagePage.Running)] = running,
            [nameof(CloseStagePage.Touched)] = await many.PreviewCloseStageAsync(running.Cycle.Id, cancellation),
            [nameof(CloseStagePage.Reason)] = reason,
            [nameof(CloseStagePage.IsEarlyConfirmed)] = isEarlyConfirmed,
            [nameof(CloseStagePage.Problems)] = problems,
        },
        problems.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private async Task<DeadlineShouldFitTheCalendar?> QuestionAsync(
        RunningCycle running, ManyTyped typed, DateOnly today, CancellationToken cancellation) =>
        typed.Act.AsksDay ? Question(running, typed, today, await SheetsAsync(running.Cycle.Id, cancellation)) : null;

    // A day that is later for none of them is refused for all.
    private DeadlineShouldFitTheCalendar? Question(RunningCycle running, ManyTyped typed, DateOnly today, Dictionary<string, Sheet> sheets) =>
        typed.Act.AsksDay
            ? typed.Due.Question(
                calendar, running.Calendar, today, typed.Measures.Where(sheets.ContainsKey).Min(m => (DateOnly?)sheets[m].Due))
            : null;

    private async Task<IResult> PageAsync(
        Visit visit,
        RunningCycle running,
        ManyTyped typed,
        bool isConfirming,
        ImmutableArray<(string Field, string Message)> problems,
        CancellationToken cancellation,
        bool isAsking = false)
    {
        var sheets = await SheetsAsync(running.Cycle.Id, cancellation);
        string[] known = [.. typed.Measures.Where(sheets.ContainsKey)];
        ImmutableArray<TouchedSheet> touched = isConfirming
            ? await PreviewAsync(running.Cycle.Id, typed with { Measures = [.. known] }, cancellation)
            : [.. known.Select(m => new TouchedSheet(sheets[m], sheets[m], null, []))];
        // Back to the typing is no time to ask; a day that was insisted on is shown with what there is to know.
        var question = Question(running, isConfirming ? typed with { Due = typed.Due with { IsSure = false } } : typed, visit.Today, sheets);
        return await visit.PageAsync<ManyPage>(
            new()
            {
                [nameof(ManyPage.Question)] = problems.IsEmpty && (isConfirming || isAsking) ? question : null,
                [nameof(ManyPage.Running)] = running,
                [nameof(ManyPage.Typed)] = typed,
                [nameof(ManyPage.Touched)] = touched,
                [nameof(ManyPage.Unknown)] = typed.Measures.Where(m => !sheets.ContainsKey(m)).ToImmutableArray(),
                [nameof(ManyPage.IsConfirming)] = isConfirming,
                [nameof(ManyPage.Problems)] = problems,
                [nameof(ManyPage.Mails)] = isConfirming && typed.Act == ManyAct.Extend
                    ? await MailChangesAsync(running.Cycle.Id, typed.Due.Day!.Value, touched, cancellation)
                    : null,
            },
            problems.IsEmpty && !typed.Measures.IsEmpty && !isAsking ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<MailChanges> MailChangesAsync(
        string cycleId, DateOnly due, ImmutableArray<TouchedSheet> touched, CancellationToken cancellation)
    {
        Sheet[] sheets = [.. touched.Where(t => t.Refusal is null).Select(t => t.Before)];
        var before = new List<ComingMail>();
        foreach (var alike in sheets.GroupBy(s => s.Due))
        {
            before.AddRange(await mails.ComingIfDueAsync(cycleId, [.. alike.Select(s => s.Measure)], alike.Key, cancellation));
        }

        return MailChanges.Between([.. before], await mails.ComingIfDueAsync(cycleId, [.. sheets.Select(s => s.Measure)], due, cancellation));
    }

    private async Task<Dictionary<string, string>> RefusalsAsync(RunningCycle running, ManyTyped typed, CancellationToken cancellation)
    {
        var sheets = await SheetsAsync(running.Cycle.Id, cancellation);
        var known = typed with { Measures = [.. typed.Measures.Where(sheets.ContainsKey)] };
        var refusals = typed.Measures.Where(m => !sheets.ContainsKey(m)).ToDictionary(m => m, m => new SheetMustExist(m).Message, StringComparer.Ordinal);
        var again = known.Act == ManyAct.CloseStage
            ? [.. known.Measures.Select(m => sheets[m]).Where(s => s.State == SheetState.Submitted).Select(s => new TouchedSheet(s, null, new SubmittedSheetsMustBeChecked([s.Measure]), []))]
            : await PreviewAsync(running.Cycle.Id, known, cancellation);
        foreach (var touched in again.Where(t => t.Refusal is not null))
        {
            refusals[touched.Before.Measure] = touched.Refusal!.Message;
        }

        return refusals;
    }

    private Task<ImmutableArray<TouchedSheet>> PreviewAsync(string cycleId, ManyTyped typed, CancellationToken cancellation) => typed.Act.Id switch
    {
        "accept" => many.PreviewAcceptAsync(cycleId, typed.Measures, cancellation),
        "extend" when typed.Due.Day is null => Task.FromResult(ImmutableArray<TouchedSheet>.Empty),
        "extend" => many.PreviewExtendAsync(cycleId, typed.Measures, ReasonToCome, typed.Due.Day!.Value, cancellation),
        "remind" => many.PreviewRemindAsync(cycleId, typed.Measures, cancellation),
        "withdraw" => many.PreviewWithdrawAsync(cycleId, typed.Measures, cancellation),
        _ => many.PreviewCloseAsync(cycleId, typed.Measures, cancellation),
    };

    private Task<ImmutableArray<Outcome>> DoAsync(string cycleId, ManyTyped typed, Act act, DurableTaskClient client, CancellationToken cancellation) => typed.Act.Id switch
    {
        "accept" => many.AcceptManyAsync(cycleId, typed.SeenVersions, act, client, cancellation),
        "extend" => many.ExtendManyAsync(cycleId, typed.Measures, typed.Reason, typed.Due.Day!.Value, act, client, cancellation),
        "remind" => many.RemindNowAsync(cycleId, typed.Measures, act, client, cancellation),
        "withdraw" => many.WithdrawManyAsync(cycleId, typed.Measures, typed.Reason, act, client, cancellation),
        _ => many.CloseManyAsync(cycleId, typed.Measures, typed.Reason, act, client, cancellation),
    };

    private async Task<Dictionary<string, Sheet>> SheetsAsync(string cycleId, CancellationToken cancellation)
    {
        var sheets = new Dictionary<string, Sheet>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation))
        {
            sheets[sheet.Value.Measure] = sheet.Value;
        }

        return sheets;
    }

    // The preview comes before the reason, which no refusal depends on.
    private const string ReasonToCome = "-";

    private static string DonePath(string cycleId, ManyTyped typed, string requestId) =>
        $"{SecretariatPaths.ManyDone(cycleId)}?act={typed.Act.Id}&request={requestId}"
        + (typed.Due.Day is { } due ? $"&due={Moments.Field(due)}" : "")
        + string.Concat(typed.Measures.Select(m => $"&measure={Uri.EscapeDataString(m)}"))
        + WayBack.Parameter(typed.From);
}

/// <summary>What became of one sheet.</summary>
/// <param name="Measure">The measure's code, as the address has it.</param>
/// <param name="IsDone">Whether it was done.</param>
/// <param name="Due">The deadline that it has got by it, or null.</param>
/// <param name="Why">Why not, or null.</param>
public sealed record ManyResult(string Measure, bool IsDone, DateOnly? Due, string? Why);
