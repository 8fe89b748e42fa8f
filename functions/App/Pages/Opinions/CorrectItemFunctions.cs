using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>Corrects the published opinions of an item.</summary>
public sealed class CorrectItemFunctions(FrontDesk desk, CorrectionDesk corrections, OpinionDesk opinions)
{
    private const string Route = "secretariat/cycles/{cycleId}/corrections/items/{number}";

    /// <summary>The item's opinions as they stand.</summary>
    [Function("CorrectItemPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        string number,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var running = await OpenAsync(visit, cycleId, cancellation);
            var draft = await opinions.GetAsync(cycleId, cancellation);
            return Find(running, number) is { } item
                ? await PageAsync(visit, running, item, draft.Opinions.Of(item.Number), draft.ETag)
                : await visit.MissingAsync();
        }, cancellation);

    /// <summary>Keeps the corrected opinions; they are published with the next version.</summary>
    [Function("CorrectItem")]
    public Task<IResult> Correct(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        string number,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var running = await OpenAsync(visit, cycleId, cancellation);
            if (Find(running, number) is not { } item)
            {
                return await visit.MissingAsync();
            }

            var texts = form.All("opinion").Where(t => !string.IsNullOrWhiteSpace(t)).ToImmutableArray();
            if (texts.FirstOrDefault(t => new Vote(null, t).CountOpinion() > Vote.MostOpinion) is not null)
            {
                return await PageAsync(visit, running, item, texts, form["etag"], problem: $"意見は1件{Vote.MostOpinion}文字までです。短くしてください。");
            }

            var (_, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            try
            {
                var current = (await opinions.GetAsync(cycleId, cancellation)).Opinions;
                var corrected = new CompiledOpinions(
                    texts.IsEmpty ? current.ByItem.Remove(item.Number) : current.ByItem.SetItem(item.Number, texts));
                await corrections.CorrectOpinionsAsync(cycleId, corrected, form["etag"], visit.Act(form, grant), cancellation);
                return new SeeOther(OpinionPaths.Corrections(cycleId) + "?done=corrected");
            }
            catch (OpinionConflictException conflict)
            {
                return await PageAsync(
                    visit, running, item, texts, conflict.Theirs.ETag, theirs: conflict.Theirs.Opinions.Of(item.Number));
            }
        }, cancellation);

    private static async Task<RunningCycle> OpenAsync(Visit visit, string cycleId, CancellationToken cancellation)
    {
        var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
        RuleBrokenException.Unless(
            running.Cycle.Stage == CycleStage.Published, new StageMustBe(CycleStage.Published.Label(), running.StageLabel));
        return running;
    }

    private static Item? Find(RunningCycle running, string number) =>
        // Where nobody gives opinions there are none to correct.
        running.HasBallots && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? running.Plan.Items.FirstOrDefault(i => i.Number == wanted)
            : null;

    private static Task<IResult> PageAsync(
        Visit visit,
        RunningCycle running,
        Item item,
        ImmutableArray<string> texts,
        string etag,
        string? problem = null,
        ImmutableArray<string>? theirs = null) =>
        visit.PageAsync<CorrectItemPage>(
            new()
            {
                [nameof(CorrectItemPage.Running)] = running,
                [nameof(CorrectItemPage.Item)] = item,
                [nameof(CorrectItemPage.Texts)] = texts,
                [nameof(CorrectItemPage.ETag)] = etag,
                [nameof(CorrectItemPage.Problem)] = problem,
                [nameof(CorrectItemPage.Theirs)] = theirs,
            },
            theirs is not null ? StatusCodes.Status409Conflict
            : problem is not null ? StatusCodes.Status422UnprocessableEntity
            : StatusCodes.Status200OK);
}
