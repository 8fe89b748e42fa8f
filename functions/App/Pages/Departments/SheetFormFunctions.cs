using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>The page of a sheet: its form while the department is to act, else to read; and the drafts that are saved from it.</summary>
public sealed class SheetFormFunctions(FrontDesk desk, SheetReader reader, DraftDesk drafts, LateAnswers late)
{
    /// <summary>The sheet.</summary>
    [Function("SheetPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sheets/{cycleId}/{measure}")] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            var file = await reader.ReadAsync(running, sheet.Value, cancellation);
            if (!sheet.Value.AwaitsDepartment || (grant.Role == Role.Secretariat && !request.Query.ContainsKey("behalf")))
            {
                return await visit.PageAsync<SheetPage>(new()
                {
                    [nameof(SheetPage.File)] = file,
                    [nameof(SheetPage.Grant)] = grant,
                });
            }

            var typed = TypedSheet.Of(running.Plan, file.Draft) with
            {
                Problems = request.Query.ContainsKey("check")
                    ? AnswerCheck.Check(running.Plan, file.Measure, file.Draft.Answers)
                    : AnswerCheck.Unread(running.Plan, file.Draft.Answers),
            };
            return await FormAsync(visit, file, grant, typed, StatusCodes.Status200OK);
        }, cancellation);

    /// <summary>Saves a draft, goes on to the check, or adds and takes out rows.</summary>
    [Function("SheetDraft")]
    public Task<IResult> Take(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sheets/{cycleId}/{measure}")] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            if (!sheet.Value.AwaitsDepartment)
            {
                return await StaleAsync(visit, running, sheet.Value, grant, form, cancellation);
            }

            return TypedSheet.WithRowsChanged(running.Plan, form) is { } changed
                ? await FormAsync(
                    visit, await reader.ReadAsync(running, sheet.Value, cancellation), grant, changed, StatusCodes.Status200OK)
                : await SaveAsync(visit, running, sheet, grant, form, cancellation);
        }, cancellation);

    private async Task<IResult> SaveAsync(
        Visit visit, RunningCycle running, Stored<Sheet> sheet, Grant grant, PostedForm form, CancellationToken cancellation)
    {
        var (cycleId, measure) = (running.Cycle.Id, sheet.Value.Measure);
        var hasLate = await late.KeepAsync(running, measure, former => FormSaving.ChangedSince(former, form), visit.Act(form, grant), cancellation);
        SavedForm saved;
        try
        {
            saved = await FormSaving.SaveAsync(
                running.Plan,
                form,
                () => drafts.GetAsync(cycleId, measure, cancellation),
                (answers, etag) => drafts.SaveAsync(cycleId, measure, answers, etag, visit.Act(form, grant), cancellation));
        }
        catch (RuleBrokenException broken) when (broken.Rule is OnlyAwaitedSheetsCanBeEdited)
        {
            // Handed in or closed since this request looked.
            var (_, now, _) = await visit.SheetAsync(cycleId, measure, cancellation);
            return await StaleAsync(visit, running, now.Value, grant, form, cancellation);
        }

        if (visit.WantsJson)
        {
            return saved.ToJson(running.Plan, grant.ActorName(visit.Visitor.Person), visit.Now, hasLate);
        }

        if (!saved.Contests.IsEmpty)
        {
            return await FormAsync(
                visit,
                await reader.ReadAsync(running, sheet.Value, cancellation),
                grant,
                saved.ToChoose(running.Plan),
                StatusCodes.Status409Conflict);
        }

        var isOnBehalf = grant.Role == Role.Secretariat;
        return new SeeOther(form["do"] == "check" && !hasLate
            ? SheetPaths.Check(cycleId, measure)
            : SheetPaths.Done(SheetPaths.Form(cycleId, measure, isOnBehalf), hasLate ? "kept" : saved.HasMore ? "merged" : "saved"));
    }

    private async Task<IResult> StaleAsync(
        Visit visit, RunningCycle running, Sheet sheet, Grant grant, PostedForm form, CancellationToken cancellation)
    {
        var file = await reader.ReadAsync(running, sheet, cancellation);
        return visit.WantsJson
            ? Results.Json(
                new { stale = true, message = "まだ保存していません。" + StaleWords.Of(file) }, RecordJson.Options, statusCode: StatusCodes.Status409Conflict)
            : await visit.PageAsync<StalePage>(
                new()
                {
                    [nameof(StalePage.File)] = file,
                    [nameof(StalePage.Grant)] = grant,
                    [nameof(StalePage.Form)] = form,
                },
                StatusCodes.Status409Conflict);
    }

    private static Task<IResult> FormAsync(Visit visit, SheetFile file, Grant grant, TypedSheet typed, int status) =>
        visit.PageAsync<SheetFormPage>(
            new()
            {
                [nameof(SheetFormPage.File)] = file,
                [nameof(SheetFormPage.Grant)] = grant,
                [nameof(SheetFormPage.Typed)] = typed,
            },
            status);
}
