using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Pages.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>The whole ballot at a glance, and handing it in.</summary>
public sealed class BallotCheckFunctions(FrontDesk desk, BallotDoor door, BallotDesk ballots)
{
    private const string Route = "committee/{cycleId}/check";

    private const string ChangedMeanwhile = "確認している間に、別の画面で内容が変わりました。下の内容をもう一度確認してから提出してください。";

    /// <summary>The whole ballot.</summary>
    [Function("BallotCheckPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(
            request, async visit => await PageAsync(visit, await door.OpenAsync(visit, cycleId, cancellation)), cancellation);

    /// <summary>Hands the ballot in as it was shown.</summary>
    [Function("HandBallotIn")]
    public Task<IResult> HandIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var ballot = await door.OpenAsync(visit, cycleId, cancellation);
            if (!ballot.IsOpen)
            {
                return await PageAsync(
                    visit, ballot, "評価の受付が終わったため、提出できませんでした。入力した内容は下に残っています。", StatusCodes.Status409Conflict);
            }

            if (!ballot.Paper.IsHandedIn && ProblemOf(ballot, form) is { } problem)
            {
                return await PageAsync(visit, ballot, problem, StatusCodes.Status422UnprocessableEntity);
            }

            try
            {
                // Clicked twice, it is in already.
                if (!ballot.Paper.IsHandedIn)
                {
                    await ballots.SubmitAsync(
                        cycleId, ballot.Grant.Id, BallotLine.ToHandIn(ballot.Lines), form["etag"], visit.Act(form, ballot.Grant), client, cancellation);
                }
            }
            catch (BallotConflictException)
            {
                // Saved since this request looked.
                return await PageAsync(visit, await door.OpenAsync(visit, cycleId, cancellation), ChangedMeanwhile, StatusCodes.Status409Conflict);
            }

            return new SeeOther(CommitteePaths.Check(cycleId) + "?done=handed-in");
        }, cancellation);

    private static string? ProblemOf(BallotView ballot, PostedForm form)
    {
        if (form["etag"] != ballot.Paper.ETag)
        {
            return ChangedMeanwhile;
        }

        var open = ballot.Lines.Count(l => !l.IsComplete);
        return open > 0 && !form.Has("incomplete")
            ? $"評点または意見が未入力の取組項目が{open}件あります。入力するか、「未入力のまま提出する」にチェックを入れてください。"
            : null;
    }

    private static Task<IResult> PageAsync(
        Visit visit, BallotView ballot, string? problem = null, int status = StatusCodes.Status200OK) =>
        visit.PageAsync<BallotCheckPage>(
            new() { [nameof(BallotCheckPage.Ballot)] = ballot, [nameof(BallotCheckPage.Problem)] = problem }, status);
}
