using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>The board: how far every sheet of a cycle is.</summary>
public sealed class BoardFunctions(FrontDesk desk, BoardReader boards)
{
    /// <summary>The board's page.</summary>
    [Function("BoardPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var view = await ReadAsync(visit, cycleId, cancellation);
            // Enter in a box sends the list's form to itself: the same rows, the same boxes.
            if (request.Query.ContainsKey(WayBack.Name))
            {
                var chosen = string.Concat(view.Query.Chosen.Select(m => $"&measure={Uri.EscapeDataString(m)}"));
                return new SeeOther(WayBack.Board(WayBack.Given(request), view.Running, chosen));
            }

            return await visit.PageAsync<BoardPage>(new() { [nameof(BoardPage.View)] = view });
        }, cancellation);

    /// <summary>The part of the page that changes, for the script that keeps it up to date; nothing when nothing has changed.</summary>
    [Function("BoardLive")]
    public Task<IResult> ShowLive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/live")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var view = await ReadAsync(visit, cycleId, cancellation);
            request.HttpContext.Response.Headers.ETag = view.Version;
            return request.Headers.IfNoneMatch == view.Version
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : await visit.PageAsync<BoardLive>(new() { [nameof(BoardLive.View)] = view });
        }, cancellation);

    private async Task<BoardView> ReadAsync(Visit visit, string cycleId, CancellationToken cancellation)
    {
        var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
        var board = await boards.GetAsync(cycleId, cancellation);
        var query = BoardQuery.Of(visit.Request.Query, running.Plan);
        // The day is part of it: what is overdue changes at midnight.
        var seen = RecordJson.Write(board.Rows) + board.Stage + visit.Today.DayNumber + query.With();
        return new BoardView(running, board, query, $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)))[..32]}\"");
    }
}

/// <summary>What the board's page shows.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Board">Every sheet.</param>
/// <param name="Query">Which of them, in what order.</param>
/// <param name="Version">Changes with what is shown.</param>
public sealed record BoardView(RunningCycle Running, Board Board, BoardQuery Query, string Version)
{
    /// <summary>Whether anything can still be done with a sheet.</summary>
    public bool HasOpenSheets => Board.Rows.Any(r => !r.State.IsSettled());
}
