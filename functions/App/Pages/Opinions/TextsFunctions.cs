using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>The chapters' texts of a year, in Markdown, with a preview.</summary>
public sealed class TextsFunctions(FrontDesk desk, ChapterDesk chapters, ReviewedYearReader years)
{
    private const string Route = "secretariat/cycles/{cycleId}/texts";
    private const int MaxTries = 5;

    /// <summary>Every chapter.</summary>
    [Function("TextsPage")]
    public Task<IResult> ShowAll(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return await visit.PageAsync<TextsPage>(new()
            {
                [nameof(TextsPage.Running)] = running,
                [nameof(TextsPage.Draft)] = await chapters.GetAsync(cycleId, cancellation),
            });
        }, cancellation);

    /// <summary>One chapter.</summary>
    [Function("TextPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route + "/{chapter}")] HttpRequest request,
        string cycleId,
        string chapter,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return ChapterWords.Find(chapter) is { } found
                ? await PageAsync(visit, running, new TypedText(found, await TextAsync(cycleId, found, cancellation)), cancellation)
                : await visit.MissingAsync();
        }, cancellation);

    /// <summary>Shows the preview, saves, or goes back to the plan's text.</summary>
    [Function("WriteText")]
    public Task<IResult> Write(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{chapter}")] HttpRequest request,
        string cycleId,
        string chapter,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            if (ChapterWords.Find(chapter) is not { } found)
            {
                return await visit.MissingAsync();
            }

            var isBack = form["do"] == "plan";
            var typed = new TypedText(found, form["words"]) { Tag = form["tag"], Problems = isBack ? [] : ProblemsOf(found, form["words"]) };
            if (typed.Problems.Count > 0 || form["do"] == "preview")
            {
                return await PageAsync(visit, running, typed, cancellation);
            }

            return await SaveAsync(cycleId, found, isBack ? null : typed.Words, typed.Tag, visit.Act(form, grant), cancellation) is { } theirs
                ? await PageAsync(visit, running, typed with { Theirs = theirs, Tag = TagOf(theirs) }, cancellation)
                : new SeeOther($"{OpinionPaths.Text(cycleId, chapter)}?done={(isBack ? "text-back" : "text-saved")}");
        }, cancellation);

    /// <summary>Tells one text from another.</summary>
    internal static string TagOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    // Null when it is saved; what somebody else wrote in the same chapter when it is not. Other chapters are no matter.
    private async Task<string?> SaveAsync(
        string cycleId, Chapter chapter, string? text, string tag, Act act, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var draft = await chapters.GetAsync(cycleId, cancellation);
            var current = draft.Texts.Of(chapter).Text;
            if (text is not null && current == text && draft.Own.ByChapter.ContainsKey(chapter))
            {
                return null;
            }

            if (text is not null && TagOf(current) != tag)
            {
                return current;
            }

            try
            {
                await chapters.SaveAsync(cycleId, chapter, text, draft.ETag, act, cancellation);
                return null;
            }
            catch (ChapterConflictException) when (tries < MaxTries)
            {
                // Another chapter was saved in between.
            }
        }
    }

    private async Task<string> TextAsync(string cycleId, Chapter chapter, CancellationToken cancellation) =>
        (await chapters.GetAsync(cycleId, cancellation)).Texts.Of(chapter).Text;

    private static IReadOnlyList<string> ProblemsOf(Chapter chapter, string text)
    {
        try
        {
            ChapterTexts.None.With(chapter, text);
            return [];
        }
        catch (RuleBrokenException broken) when (broken.Rule is ChapterTextMustBeSound unsound)
        {
            return unsound.Problems;
        }
    }

    private async Task<IResult> PageAsync(Visit visit, RunningCycle running, TypedText typed, CancellationToken cancellation)
    {
        var draft = await chapters.GetAsync(running.Cycle.Id, cancellation);
        var year = await years.ReadAsync(running.Cycle.Id, running.Cycle.Version + 1, visit.Today, cancellation);
        return await visit.PageAsync<TextPage>(
            new()
            {
                [nameof(TextPage.Running)] = running,
                [nameof(TextPage.Typed)] = typed.Tag.Length > 0 ? typed : typed with { Tag = TagOf(typed.Words) },
                [nameof(TextPage.IsOwn)] = draft.Own.ByChapter.ContainsKey(typed.Chapter),
                [nameof(TextPage.Year)] = year,
            },
            typed.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity
            : typed.Theirs is not null ? StatusCodes.Status409Conflict
            : StatusCodes.Status200OK);
    }
}

/// <summary>A chapter's text as it is on the page.</summary>
/// <param name="Chapter">Which chapter.</param>
/// <param name="Words">Its text as typed.</param>
public sealed record TypedText(Chapter Chapter, string Words)
{
    /// <summary>The tag of the text that the typing started from.</summary>
    public string Tag { get; init; } = "";

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What somebody else saved meanwhile, or null.</summary>
    public string? Theirs { get; init; }
}
