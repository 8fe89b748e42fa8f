using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages.Groups;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>A member's ballots, and one ballot with its items.</summary>
public sealed class BallotFunctions(FrontDesk desk, BallotDoor door, GroupDoor groups)
{
    /// <summary>The visitor's ballots, and the work of the visitor's groups.</summary>
    [Function("BallotsPage")]
    public Task<IResult> ShowAll(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "committee")] HttpRequest request, CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            if (!visit.Visitor.IsAny(Role.Member))
            {
                throw new AccessDeniedException();
            }

            var (ballots, coming) = await door.AllAsync(visit.Visitor, cancellation);
            return await visit.PageAsync<BallotsPage>(new()
            {
                [nameof(BallotsPage.Ballots)] = ballots,
                [nameof(BallotsPage.Coming)] = coming,
                [nameof(BallotsPage.Groups)] = await groups.AllAsync(visit.Visitor, cancellation),
            });
        }, cancellation);

    /// <summary>One ballot.</summary>
    [Function("BallotPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "committee/{cycleId}")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(
            request,
            async visit => await visit.PageAsync<BallotPage>(new()
            {
                [nameof(BallotPage.Ballot)] = await door.OpenAsync(visit, cycleId, cancellation),
            }),
            cancellation);
}
