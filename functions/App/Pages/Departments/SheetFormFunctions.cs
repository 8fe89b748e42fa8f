using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>The page of a sheet: its form while the department is to act, else to read; and the drafts that are saved from it.</summary>
public sealed class SheetFormFunctions(FrontDesk desk, SheetReader reader, DraftDesk drafts)
{
    /// <summary>The sheet.</summary>
    [Function("SheetPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sheets/{cycleId}/{measure}")] HttpRequest request,
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

            var typed = new TypedSheet(file.Draft.Answers, file.Draft.ETag)
            {
                Problems = request.Query.ContainsKey("check") ? AnswerCheck.Check(running.Plan, file.Measure, file.Draft.Answers) : [],
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
            return TypedSheet.WithRowsChanged(running.Plan, form) is { } changed
                ? await FormAsync(
                    visit, await reader.ReadAsync(running, sheet.Value, cancellation), grant, changed, StatusCodes.Status200OK)
                : await SaveAsync(visit, running, sheet, grant, form, cancellation);
        }, cancellation);

    private async Task<IResult> SaveAsync(
        Visit visit, RunningCycle running, Stored<Sheet> sheet, Grant grant, PostedForm form, CancellationToken cancellation)
    {
        var (cycleId, measure) = (running.Cycle.Id, sheet.Value.Measure);
        var typed = await ChosenAsync(running, measure, form, cancellation);
        var theirs = await SaveOrTheirsAsync(cycleId, measure, typed, form, visit.Act(form, grant), cancellation);
        if (!TypedAnswers.AreSame(theirs.Answers, typed))
        {
            return visit.WantsJson
                ? Conflict(running.Plan, theirs)
                : await FormAsync(
                    visit,
                    await reader.ReadAsync(running, sheet.Value, cancellation),
                    grant,
                    new TypedSheet(typed, theirs.ETag, theirs),
                    StatusCodes.Status409Conflict);
        }

        var isOnBehalf = grant.Role == Role.Secretariat;
        return visit.WantsJson
            ? Results.Json(new { etag = theirs.ETag, message = $"保存しました {SheetWords.Clock(visit.Now)}" }, RecordJson.Options)
            : new SeeOther(form["do"] == "check"
                ? SheetPaths.Check(cycleId, measure)
                : SheetPaths.Done(SheetPaths.Form(cycleId, measure, isOnBehalf), "saved"));
    }

    // After a conflict: what was typed, but another's answer where that was chosen, if it is still the one that was shown.
    private async Task<Answers> ChosenAsync(RunningCycle running, string measure, PostedForm form, CancellationToken cancellation)
    {
        var typed = TypedAnswers.WithoutBlankRows(TypedAnswers.Read(running.Plan, form));
        FormField[] taken = [.. running.Plan.Form.Where(f => form[TypedAnswers.TakeNameOf(f)] == "theirs")];
        if (taken is [] || await drafts.GetAsync(running.Cycle.Id, measure, cancellation) is not { } theirs || theirs.ETag != form[TypedAnswers.ETagField])
        {
            return typed;
        }

        return taken.Aggregate(typed, (answers, field) => theirs.Answers.ByField.TryGetValue(field.Id, out var answer)
            ? answers.With(field.Id, answer)
            : new Answers(answers.ByField.Remove(field.Id)));
    }

    // What stands after saving: ours, or somebody else's that came first.
    private async Task<Draft> SaveOrTheirsAsync(
        string cycleId, string measure, Answers typed, PostedForm form, Audit.Act act, CancellationToken cancellation)
    {
        try
        {
            return await drafts.SaveAsync(cycleId, measure, typed, form[TypedAnswers.ETagField], act, cancellation);
        }
        catch (DraftConflictException conflict)
        {
            return conflict.Theirs;
        }
    }

    private static IResult Conflict(Plan plan, Draft theirs) => Results.Json(
        new { conflict = true, message = $"保存していません。{SheetWords.Actor(plan, theirs.By)}が先に保存しました。" },
        RecordJson.Options,
        statusCode: StatusCodes.Status409Conflict);

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
