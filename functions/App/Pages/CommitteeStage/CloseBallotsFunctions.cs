using System.Collections.Immutable;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Secretariat;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.CommitteeStage;

/// <summary>The end of the committee's stage with ballots missing: who they are is shown first, then it is done.</summary>
public sealed class CloseBallotsFunctions(FrontDesk desk, ManyBallotsDesk many, BallotsReader ballots)
{
    private const string Route = "secretariat/cycles/{cycleId}/ballots/close";

    /// <summary>What the end of the stage would leave as 未提出.</summary>
    [Function("CloseBallotsPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return await PageAsync(visit, running, "", isEarlyConfirmed: false, [], cancellation);
        }, cancellation);

    /// <summary>Ends the stage.</summary>
    [Function("CloseBallots")]
    public Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var isEarlyConfirmed = form["early"] == "yes";
            try
            {
                var closed = await many.CloseStageAsync(cycleId, form["reason"], isEarlyConfirmed, visit.Act(form, grant), client, cancellation);
                // Whoever handed in since the preview is named too, with why nothing was done.
                ImmutableArray<string> named = [.. form.All("member").Union(closed)];
                return new SeeOther(BallotsDone.Path(cycleId, BallotAct.CloseStage, named, due: null, form.RequestId));
            }
            catch (RuleBrokenException broken) when (broken.Rule is ClosingBallotsMustHaveReason or ReasonMustNotBeTooLong or ClosingEarlyMustBeConfirmed)
            {
                var early = broken.Rule as ClosingEarlyMustBeConfirmed
                    ?? (isEarlyConfirmed ? null : ClosingEarlyMustBeConfirmed.OfBallots(await many.MissingAsync(cycleId, cancellation), visit.Today));
                return await PageAsync(visit, running, form["reason"], isEarlyConfirmed, ClosingProblems.Of(broken.Rule, early), cancellation);
            }
        }, cancellation);

    private async Task<IResult> PageAsync(
        Visit visit,
        RunningCycle running,
        string reason,
        bool isEarlyConfirmed,
        ImmutableArray<(string Field, string Message)> problems,
        CancellationToken cancellation)
    {
        var standings = running.Cycle.Stage == CycleStage.Committee ? await ballots.GetAsync(running, visit.Today, cancellation) : [];
        return await visit.PageAsync<CloseBallotsPage>(
            new()
            {
                [nameof(CloseBallotsPage.Running)] = running,
                [nameof(CloseBallotsPage.Standings)] = standings,
                [nameof(CloseBallotsPage.Reason)] = reason,
                [nameof(CloseBallotsPage.IsEarlyConfirmed)] = isEarlyConfirmed,
                [nameof(CloseBallotsPage.Problems)] = problems,
            },
            problems.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
