using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>Checking a sheet, handing it in, and taking it back.</summary>
public sealed class SubmitFunctions(FrontDesk desk, SheetReader reader, SheetDesk sheets)
{
    /// <summary>Everything as it will be handed in.</summary>
    [Function("SheetCheckPage")]
    public Task<IResult> ShowCheck(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sheets/{cycleId}/{measure}/check")] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            return sheet.Value.AwaitsDepartment
                ? await CheckAsync(visit, await reader.ReadAsync(running, sheet.Value, cancellation), grant)
                : new SeeOther(PagePaths.Sheet(cycleId, measure));
        }, cancellation);

    /// <summary>提出: what was shown, if it still stands.</summary>
    [Function("SheetSubmit")]
    public Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sheets/{cycleId}/{measure}/check")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            var file = await reader.ReadAsync(running, sheet.Value, cancellation);
            var isOnBehalf = grant.Role == Role.Secretariat;
            try
            {
                await sheets.SubmitAsync(
                    cycleId,
                    measure,
                    TypedAnswers.WithoutBlankRows(file.Draft.Answers),
                    form[TypedAnswers.ETagField],
                    isOnBehalf,
                    visit.Act(form, grant),
                    client,
                    cancellation);
            }
            catch (RuleBrokenException broken) when (broken.Rule is AnswersMustBeComplete)
            {
                return await CheckAsync(visit, file, grant, StatusCodes.Status422UnprocessableEntity);
            }
            catch (DraftConflictException)
            {
                // Saved since the check was shown, or since this request looked.
                var (_, now, _) = await visit.SheetAsync(cycleId, measure, cancellation);
                return await CheckAsync(
                    visit, await reader.ReadAsync(running, now.Value, cancellation), grant, StatusCodes.Status409Conflict);
            }
            catch (RuleBrokenException broken) when (broken.Rule is OnlyAwaitedSheetsCanBeEdited)
            {
                // Somebody else was first, since this request looked.
                var (_, now, _) = await visit.SheetAsync(cycleId, measure, cancellation);
                return await StaleAsync(visit, await reader.ReadAsync(running, now.Value, cancellation), grant, form);
            }

            return new SeeOther(SheetPaths.Done(PagePaths.Sheet(cycleId, measure), isOnBehalf ? "on-behalf" : "submitted"));
        }, cancellation);

    /// <summary>取戻し.</summary>
    [Function("SheetTakeBack")]
    public Task<IResult> TakeBack(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sheets/{cycleId}/{measure}/take-back")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (_, _, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            DepartmentsOnly.Check(grant);
            await sheets.TakeBackAsync(cycleId, measure, visit.Act(form, grant), client, cancellation);
            return new SeeOther(SheetPaths.Done(PagePaths.Sheet(cycleId, measure), "taken-back"));
        }, cancellation);

    private static Task<IResult> StaleAsync(Visit visit, SheetFile file, Grant grant, PostedForm form) => visit.PageAsync<StalePage>(
        new()
        {
            [nameof(StalePage.File)] = file,
            [nameof(StalePage.Grant)] = grant,
            [nameof(StalePage.Form)] = form,
        },
        StatusCodes.Status409Conflict);

    private static Task<IResult> CheckAsync(Visit visit, SheetFile file, Grant grant, int status = StatusCodes.Status200OK) =>
        visit.PageAsync<CheckPage>(
            new()
            {
                [nameof(CheckPage.File)] = file,
                [nameof(CheckPage.Grant)] = grant,
                [nameof(CheckPage.Problems)] = AnswerCheck.Check(file.Plan, file.Measure, TypedAnswers.WithoutBlankRows(file.Draft.Answers)),
                [nameof(CheckPage.IsChanged)] = status == StatusCodes.Status409Conflict,
            },
            status);
}
