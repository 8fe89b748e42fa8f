using System.Collections.Immutable;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Orchestrations;

/// <summary>A year without scores and ballots: from the sheets to the secretariat's own check, and to publication.</summary>
public class UnscoredCycleTests
{
    [Fact]
    public async Task Sheets_AllIn_LeadToTheSecretariatsCheck()
    {
        await using var town = await Town.OpenedAsync(UnscoredPlan.Yaml);

        await town.AnswerAllUnscoredAsync();

        Assert.Equal(CycleStage.Compiling, (await town.CycleAsync()).Stage);
        Assert.Contains("とりまとめ", town.LeftFor(SmallPlan.Secretariat));
        Assert.Contains(await town.AuditAsync(), a => a.What == "公表前の確認");
        Assert.Empty((await town.StatusAsync()).Ballots);
    }

    [Fact]
    public async Task Release_ThenTheDay_PublishesAndTellsTheDepartments()
    {
        await using var town = await Town.OpenedAsync(UnscoredPlan.Yaml);
        await town.AnswerAllUnscoredAsync();
        await town.UntilAsync(new DateOnly(2025, 5, 12));

        await ReleaseAsync(town);

        Assert.Equal(CycleStage.Publication, (await town.CycleAsync()).Stage);
        await town.UntilAsync(new DateOnly(2025, 7, 30));
        Assert.Equal((CycleStage.Published, 1), ((await town.CycleAsync()).Stage, (await town.CycleAsync()).Version));
        Assert.Contains(town.LeftFor(SmallPlan.Kikaku), s => s == "報告");
        Assert.Contains(town.LeftFor(SmallPlan.Secretariat), s => s == "公表");
        Assert.NotEmpty(PublishedFiles.Read(Path.Combine(town.Site, "town", "2024", "v1")));
    }

    [Fact]
    public async Task PlanWithoutCompileMail_GoesOnWithoutIt()
    {
        var from = UnscoredPlan.Yaml.IndexOf("    ballot:", StringComparison.Ordinal);
        var to = UnscoredPlan.Yaml.IndexOf("    published:", StringComparison.Ordinal);
        await using var town = await Town.OpenedAsync(UnscoredPlan.Yaml.Remove(from, to - from));

        await town.AnswerAllUnscoredAsync();

        Assert.Equal(CycleStage.Compiling, (await town.CycleAsync()).Stage);
        Assert.DoesNotContain("とりまとめ", town.LeftFor(SmallPlan.Secretariat));
    }

    [Fact]
    public async Task SendToChair_YearWithoutBallots_IsRefused()
    {
        await using var town = await Town.OpenedAsync(UnscoredPlan.Yaml);
        await town.AnswerAllUnscoredAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None));

        Assert.IsType<BallotsMustBePartOfTheYear>(refused.Rule);
    }

    [Fact]
    public async Task Release_YearWithBallots_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.VoteAllAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => ReleaseAsync(town));

        Assert.IsType<ChairMustApprove>(refused.Rule);
        Assert.Equal(CycleStage.Compiling, (await town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task Release_BeforeTheSheetsAreIn_IsRefused()
    {
        await using var town = await Town.OpenedAsync(UnscoredPlan.Yaml);

        Assert.IsType<StageMustBe>((await Assert.ThrowsAsync<RuleBrokenException>(() => ReleaseAsync(town))).Rule);
    }

    [Fact]
    public async Task Heartbeat_CheckWithoutOrchestration_IsDrivenAnew()
    {
        await using var town = await Town.OpenedAsync(UnscoredPlan.Yaml);
        await town.AnswerAllUnscoredAsync();
        await town.Client.TerminateInstanceAsync(App.Orchestration.InstanceIds.Of(await town.CycleAsync()), output: null, Town.None);
        await town.RestAsync();

        await town.HeartbeatAsync();
        await ReleaseAsync(town);
        await town.UntilAsync(new DateOnly(2025, 7, 30));

        Assert.Equal(CycleStage.Published, (await town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task NextYear_StartsFromWhatWasPlanned_AndKnowsTheYearsBefore()
    {
        await using var town = await Town.CreateAsync(UnscoredPlan.Yaml);
        await ImportAsync(town);
        await town.OpenAsync();
        await town.AnswerAllUnscoredAsync();
        await ReleaseAsync(town);

        await town.UntilAsync(new DateOnly(2026, 4, 1));
        await town.OpenAsync();

        var draft = await town.Drafts.GetAsync("town-2025", "1", Town.None);
        Assert.Equal("さらに増やす", draft.Answers.Of<TextAnswer>("status")!.Text);
        Assert.Equal(["status"], draft.Answers.ByField.Keys);
        var former = await town.Get<FormerAnswers>().OfMeasureAsync("town", "1", FiscalYear.Parse("R7"), Town.None);
        Assert.Equal(["99回", "105回"], former.Values.Select(a => a.Of<IndicatorAnswer>("actual")!.ByPart[""]));
    }

    [Fact]
    public async Task Import_FirstYear_StartsFromTheYearBeforeTheProgram()
    {
        await using var town = await Town.CreateAsync(UnscoredPlan.Yaml);
        await ImportAsync(town);

        await town.OpenAsync();

        var draft = await town.Drafts.GetAsync(Town.CycleId, "1", Town.None);
        Assert.Equal(("講座を増やす", "clock"), (draft.Answers.Of<TextAnswer>("status")!.Text, draft.By));
    }

    [Fact]
    public async Task Former_OfThePublishedYear_IsFixedWithIt()
    {
        await using var town = await Town.CreateAsync(UnscoredPlan.Yaml);
        await ImportAsync(town);
        await town.OpenAsync();
        await town.AnswerAllUnscoredAsync();

        var year = await town.Get<ReviewedYearReader>().ReadAsync(Town.CycleId, 1, new DateOnly(2025, 7, 30), Town.None);

        Assert.Equal([FiscalYear.Parse("R5")], year.Former["1"].Keys);
        Assert.Equal("99回", year.Former["1"].Values.Single().Of<IndicatorAnswer>("actual")!.ByPart[""]);
    }

    [Fact]
    public async Task Import_OtherAnswersThanBefore_AreRefused()
    {
        await using var town = await Town.CreateAsync(UnscoredPlan.Yaml);
        await ImportAsync(town);
        await ImportAsync(town);

        await Assert.ThrowsAsync<PlanRefusedException>(() => ImportAsync(town, """{ "R5": { "1": { "actual": { "": "1回" } } } }"""));
        await Assert.ThrowsAsync<FormatException>(() => ImportAsync(town, """{ "R5": { "9": {} } }"""));
    }

    [Fact]
    public async Task Groups_RecordedInTheCheck_AreInTheYearAndNotAfterRelease()
    {
        await using var town = await Town.OpenedAsync(GroupTown.Yaml);
        var work = new GroupWork(
            "gb",
            ImmutableSortedDictionary<string, Answers>.Empty.Add("1", UnscoredPlan.Answers("106回")),
            [new MeetingRecord("第1回", new DateOnly(2025, 5, 8), "午前10時～", "会議室", "4名", "- 意見")]);
        await Assert.ThrowsAsync<RuleBrokenException>(() => RecordAsync(town, work));
        await town.AnswerAllUnscoredAsync();

        await RecordAsync(town, work);

        var year = await town.Get<ReviewedYearReader>().ReadAsync(Town.CycleId, 1, new DateOnly(2025, 7, 30), Town.None);
        Assert.Equal(GroupWorkJson.Write(work), GroupWorkJson.Write(Assert.Single(year.GroupWork)));
        await ReleaseAsync(town);
        Assert.IsType<StageMustBe>((await Assert.ThrowsAsync<RuleBrokenException>(() => RecordAsync(town, work))).Rule);
    }

    private static Task RecordAsync(Town town, GroupWork work) =>
        town.Get<GroupWorkDesk>().RecordAsync(Town.CycleId, work, town.Act(), Town.None);

    private static Task ImportAsync(Town town, string json = """{ "R5": { "1": { "actual": { "": "99回" }, "nextYear": "講座を増やす" } } }""") =>
        town.Get<FormerAnswers>().ImportAsync(UnscoredPlan.Plan, json, Town.None);

    private static async Task ReleaseAsync(Town town)
    {
        await town.Opinions.ReleaseAsync(Town.CycleId, town.Act(), town.Client, Town.None);
        await town.RestAsync();
    }
}
