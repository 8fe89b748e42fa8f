using System.Globalization;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>One item of a ballot: what the departments wrote, and the member's score and opinion.</summary>
public sealed class BallotItemFunctions(FrontDesk desk, BallotDoor door, BallotPad pad, ReviewedYearReader years)
{
    private const string Route = "committee/{cycleId}/items/{number}";

    /// <summary>The item.</summary>
    [Function("BallotItemPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        string number,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var ballot = await door.OpenAsync(visit, cycleId, cancellation);
            return Find(ballot, number) is { } item
                ? await PageAsync(visit, ballot, item, TypedVote.Of(VoteShown(ballot, item)), TagOf(ballot, item), [], cancellation)
                : await visit.MissingAsync();
        }, cancellation);

    /// <summary>Saves what was typed, and goes on to where the button says.</summary>
    [Function("SaveBallotItem")]
    public Task<IResult> Save(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        string number,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var ballot = await door.OpenAsync(visit, cycleId, cancellation);
            if (Find(ballot, number) is not { } item)
            {
                return await visit.MissingAsync();
            }

            var typed = TypedVote.Read(form);
            var problems = typed.Problems(ballot.Running.Plan.Committee);
            return problems.Count > 0
                ? await RefuseAsync(visit, ballot, item, typed, form["tag"], problems, cancellation)
                : await SaveAsync(visit, form, ballot, item, typed, cancellation);
        }, cancellation);

    private async Task<IResult> SaveAsync(
        Visit visit, PostedForm form, BallotView ballot, Item item, TypedVote typed, CancellationToken cancellation)
    {
        try
        {
            var vote = typed.ToVote();
            var paper = await pad.SaveAsync(
                ballot.CycleId, ballot.Grant.Id, item.Number, vote, form["tag"], visit.Act(form, ballot.Grant), cancellation);
            return visit.WantsJson ? Saved(visit, ballot with { Paper = paper }, vote) : new SeeOther(NextPath(ballot, item, form["then"]));
        }
        catch (BallotConflictException conflict)
        {
            return await ConflictAsync(visit, ballot with { Paper = conflict.Theirs }, item, typed);
        }
        catch (RuleBrokenException broken) when (broken.Rule is BallotMustBeOpen && !visit.WantsJson)
        {
            return await visit.PageAsync<BallotClosedPage>(
                new()
                {
                    [nameof(BallotClosedPage.Ballot)] = ballot,
                    [nameof(BallotClosedPage.Item)] = item,
                    [nameof(BallotClosedPage.Typed)] = typed,
                },
                StatusCodes.Status409Conflict);
        }
    }

    private static IResult Saved(Visit visit, BallotView ballot, Vote vote) => Results.Json(
        new
        {
            tag = BallotPad.TagOf(vote),
            saved = visit.Now.ToOffset(JapanTime.Offset).ToString("H:mm", CultureInfo.InvariantCulture),
            finished = ballot.Finished,
            count = ballot.Lines.Length,
        },
        RecordJson.Options);

    private async Task<IResult> RefuseAsync(
        Visit visit,
        BallotView ballot,
        Item item,
        TypedVote typed,
        string tag,
        IReadOnlyList<(string Field, string Message)> problems,
        CancellationToken cancellation) =>
        visit.WantsJson
            ? Results.Json(
                new { title = "保存していません", message = string.Concat(problems.Select(p => p.Message)) },
                RecordJson.Options,
                statusCode: StatusCodes.Status422UnprocessableEntity)
            : await PageAsync(visit, ballot, item, typed, tag, problems, cancellation);

    private static async Task<IResult> ConflictAsync(Visit visit, BallotView ballot, Item item, TypedVote typed) =>
        visit.WantsJson
            ? Results.Json(
                new { title = "保存していません", message = "別の画面で、この項目が先に保存されています。「下書きを保存」を押すと、両方の内容を確認できます。" },
                RecordJson.Options,
                statusCode: StatusCodes.Status409Conflict)
            : await visit.PageAsync<BallotConflictPage>(
                new()
                {
                    [nameof(BallotConflictPage.Ballot)] = ballot,
                    [nameof(BallotConflictPage.Item)] = item,
                    [nameof(BallotConflictPage.Typed)] = typed,
                },
                StatusCodes.Status409Conflict);

    private async Task<IResult> PageAsync(
        Visit visit,
        BallotView ballot,
        Item item,
        TypedVote typed,
        string tag,
        IReadOnlyList<(string Field, string Message)> problems,
        CancellationToken cancellation) =>
        await visit.PageAsync<BallotItemPage>(
            new()
            {
                [nameof(BallotItemPage.Ballot)] = ballot,
                [nameof(BallotItemPage.Item)] = item,
                [nameof(BallotItemPage.Typed)] = typed,
                [nameof(BallotItemPage.Tag)] = tag,
                [nameof(BallotItemPage.Problems)] = problems,
                [nameof(BallotItemPage.Year)] = await years.ReadAsync(ballot.CycleId, 1, visit.Today, cancellation),
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static Item? Find(BallotView ballot, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? ballot.Running.Plan.Items.FirstOrDefault(i => i.Number == wanted)
            : null;

    private static Vote VoteShown(BallotView ballot, Item item) => ballot.Lines.Single(l => l.Item.Number == item.Number).Vote;

    private static string TagOf(BallotView ballot, Item item) => BallotPad.TagOf(BallotPad.VoteOn(ballot.Paper, item.Number));

    private static string NextPath(BallotView ballot, Item item, string then)
    {
        var items = ballot.Running.Plan.Items;
        var place = items.IndexOf(item);
        var path = then switch
        {
            "next" when place + 1 < items.Length => CommitteePaths.Item(ballot.CycleId, items[place + 1].Number),
            "previous" when place > 0 => CommitteePaths.Item(ballot.CycleId, items[place - 1].Number),
            "next" or "check" => CommitteePaths.Check(ballot.CycleId),
            "list" => PagePaths.Ballot(ballot.CycleId),
            _ => CommitteePaths.Item(ballot.CycleId, item.Number),
        };
        return path + "?done=saved";
    }
}
