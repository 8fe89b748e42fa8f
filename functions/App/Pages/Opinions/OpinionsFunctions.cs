using System.Collections.Immutable;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>The opinions desk: how the document stands, beginning, sending to the chair, and the preview.</summary>
public sealed class OpinionsFunctions(
    FrontDesk desk, OpinionsDoor door, OpinionPad pad, OpinionDesk opinions, BoardReader boards, GroupWorkDesk groups,
    DocumentPreview preview)
{
    private const string Route = "secretariat/cycles/{cycleId}/opinions";

    /// <summary>How the document stands, item by item; in a year without ballots, the check before it is published.</summary>
    [Function("OpinionsPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(
            request,
            async visit =>
            {
                var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
                return running.HasBallots
                    ? await visit.PageAsync<OpinionsPage>(new()
                    {
                        [nameof(OpinionsPage.Opinions)] = await door.OpenAsync(visit, cycleId, cancellation),
                    })
                    : await visit.PageAsync<ReleasePage>(new()
                    {
                        [nameof(ReleasePage.Running)] = running,
                        [nameof(ReleasePage.Missing)] = (await boards.GetAsync(cycleId, cancellation)).Rows
                            .Where(row => row.State != SheetState.Accepted).Select(row => row.Measure).ToImmutableArray(),
                        [nameof(ReleasePage.Groups)] = await GroupsAsync(running, cancellation),
                    });
            },
            cancellation);

    private async Task<List<GroupPaper>> GroupsAsync(RunningCycle running, CancellationToken cancellation)
    {
        var papers = new List<GroupPaper>();
        foreach (var group in running.Plan.Committee.Groups)
        {
            papers.Add(await groups.GetAsync(running.Cycle.Id, group.Id, cancellation));
        }

        return papers;
    }

    /// <summary>公表してよい.</summary>
    [Function("ReleaseForPublication")]
    public Task<IResult> Release(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/release")] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (_, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            await opinions.ReleaseAsync(cycleId, visit.Act(form, grant), client, cancellation);
            return new SeeOther(PagePaths.Opinions(cycleId) + "?done=released");
        }, cancellation);

    /// <summary>Begins the working set from the ballots.</summary>
    [Function("BeginOpinions")]
    public Task<IResult> Begin(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/begin")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (_, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            await pad.BeginAsync(cycleId, visit.Act(form, grant), cancellation);
            return new SeeOther(PagePaths.Opinions(cycleId) + "?done=begun");
        }, cancellation);

    /// <summary>Sends the document to the chair.</summary>
    [Function("SendToChair")]
    public Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/send")] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            // The secretariat can't take it back. Where it can't be sent at all, the rule says so.
            if (form["checked"] != "yes" && running is { HasBallots: true, Cycle.Stage: CycleStage.Compiling })
            {
                return await visit.PageAsync<OpinionsPage>(
                    new()
                    {
                        [nameof(OpinionsPage.Opinions)] = await door.OpenAsync(visit, cycleId, cancellation),
                        [nameof(OpinionsPage.Problem)] = "送った後は、会長が戻すまで直せません。プレビューと章の文章を確認して、印を付けてください。",
                    },
                    StatusCodes.Status422UnprocessableEntity);
            }

            await opinions.SendToChairAsync(cycleId, visit.Act(form, grant), client, cancellation);
            return new SeeOther(PagePaths.Opinions(cycleId) + "?done=sent");
        }, cancellation);

    /// <summary>The document as it stands, at any time of the cycle.</summary>
    [Function("PreviewPage")]
    public Task<IResult> Preview(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/preview")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return new DocumentAnswer(await preview.RenderAsPublishedAsync(running, cancellation));
        }, cancellation);
}
