using GyoseiFlow.App.Access;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Groups;

/// <summary>A group's copy of a sheet: what the department handed in, and what the group makes of it.</summary>
public sealed class GroupSheetFunctions(FrontDesk desk, GroupDoor door, GroupWorkDesk groups)
{
    private const string Route = "committee/{cycleId}/groups/{group}/sheets/{measure}";

    /// <summary>The copy.</summary>
    [Function("GroupSheetPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        string group,
        string measure,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (paper, grant) = await door.OpenAsync(visit, cycleId, group, cancellation);
            if (Find(paper, measure) is not { } found)
            {
                return await visit.MissingAsync();
            }

            var plan = paper.Running.Plan;
            var copy = await groups.GetCopyAsync(cycleId, group, measure, cancellation);
            var typed = TypedSheet.Of(plan, copy) with { Problems = Overlong(plan, found, copy.Answers) };
            return await PageAsync(visit, paper, grant, found, typed, StatusCodes.Status200OK, cancellation);
        }, cancellation);

    /// <summary>Saves the copy, or adds and takes out rows.</summary>
    [Function("SaveGroupSheet")]
    public Task<IResult> Save(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        string group,
        string measure,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (paper, grant) = await door.OpenAsync(visit, cycleId, group, cancellation);
            if (Find(paper, measure) is not { } found)
            {
                return await visit.MissingAsync();
            }

            return TypedSheet.WithRowsChanged(paper.Running.Plan, form) is { } changed
                ? await PageAsync(visit, paper, grant, found, changed, StatusCodes.Status200OK, cancellation)
                : await SaveAsync(visit, form, paper, grant, found, cancellation);
        }, cancellation);

    private async Task<IResult> SaveAsync(
        Visit visit, PostedForm form, GroupPaper paper, Grant grant, Measure measure, CancellationToken cancellation)
    {
        var (cycleId, group, plan) = (paper.CycleId, paper.Group.Id, paper.Running.Plan);
        var saved = await FormSaving.SaveAsync(
            plan,
            form,
            () => groups.GetCopyAsync(cycleId, group, measure.Code, cancellation),
            (answers, etag) => groups.SaveCopyAsync(cycleId, group, measure.Code, answers, etag, visit.Act(form, grant), cancellation));
        if (visit.WantsJson)
        {
            return saved.ToJson(plan, grant.ActorName(visit.Visitor.Person), visit.Now);
        }

        return saved.Contests.IsEmpty
            ? new SeeOther($"{GroupPaths.Sheet(cycleId, group, measure.Code)}?done={(saved.HasMore ? "merged" : "saved")}")
            : await PageAsync(visit, paper, grant, measure, saved.ToChoose(plan), StatusCodes.Status409Conflict, cancellation);
    }

    private async Task<IResult> PageAsync(
        Visit visit, GroupPaper paper, Grant grant, Measure measure, TypedSheet typed, int status, CancellationToken cancellation) =>
        await visit.PageAsync<GroupSheetPage>(
            new()
            {
                [nameof(GroupSheetPage.Paper)] = paper,
                [nameof(GroupSheetPage.Grant)] = grant,
                [nameof(GroupSheetPage.Measure)] = measure,
                [nameof(GroupSheetPage.HandedIn)] = await groups.HandedInAsync(paper.CycleId, measure.Code, cancellation),
                [nameof(GroupSheetPage.Typed)] = typed,
            },
            status);

    // What the department had to answer, it has answered; only what can't be printed is a problem here.
    private static System.Collections.Immutable.ImmutableArray<AnswerProblem> Overlong(Plan plan, Measure measure, Answers answers) =>
        [.. AnswerCheck.Check(plan, measure, answers).Where(p => answers.ByField.ContainsKey(p.Field))];

    private static Measure? Find(GroupPaper paper, string code) => paper.Running.Plan.Measures.FirstOrDefault(m => m.Code == code);
}
