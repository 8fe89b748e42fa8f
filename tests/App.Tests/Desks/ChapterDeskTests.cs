using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>This year's own chapters of the document.</summary>
public class ChapterDeskTests
{
    [Fact]
    public async Task Save_IsInThePublishedDocumentWithItsFigures()
    {
        await using var town = await Town.OpenedAsync();
        await SaveAsync(town, Chapter.GeneralReview, "**{{itemCount}}項目**を評価した。");

        await town.PlayYearAsync();

        var page = await File.ReadAllTextAsync(Path.Combine(town.Site, "town/2024/v1/index.html"));
        Assert.Contains("<strong>2項目</strong>を評価した。", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">総評</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_SomebodyElseWasFirst_ConflictsAndShowsTheirs()
    {
        await using var town = await Town.OpenedAsync();
        await SaveAsync(town, Chapter.Introduction, "相手の文");

        var conflict = await Assert.ThrowsAsync<ChapterConflictException>(() => town.Get<ChapterDesk>().SaveAsync(
            Town.CycleId, Chapter.Introduction, "自分の文", "", town.Act(), Town.None));

        Assert.Equal("相手の文", conflict.Theirs.Texts.Introduction.Text);
    }

    [Fact]
    public async Task Save_Null_IsThePlansTextAgain()
    {
        await using var town = await Town.OpenedAsync();
        await SaveAsync(town, Chapter.Introduction, "今年の文");

        await SaveAsync(town, Chapter.Introduction, null);

        Assert.Equal("はじめに", (await town.Get<ChapterDesk>().GetAsync(Town.CycleId, Town.None)).Texts.Introduction.Text);
    }

    /// <summary>The chair approved what was there; a version keeps the texts that it was published with.</summary>
    [Fact]
    public async Task Save_WithTheChairOrPublished_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await SaveAsync(town, Chapter.Introduction, "承認された文");
        await town.AnswerAllAsync();
        await town.VoteAllAsync();
        await town.CompileAsync();
        await town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None);
        await town.RestAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => SaveAsync(town, Chapter.Introduction, "後の文"));

        Assert.IsType<StageMustBe>(refused.Rule);
        var year = await town.Get<ReviewedYearReader>().ReadAsync(Town.CycleId, 1, SmallPlan.Publication, Town.None);
        Assert.Equal("承認された文", year.Plan.Document.Introduction.Text);
    }

    private static async Task SaveAsync(Town town, Chapter chapter, string? text)
    {
        var desk = town.Get<ChapterDesk>();
        await desk.SaveAsync(
            Town.CycleId, chapter, text, (await desk.GetAsync(Town.CycleId, Town.None)).ETag, town.Act(), Town.None);
    }
}
