using System.Text.Json;
using System.Xml.Linq;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Corrections;

/// <summary>訂正: version 2 with its reason and what changed, version 1 untouched; index, feed and mails follow.</summary>
public class CorrectionTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Publish_CorrectedSheet_IsVersion2AndVersion1StaysByteForByte()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        var before = PublishedFiles.Read(town.Folder(1));

        await town.CorrectSheetAsync();
        await town.PublishCorrectionAsync();

        Assert.Equal(2, (await town.CycleAsync()).Version);
        Assert.NotEmpty(before);
        Assert.Equal(before, PublishedFiles.Read(town.Folder(1)));
        var page = town.Read(2, "index.html");
        Assert.Contains("第2版（訂正版）", page, StringComparison.Ordinal);
        Assert.Contains("令和7年7月30日", page, StringComparison.Ordinal);
        Assert.Contains("令和7年8月13日", page, StringComparison.Ordinal);
        Assert.Contains(CorrectedTown.Reason, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_CorrectedSheet_ListsWhatChangedFigureByFigure()
    {
        await using var town = await CorrectedTown.PublishedAsync();

        await town.CorrectSheetAsync();
        await town.PublishCorrectionAsync();

        Assert.Equal(
            [
                "measure 1 score progress 3→2", "measure 1 total  5→4", "measure 1 grade  A→B",
                "measure 1 answer actions.1 年度：令和6年度、予定：取組・橋の点検を終えた→年度：令和6年度、予定：取組・橋の点検が終わった",
                "measure 1 answer goal 目標・橋の点検を終えた→目標・橋の点検が終わった",
                "measure 1 answer remark 特記・橋の点検を終えた→特記・橋の点検が終わった",
                "item 1 mean progress 3.0→2.5", "item 1 total  5.0→4.5",
                "theme money mean progress 3.0→2.7", "theme money total  5.0→4.7",
            ],
            Changes(town, 2, 0));
    }

    [Fact]
    public async Task Publish_TwoCorrections_Version3ListsBothAndVersion2Stays()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();
        await town.PublishCorrectionAsync();
        var second = PublishedFiles.Read(town.Folder(2));

        await town.CorrectOpinionsAsync("財源確保の意見", "追加の意見");
        await town.PublishCorrectionAsync(reason: "意見の漏れがありました。");

        Assert.Equal(second, PublishedFiles.Read(town.Folder(2)));
        Assert.Equal(Changes(town, 2, 0), Changes(town, 3, 0));
        Assert.Equal(["item 1 opinion 1 財源確保の意見文→財源確保の意見", "item 1 opinion 2 →追加の意見"], Changes(town, 3, 1));
    }

    [Fact]
    public async Task Publish_IndexAndFeedFollow()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        var before = XDocument.Load(Path.Combine(town.Site, "feed.xml")).Root!;

        await town.CorrectSheetAsync();
        await town.PublishCorrectionAsync();

        var index = await File.ReadAllTextAsync(Path.Combine(town.Site, "index.html"));
        Assert.True(index.IndexOf("town/2024/v2/", StringComparison.Ordinal) < index.IndexOf("town/2024/v1/", StringComparison.Ordinal));
        Assert.Contains($"訂正の理由：{CorrectedTown.Reason}", index, StringComparison.Ordinal);
        var feed = XDocument.Load(Path.Combine(town.Site, "feed.xml")).Root!;
        Assert.Equal(before.Element(Atom + "id")!.Value, feed.Element(Atom + "id")!.Value);
        Assert.Equal("2025-08-13T09:00:00+09:00", feed.Element(Atom + "updated")!.Value);
        var entries = feed.Elements(Atom + "entry").ToArray();
        Assert.Equal(
            ["https://town.example.jp/published/town/2024/v2/index.html", "https://town.example.jp/published/town/2024/v1/index.html"],
            entries.Select(e => e.Element(Atom + "link")!.Attribute("href")!.Value));
        Assert.Contains(CorrectedTown.Reason, entries[0].Element(Atom + "summary")!.Value, StringComparison.Ordinal);
        Assert.Equal(before.Element(Atom + "entry")!.Element(Atom + "id")!.Value, entries[1].Element(Atom + "id")!.Value);
    }

    /// <summary>Item 2 is the finance department's alone and did not change; item 1 is both departments'.</summary>
    [Fact]
    public async Task Publish_OnlyTheOpinionOfOneItem_TellsItsDepartmentsTheCommitteeAndTheSecretariat()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        var opinions = new CompiledOpinions((await town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.ByItem.Add(2, ["橋の意見"]));

        await town.Get<CorrectionDesk>().CorrectOpinionsAsync(
            Town.CycleId, opinions, (await town.Opinions.GetAsync(Town.CycleId, Town.None)).ETag, town.Act(), Town.None);
        await town.PublishCorrectionAsync();

        var mails = town.Post.Left.Where(m => m.Subject == "訂正").ToArray();
        Assert.Equal(4, mails.Length);
        Assert.Contains(mails, m => m.To is [SmallPlan.Zaisei] && m.Body.Contains("2 施設の見直し", StringComparison.Ordinal));
        Assert.Equal(
            [SmallPlan.Member, SmallPlan.Secretariat, SmallPlan.Chair, SmallPlan.Zaisei],
            mails.Select(m => Assert.Single(m.To)).Order(StringComparer.Ordinal));
        Assert.All(mails, m => Assert.Empty(m.Cc));
        Assert.All(mails, m => Assert.Contains(CorrectedTown.Reason, m.Body, StringComparison.Ordinal));
        Assert.All(mails, m => Assert.Contains("/town/2024/v2/index.html", m.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_LaterYearsSeeTheCorrectedGrade()
    {
        await using var town = await CorrectedTown.PublishedAsync();

        await town.CorrectSheetAsync();
        await town.PublishCorrectionAsync();

        var past = await town.Get<PlanLibrary>().PastGradesAsync("town", new(2025), Town.None);
        Assert.Equal("B", past.OfMeasure("1", new(2024)));
    }

    [Fact]
    public async Task Correct_Sheet_KeepsTheVersionThatWasPublished()
    {
        await using var town = await CorrectedTown.PublishedAsync();

        await town.CorrectSheetAsync();

        Assert.Equal((SheetState.Accepted, 2), ((await town.SheetAsync("1")).State, (await town.SheetAsync("1")).Version));
        Assert.Equal([1, 2], (await town.ListAsync<SubmissionRecord>("submission/1/")).Select(s => s.Version));
        Assert.Single(await town.AuditAsync(), a => a.What == "個票の訂正" && a.Subject == "sheet-1");
    }

    [Fact]
    public async Task Preview_WritesNothing()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        Assert.Empty((await town.PreviewAsync()).Changes);
        await town.CorrectSheetAsync();
        var before = await Snapshot.TakeAsync(town);

        var preview = await town.PreviewAsync();

        Assert.Equal((2, 10), (preview.Version, preview.Changes.Length));
        Assert.Equal(before, await Snapshot.TakeAsync(town));
    }

    [Fact]
    public async Task Correct_BackAgain_LeavesNothingToPublish()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();
        await town.CorrectSheetAsync(baseVersion: 2, answers: SmallPlan.Answers());

        await RefusedAsync<CorrectionMustChangeSomething>(() => town.PublishCorrectionAsync());

        Assert.Equal(1, (await town.CycleAsync()).Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n　")]
    public async Task Publish_WithoutReason_IsRefused(string reason)
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();

        await RefusedAsync<CorrectionMustHaveReason>(() => town.PublishCorrectionAsync(reason: reason));

        Assert.False(Directory.Exists(town.Folder(2)));
    }

    [Fact]
    public async Task Publish_CorrectedMoreSinceThePreview_IsRefused()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();
        var previewed = (await town.PreviewAsync()).Tag;
        await town.CorrectOpinionsAsync("別の意見");

        await RefusedAsync<CorrectionMustBeAsPreviewed>(() => town.PublishCorrectionAsync(previewed: previewed));
    }

    [Fact]
    public async Task Correct_BeforePublication_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();

        await RefusedAsync<StageMustBe>(() => town.CorrectSheetAsync());
        await RefusedAsync<StageMustBe>(() => town.PreviewAsync());
    }

    [Fact]
    public async Task Correct_FromAnOldVersion_IsRefusedAndNobodysTextIsLost()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();

        await RefusedAsync<CorrectionMustStartFromLatest>(() => town.CorrectSheetAsync());
        await Assert.ThrowsAsync<OpinionConflictException>(() => town.Get<CorrectionDesk>().CorrectOpinionsAsync(
            Town.CycleId, CompiledOpinions.None, "old", town.Act(), Town.None));
    }

    [Fact]
    public async Task Correct_WithScoreOutsideTheScale_IsRefused()
    {
        await using var town = await CorrectedTown.PublishedAsync();

        await RefusedAsync<AnswersMustBeComplete>(() => town.CorrectSheetAsync(answers: SmallPlan.Answers(progress: 4)));
    }

    internal static async Task RefusedAsync<TRule>(Func<Task> act)
        where TRule : BrokenRule =>
        Assert.IsType<TRule>((await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule);

    private static string[] Changes(Town town, int version, int correction)
    {
        var json = JsonDocument.Parse(town.Read(version, "data/data.json")).RootElement;
        return
        [
            .. json.GetProperty("corrections")[correction].GetProperty("changes").EnumerateArray().Select(c =>
                $"{c.GetProperty("of")} {c.GetProperty("code")} {c.GetProperty("figure")} {c.GetProperty("detail")} {c.GetProperty("before")}→{c.GetProperty("after")}"),
        ];
    }
}
