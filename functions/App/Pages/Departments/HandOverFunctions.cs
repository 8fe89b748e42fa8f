using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>引継ぎ: the leading department hands a sheet to another one.</summary>
public sealed class HandOverFunctions(FrontDesk desk, SheetReader reader, SheetDesk sheets)
{
    /// <summary>The page that asks to whom.</summary>
    [Function("SheetHandOverPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sheets/{cycleId}/{measure}/hand-over")] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            CheckLeads(sheet.Value, grant);
            return sheet.Value.AwaitsDepartment
                ? await visit.PageAsync<HandOverPage>(
                    new() { [nameof(HandOverPage.File)] = await reader.ReadAsync(running, sheet.Value, cancellation) })
                : new SeeOther(PagePaths.Sheet(cycleId, measure));
        }, cancellation);

    /// <summary>Hands it over.</summary>
    [Function("SheetHandOver")]
    public Task<IResult> Take(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sheets/{cycleId}/{measure}/hand-over")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            CheckLeads(sheet.Value, grant);
            var to = form["department"];
            if (to.Length == 0)
            {
                (string, string) nowhere = ("department", "引き継ぐ部署を選んでください。");
                return WrittenReason.Problem(form["note"], new HandingOverMustHaveNote()) is { } problem
                    ? await AgainAsync(nowhere, ("note", problem.Message))
                    : await AgainAsync(nowhere);
            }

            try
            {
                ImmutableArray<string> departments = [to, .. sheet.Value.Departments.Skip(1).Where(id => id != to)];
                await sheets.HandOverAsync(cycleId, measure, departments, form["note"], visit.Act(form, grant), client, cancellation);
            }
            catch (RuleBrokenException broken) when (broken.Rule is HandingOverMustHaveNote or ReasonMustNotBeTooLong)
            {
                return await AgainAsync(("note", broken.Message));
            }
            catch (RuleBrokenException broken) when (broken.Rule is DepartmentMustExist or LeadDepartmentMustHaveMail or HandingOverMustGoToAnother)
            {
                return await AgainAsync(("department", broken.Message));
            }

            return new SeeOther(SheetPaths.Done(PagePaths.Tasks, "handed-over"));

            async Task<IResult> AgainAsync(params ImmutableArray<(string Field, string Message)> problems) => await visit.PageAsync<HandOverPage>(
                new()
                {
                    [nameof(HandOverPage.File)] = await reader.ReadAsync(running, sheet.Value, cancellation),
                    [nameof(HandOverPage.Department)] = to,
                    [nameof(HandOverPage.Note)] = form["note"],
                    [nameof(HandOverPage.Problems)] = problems,
                },
                StatusCodes.Status422UnprocessableEntity);
        }, cancellation);

    private static void CheckLeads(Sheet sheet, Grant grant)
    {
        if (grant.Role != Role.Department || grant.Id != sheet.Departments[0])
        {
            throw new AccessDeniedException();
        }
    }
}
