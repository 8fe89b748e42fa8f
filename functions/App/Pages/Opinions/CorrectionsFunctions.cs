using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>訂正: what is to change, figure by figure, and publishing it as the next version.</summary>
public sealed class CorrectionsFunctions(FrontDesk desk, CorrectionDesk corrections, IRecordStore store)
{
    private const string Route = "secretariat/cycles/{cycleId}/corrections";

    /// <summary>The versions so far, and what the next one would change.</summary>
    [Function("CorrectionsPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return await PageAsync(visit, running, "", null, StatusCodes.Status200OK, cancellation);
        }, cancellation);

    /// <summary>Publishes the next version.</summary>
    [Function("OrderCorrection")]
    public Task<IResult> Publish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var reason = form["reason"];
            try
            {
                await corrections.PublishAsync(cycleId, reason, form["previewed"], visit.Act(form, grant), client, cancellation);
                return new SeeOther(OpinionPaths.Corrections(cycleId) + "?done=ordered");
            }
            catch (RuleBrokenException broken) when (broken.Rule is CorrectionMustHaveReason or ReasonMustNotBeTooLong or CorrectionMustChangeSomething)
            {
                return await PageAsync(visit, running, reason, broken.Message, StatusCodes.Status422UnprocessableEntity, cancellation);
            }
            catch (RuleBrokenException broken) when (broken.Rule is CorrectionMustBeAsPreviewed)
            {
                return await PageAsync(visit, running, reason, broken.Message, StatusCodes.Status409Conflict, cancellation);
            }
        }, cancellation);

    private async Task<IResult> PageAsync(
        Visit visit, RunningCycle running, string reason, string? problem, int status, CancellationToken cancellation)
    {
        var (preview, waiting) = await PreviewAsync(running, cancellation);
        return await visit.PageAsync<CorrectionsPage>(
            new()
            {
                [nameof(CorrectionsPage.Running)] = running,
                [nameof(CorrectionsPage.Versions)] = await VersionsAsync(running.Cycle.Id, cancellation),
                [nameof(CorrectionsPage.Sheets)] = await AcceptedAsync(running.Cycle.Id, cancellation),
                [nameof(CorrectionsPage.Preview)] = preview,
                [nameof(CorrectionsPage.Waiting)] = waiting,
                [nameof(CorrectionsPage.Reason)] = reason,
                [nameof(CorrectionsPage.Problem)] = problem,
            },
            status);
    }

    private async Task<(CorrectionPreview? Preview, string? Waiting)> PreviewAsync(RunningCycle running, CancellationToken cancellation)
    {
        if (running.Cycle.Stage != CycleStage.Published)
        {
            return (null, $"いまは「{running.StageLabel}」の段階です。訂正は、{running.DocumentName}を公表した後に行えます。");
        }

        try
        {
            return (await corrections.PreviewAsync(running.Cycle.Id, cancellation), null);
        }
        catch (RuleBrokenException broken) when (broken.Rule is CorrectionMustWait)
        {
            return (null, broken.Message);
        }
    }

    private async Task<List<(int Version, DateOnly On, string? Reason)>> VersionsAsync(string cycleId, CancellationToken cancellation)
    {
        var versions = new List<(int, DateOnly, string?)>();
        await foreach (var version in store.ListAsync<PublishedVersion>(cycleId, RecordKeys.VersionPrefix, cancellation))
        {
            versions.Add((version.Value.Version, version.Value.PublishedOn, version.Value.Reason));
        }

        return versions;
    }

    private async Task<HashSet<string>> AcceptedAsync(string cycleId, CancellationToken cancellation)
    {
        var accepted = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation))
        {
            if (sheet.Value.State == SheetState.Accepted)
            {
                accepted.Add(sheet.Value.Measure);
            }
        }

        return accepted;
    }
}
