using System.Collections.Immutable;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>What a department asks and says about a sheet: more time, and comments.</summary>
public sealed class AskFunctions(
    FrontDesk desk, SheetReader reader, ExtensionDesk extensions, CommentDesk comments, BusinessCalendar calendar)
{
    /// <summary>The page that asks for more time.</summary>
    [Function("SheetExtensionPage")]
    public Task<IResult> ShowExtension(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sheets/{cycleId}/{measure}/extension")] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            DepartmentsOnly.Check(grant);
            return sheet.Value.AwaitsDepartment
                ? await visit.PageAsync<ExtensionPage>(
                    new() { [nameof(ExtensionPage.File)] = await reader.ReadAsync(running, sheet.Value, cancellation) })
                : new SeeOther(PagePaths.Sheet(cycleId, measure));
        }, cancellation);

    /// <summary>期限延長の申請.</summary>
    [Function("SheetExtension")]
    public Task<IResult> TakeExtension(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sheets/{cycleId}/{measure}/extension")] HttpRequest request,
        string cycleId,
        string measure,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            DepartmentsOnly.Check(grant);
            var wanted = TypedDeadline.Of(form, "wanted");
            var question = WrittenReason.Problem(form["reason"], new ExtensionRequestMustHaveReason()) is not null
                ? null
                : wanted.Question(calendar, running.Calendar, visit.Today, sheet.Value.Due);
            var problems = question is null
                ? await RequestAsync(cycleId, measure, wanted, form["reason"], visit.Act(form, grant), client, cancellation)
                : [("wanted", "希望する期限を確かめてください。" + question.Message)];
            return problems.IsEmpty
                ? new SeeOther(SheetPaths.Done(PagePaths.Sheet(cycleId, measure), "asked"))
                : await visit.PageAsync<ExtensionPage>(
                    new()
                    {
                        [nameof(ExtensionPage.File)] = await reader.ReadAsync(running, sheet.Value, cancellation),
                        [nameof(ExtensionPage.Wanted)] = wanted.Text,
                        [nameof(ExtensionPage.Question)] = question,
                        [nameof(ExtensionPage.Reason)] = form["reason"],
                        [nameof(ExtensionPage.Problems)] = problems,
                    },
                    StatusCodes.Status422UnprocessableEntity);
        }, cancellation);

    /// <summary>What was said about the sheet.</summary>
    [Function("SheetCommentsPage")]
    public Task<IResult> ShowComments(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sheets/{cycleId}/{measure}/comments")] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, sheet, _) = await visit.SheetAsync(cycleId, measure, cancellation);
            return await visit.PageAsync<CommentsPage>(
                new() { [nameof(CommentsPage.File)] = await reader.ReadAsync(running, sheet.Value, cancellation) });
        }, cancellation);

    /// <summary>Adds a comment.</summary>
    [Function("SheetComment")]
    public Task<IResult> TakeComment(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sheets/{cycleId}/{measure}/comments")] HttpRequest request,
        string cycleId,
        string measure,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, sheet, grant) = await visit.SheetAsync(cycleId, measure, cancellation);
            try
            {
                await comments.AddAsync(cycleId, measure, form["text"], visit.Act(form, grant), client, cancellation);
            }
            catch (RuleBrokenException broken)
            {
                return await visit.PageAsync<CommentsPage>(
                    new()
                    {
                        [nameof(CommentsPage.File)] = await reader.ReadAsync(running, sheet.Value, cancellation),
                        [nameof(CommentsPage.Text)] = form["text"],
                        [nameof(CommentsPage.Problem)] = broken.Message,
                    },
                    StatusCodes.Status422UnprocessableEntity);
            }

            return new SeeOther(SheetPaths.Done(PagePaths.Sheet(cycleId, measure), "commented"));
        }, cancellation);

    private async Task<ImmutableArray<(string Field, string Message)>> RequestAsync(
        string cycleId, string measure, TypedDeadline wanted, string reason, Audit.Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        if (wanted.Day is not { } day)
        {
            (string, string) noDay = ("wanted", "希望する期限を選んでください。例: 令和7年5月9日");
            return WrittenReason.Problem(reason, new ExtensionRequestMustHaveReason()) is { } problem ? [noDay, ("reason", problem.Message)] : [noDay];
        }

        try
        {
            await extensions.RequestAsync(cycleId, measure, day, reason, act, client, cancellation);
            return [];
        }
        catch (RuleBrokenException broken) when (broken.Rule is ExtensionMustBeLater or DeadlineMustNotBePast or DeadlineMustBeBeforePublication)
        {
            return [("wanted", broken.Message)];
        }
        catch (RuleBrokenException broken) when (broken.Rule is ExtensionRequestMustHaveReason or ReasonMustNotBeTooLong)
        {
            return [("reason", broken.Message)];
        }
    }
}
