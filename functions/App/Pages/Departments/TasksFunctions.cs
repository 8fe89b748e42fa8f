using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>A department's tasks and, when all is published, what the committee said.</summary>
public sealed class TasksFunctions(FrontDesk desk, TaskReader tasks, ReviewedYearReader years, IRecordStore store)
{
    /// <summary>My tasks.</summary>
    [Function("TasksPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tasks")] HttpRequest request, CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            if (!visit.Visitor.IsAny(Role.Department))
            {
                throw new AccessDeniedException();
            }

            return await visit.PageAsync<TasksPage>(new()
            {
                [nameof(TasksPage.Cycles)] = await tasks.ReadAsync(visit.Visitor, cancellation),
            });
        }, cancellation);

    /// <summary>What the committee said on a department's items.</summary>
    [Function("FeedbackPage")]
    public Task<IResult> ShowFeedback(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "feedback/{cycleId}")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var running = await visit.CycleAsync(cycleId, [Role.Department], cancellation);
            if (running.Cycle.Version == 0)
            {
                return await visit.MessageAsync(
                    StatusCodes.Status404NotFound, "まだ公表されていません", $"{running.DocumentName}が公表されると、{(running.HasBallots ? "委員の意見" : "公表された内容")}をここで読めます。公表のときはメールでお知らせします。");
            }

            var mine = visit.Visitor.In(running.Plan.Id, Role.Department).Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
            return await visit.PageAsync<FeedbackPage>(new()
            {
                [nameof(FeedbackPage.Running)] = running,
                [nameof(FeedbackPage.Year)] = await years.ReadVersionAsync(running, running.Cycle.Version, cancellation),
                [nameof(FeedbackPage.Measures)] = await MeasuresOfAsync(cycleId, mine, cancellation),
            });
        }, cancellation);

    private async Task<ImmutableHashSet<string>> MeasuresOfAsync(string cycleId, HashSet<string> departments, CancellationToken cancellation)
    {
        var measures = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation))
        {
            if (sheet.Value.Departments.Any(departments.Contains))
            {
                measures.Add(sheet.Value.Measure);
            }
        }

        return measures.ToImmutable();
    }
}
