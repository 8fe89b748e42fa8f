using GyoseiFlow.App.Committee;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.CommitteeStage;

/// <summary>How far every member of the committee is, for the secretariat.</summary>
public sealed class BallotsFunctions(FrontDesk desk, BallotsReader ballots)
{
    /// <summary>The list of members.</summary>
    [Function("CommitteeStagePage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/ballots")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return await visit.PageAsync<MembersPage>(new()
            {
                [nameof(MembersPage.Running)] = running,
                [nameof(MembersPage.Standings)] = await ballots.GetAsync(running, visit.Today, cancellation),
            });
        }, cancellation);
}
