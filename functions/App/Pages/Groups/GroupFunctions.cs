using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Groups;

/// <summary>A group's sheets and meetings at a glance, and saying that its work is done.</summary>
public sealed class GroupFunctions(FrontDesk desk, GroupDoor door, GroupWorkDesk groups)
{
    private const string Route = "committee/{cycleId}/groups/{group}";

    /// <summary>The group's sheets and meetings.</summary>
    [Function("GroupPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        string group,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (paper, grant) = await door.OpenAsync(visit, cycleId, group, cancellation);
            var lines = new List<GroupLine>();
            foreach (var measure in paper.Running.Plan.Measures)
            {
                var handedIn = await groups.HandedInAsync(cycleId, measure.Code, cancellation);
                var copy = paper.Work.Copies.GetValueOrDefault(measure.Code) ?? handedIn;
                lines.Add(new GroupLine(measure, !handedIn.ByField.IsEmpty, ChangedFields.Between(paper.Running.Plan, handedIn, copy)));
            }

            return await visit.PageAsync<GroupPage>(new()
            {
                [nameof(GroupPage.Paper)] = paper,
                [nameof(GroupPage.Grant)] = grant,
                [nameof(GroupPage.Lines)] = lines,
            });
        }, cancellation);

    /// <summary>検討を終える.</summary>
    [Function("FinishGroupWork")]
    public Task<IResult> Finish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/finish")] HttpRequest request,
        string cycleId,
        string group,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (_, grant) = await door.OpenAsync(visit, cycleId, group, cancellation);
            await groups.FinishAsync(cycleId, group, form[TypedAnswers.ETagField], visit.Act(form, grant), cancellation);
            return new SeeOther(GroupPaths.Group(cycleId, group) + "?done=finished");
        }, cancellation);
}
