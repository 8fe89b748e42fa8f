using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>One item's opinions: what was written beside what is to be published.</summary>
public sealed class OpinionItemFunctions(FrontDesk desk, OpinionsDoor door, OpinionPad pad, OpinionWorkDesk works)
{
    private const string Route = "secretariat/cycles/{cycleId}/opinions/items/{number}";

    /// <summary>The item.</summary>
    [Function("OpinionItemPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        string number,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var opinions = await door.OpenAsync(visit, cycleId, cancellation);
            return Find(opinions, number) is { } item
                ? await PageAsync(visit, opinions, item, OpinionEdit.None, problem: null)
                : await visit.MissingAsync();
        }, cancellation);

    /// <summary>Edits, merges, moves, leaves out, takes in or adds.</summary>
    [Function("ChangeOpinions")]
    public Task<IResult> Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        string number,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var opinions = await door.OpenAsync(visit, cycleId, cancellation);
            return Find(opinions, number) is { } item
                ? await ChangeAsync(visit, form, opinions, item, OpinionEdit.Read(form), cancellation)
                : await visit.MissingAsync();
        }, cancellation);

    private async Task<IResult> ChangeAsync(
        Visit visit, PostedForm form, OpinionsView opinions, Item item, OpinionEdit edit, CancellationToken cancellation)
    {
        // Without a script the merged text comes back to be worded first.
        if (edit.Kind == OpinionEdit.Merge && edit.Numbers.Length > 1 && string.IsNullOrWhiteSpace(edit.Words))
        {
            var texts = opinions.TextsOf(item).Where(t => edit.Numbers.Contains(t.Number)).Select(t => t.Text);
            return await PageAsync(
                visit, opinions, item, edit with { Words = string.Join('\n', texts) }, "まとめた後の文章を確かめ、必要なら直して、もう一度「1つにまとめる」を押してください。");
        }

        if (edit.Problem is { } problem)
        {
            return await PageAsync(visit, opinions, item, edit, problem);
        }

        var (_, grant) = await visit.AsSecretariatAsync(opinions.CycleId, cancellation);
        var act = visit.Act(form, grant);
        try
        {
            await pad.ChangeAsync(
                opinions.CycleId, item.Number, form["tag"], act, etag => Do(opinions.CycleId, item.Number, edit, etag, act, cancellation), cancellation);
            return new SeeOther($"{OpinionPaths.Item(opinions.CycleId, item.Number)}?done={edit.Kind}{edit.Anchor}");
        }
        catch (OpinionWorkConflictException conflict)
        {
            return await visit.PageAsync<OpinionConflictPage>(
                new()
                {
                    [nameof(OpinionConflictPage.Opinions)] = opinions with { Draft = conflict.Theirs },
                    [nameof(OpinionConflictPage.Item)] = item,
                    [nameof(OpinionConflictPage.Edit)] = edit,
                },
                StatusCodes.Status409Conflict);
        }
        catch (RuleBrokenException broken) when (broken.Rule is not StageMustBe)
        {
            return await PageAsync(visit, opinions, item, edit, broken.Message);
        }
    }

    private Task Do(string cycleId, int item, OpinionEdit edit, string etag, Act act, CancellationToken cancellation) => edit.Kind switch
    {
        OpinionEdit.Reword => works.EditAsync(cycleId, item, edit.Number, edit.Words, etag, act, cancellation),
        OpinionEdit.Merge => works.MergeAsync(cycleId, item, edit.Numbers, edit.Words, etag, act, cancellation),
        OpinionEdit.Move => works.MoveAsync(cycleId, item, edit.Number, edit.Place, etag, act, cancellation),
        OpinionEdit.LeaveOut => works.LeaveOutAsync(cycleId, item, edit.Number, edit.Words.Trim(), etag, act, cancellation),
        OpinionEdit.TakeIn => works.TakeInAsync(cycleId, item, edit.Number, etag, act, cancellation),
        _ => works.AddAsync(cycleId, item, edit.Words, etag, act, cancellation),
    };

    private static Item? Find(OpinionsView opinions, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? opinions.Running.Plan.Items.FirstOrDefault(i => i.Number == wanted)
            : null;

    private static Task<IResult> PageAsync(Visit visit, OpinionsView opinions, Item item, OpinionEdit edit, string? problem) =>
        visit.PageAsync<OpinionItemPage>(
            new()
            {
                [nameof(OpinionItemPage.Opinions)] = opinions,
                [nameof(OpinionItemPage.Item)] = item,
                [nameof(OpinionItemPage.Edit)] = edit,
                [nameof(OpinionItemPage.Problem)] = problem,
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
