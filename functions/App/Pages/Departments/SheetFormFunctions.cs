using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>The page of a sheet: its form while the department is to act, else to read; and the drafts that are saved from it.</summary>
public sealed class SheetFormFunctions(FrontDesk desk, SheetReader reader, DraftSaving saving)
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
        SavedForm saved;
        try
        {
            saved = await saving.SaveAsync(running, measure, form, visit.Act(form, grant), cancellation);
        }
        catch (RuleBrokenException broken) when (broken.Rule is OnlyAwaitedSheetsCanBeEdited)
        {
            // Handed in or closed since this request looked.
            var (_, now, _) = await visit.SheetAsync(cycleId, measure, cancellation);
            return await StaleAsync(visit, running, now.Value, grant, form, cancellation);
        }

        if (visit.WantsJson)
        {
            return saved.Contests.IsEmpty ? Kept(visit, running.Plan, saved) : Conflict(visit, running.Plan, grant, saved.Saved);
        }

        if (!saved.Contests.IsEmpty)
        {
            var typed = new TypedSheet(saved.Merged, FormStart.Of(running.Plan, saved.Saved.Answers).ToString())
            {
                Contests = saved.Contests,
                Theirs = saved.Saved,
            };
            return await FormAsync(
                visit, await reader.ReadAsync(running, sheet.Value, cancellation), grant, typed, StatusCodes.Status409Conflict);
        }

        var isOnBehalf = grant.Role == Role.Secretariat;
        return new SeeOther(form["do"] == "check"
            ? SheetPaths.Check(cycleId, measure)
            : SheetPaths.Done(SheetPaths.Form(cycleId, measure, isOnBehalf), saved.HasMore ? "merged" : "saved"));
    }

    // The form keeps what it has: what it was read from is now that.
    private static IResult Kept(Visit visit, Plan plan, SavedForm saved) => Results.Json(
        new
        {
            start = FormStart.Of(plan, saved.Typed).ToString(),
            message = $"保存しました {SheetWords.Clock(visit.Now)}"
                + (saved.HasMore ? "（ほかで保存された内容も残っています。画面を開き直すと見られます）" : "")
                + string.Concat(AnswerCheck.Unread(plan, saved.Typed).Select(p => $" ＊{p.Message}")),
        },
        RecordJson.Options);

    private static IResult Conflict(Visit visit, Plan plan, Grant grant, Draft theirs) => Results.Json(
        new
        {
            conflict = true,
            message = $"まだ保存していません。{SheetWords.Saved(plan, theirs, grant.ActorName(visit.Visitor.Person), visit.Now)}と違うところがあります。",
        },
        RecordJson.Options,
        statusCode: StatusCodes.Status409Conflict);

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
