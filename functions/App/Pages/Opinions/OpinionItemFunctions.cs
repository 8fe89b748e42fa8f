using System.Collections.Immutable;
using System.Globalization;
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
                ? await PageAsync(visit, opinions, item, OpinionEdit.None, [])
                : await visit.MissingAsync();
        }, cancellation);

    /// <summary>Saves the texts, and merges, moves, leaves out, takes in or adds.</summary>
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
        if (edit.Problems is { IsEmpty: false } problems)
        {
            return await PageAsync(visit, opinions, item, edit, problems);
        }

        // Without a script the merged text comes back to be worded first.
        if (edit.Kind == OpinionEdit.Merge && string.IsNullOrWhiteSpace(edit.Merged))
        {
            var texts = opinions.TextsOf(item).Where(t => edit.Numbers.Contains(t.Number)).Select(t => edit.Words.GetValueOrDefault(t.Number, t.Text));
            return await PageAsync(visit, opinions, item, edit with { Merged = string.Join('\n', texts) }, [], isMergeOffered: true);
        }

        var (_, grant) = await visit.AsSecretariatAsync(opinions.CycleId, cancellation);
        var act = visit.ActOfButton(form, grant);
        try
        {
            await pad.ChangeAsync(
                opinions.CycleId,
                item.Number,
                form["tag"],
                act,
                etag => works.EditAsync(opinions.CycleId, item.Number, edit.Words, edit.Step, etag, act, cancellation),
                cancellation);
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
            return await PageAsync(visit, opinions, item, edit, [("main", broken.Message)]);
        }

        var done = edit.Kind != OpinionEdit.Reword && !edit.Words.IsEmpty ? edit.Kind + DoneWords.WithWords : edit.Kind;
        return edit.Rest.IsBlank
            ? new SeeOther($"{OpinionPaths.Item(opinions.CycleId, item.Number)}?done={done}{At(edit)}")
            : await PageAsync(visit, await door.OpenAsync(visit, opinions.CycleId, cancellation), item, edit.Rest, [], done);
    }

    // Where the page goes on.
    private static string At(OpinionEdit edit) => edit.Kind is OpinionEdit.Merge or OpinionEdit.Add || edit.Number == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"&text={edit.Number}#done");

    private static Item? Find(OpinionsView opinions, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? opinions.Running.Plan.Items.FirstOrDefault(i => i.Number == wanted)
            : null;

    private static Task<IResult> PageAsync(
        Visit visit,
        OpinionsView opinions,
        Item item,
        OpinionEdit edit,
        ImmutableArray<(string Field, string Message)> problems,
        string? done = null,
        bool isMergeOffered = false) =>
        visit.PageAsync<OpinionItemPage>(
            new()
            {
                [nameof(OpinionItemPage.Opinions)] = opinions,
                [nameof(OpinionItemPage.Item)] = item,
                [nameof(OpinionItemPage.Edit)] = edit.For(opinions.TextsOf(item)),
                [nameof(OpinionItemPage.Problems)] = problems,
                [nameof(OpinionItemPage.Done)] = done,
                [nameof(OpinionItemPage.IsMergeOffered)] = isMergeOffered,
            },
            problems.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
