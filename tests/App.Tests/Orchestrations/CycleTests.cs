using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Tests.Orchestrations;

public class CycleTests
{
    [Fact]
    public async Task Timer_EveningBefore_OpensNothing_MorningOfTheDay_OpensOnce()
    {
        await using var town = await Town.CreateAsync(yaml: SmallPlan.Yaml.Replace("opens: 2025-04-01", "opens: 2025-04-02", StringComparison.Ordinal));
        await town.Host.Timers.ResumeAsync(town.Clock.GetUtcNow(), Town.None);

        await RunTimersAtAsync(town, JapanTime.At(new DateOnly(2025, 4, 1), new TimeOnly(23, 59)));
        Assert.Null(await town.Store.FindAsync(Town.CycleId, RecordKeys.Cycle, Town.None));

        await RunTimersAtAsync(town, JapanTime.At(new DateOnly(2025, 4, 2), new TimeOnly(9, 0)));
        await RunTimersAtAsync(town, JapanTime.At(new DateOnly(2025, 4, 3), new TimeOnly(9, 0)));

        Assert.Single(await town.AuditAsync(), a => a.What == "評価の開始");
        Assert.Equal(3, town.Post.Left.Count);
    }

    [Fact]
    public async Task Ballots_NobodyVotes_InvitesThenRemindsAndWaitsPastTheDeadline()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();

        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(20));

        // Due on Friday 20 June: three business days before is the 17th, one after is Monday the 23rd.
        Assert.Equal(
            [new DateOnly(2025, 5, 20), new DateOnly(2025, 6, 17), new DateOnly(2025, 6, 23)],
            town.Post.Left.Where(m => m.To.Contains(SmallPlan.Member)).Select(m => JapanTime.DateOf(m.At)));
        Assert.Equal(CycleStage.Committee, (await town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task Ballot_Late_IsTakenAndTheCycleGoesOn()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(10));
        await town.VoteAsync("m1");

        await town.VoteAsync("m2");

        Assert.Equal(CycleStage.Compiling, (await town.CycleAsync()).Stage);
        Assert.Contains("とりまとめ", town.LeftFor(SmallPlan.Secretariat));
    }

    [Fact]
    public async Task Ballot_HandedInAgainBeforeTheStageCloses_Counts_AfterIsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await town.VoteAsync("m1", score: 1);
        await town.VoteAsync("m2");
        await town.VoteAsync("m1", score: 5);
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(1));

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => town.VoteAsync("m1", score: 2));

        Assert.IsType<BallotMustBeOpen>(refused.Rule);
        var ballot = (await town.Store.GetAsync<Ballot>(Town.CycleId, RecordKeys.Ballot("m1"), Town.None)).Value;
        Assert.Equal(5, ballot.ByItem[1].Score);
    }

    [Fact]
    public async Task SelfEvaluation_OverBeforeTheCommitteesDay_TheCycleSaysThatItWaits()
    {
        await using var town = await Town.OpenedAsync();

        await town.AnswerAllAsync();
        await town.LettersAsync();

        Assert.Equal(("自己評価は終わりました（委員評価の開始待ち）", CycleStage.SelfEvaluation), (await LabelAsync(), (await town.CycleAsync()).Stage));
        Assert.Single(await town.AuditAsync(), a => a is { What: "自己評価の終了", By: "clock" });
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        Assert.Equal("委員評価", await LabelAsync());

        async Task<string> LabelAsync() => (await town.Get<App.Cycles.CycleReader>().GetAsync(Town.CycleId, Town.None)).StageLabel;
    }

    [Fact]
    public async Task Ballot_Closed_StageGoesOnAndOnlyTheOthersCount()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await town.VoteAsync("m1", score: 5);
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(3));

        await town.Ballots.CloseAsync(Town.CycleId, "m2", "連絡がつかないため", town.Act(), town.Client, Town.None);
        await town.RestAsync();

        Assert.Equal(CycleStage.Compiling, (await town.CycleAsync()).Stage);
        var year = await town.Get<Publication.ReviewedYearReader>().ReadAsync(Town.CycleId, 1, SmallPlan.Publication, Town.None);
        Assert.Equal((1, 5.0m), (year.Figures.Items[0].BallotCount, year.Figures.Items[0].CommitteeMean));
    }

    [Fact]
    public async Task Chair_SendsBackThenApproves_MailsGoBothWaysAndTheCommentIsGone()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.VoteAllAsync();
        await town.CompileAsync();
        await town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None);
        await town.Opinions.SendBackAsync(Town.CycleId, "もっとやさしい言葉で", town.Act("member:m1"), town.Client, Town.None);
        await town.RestAsync();
        Assert.Equal((CycleStage.Compiling, "もっとやさしい言葉で"), ((await town.CycleAsync()).Stage, (await town.CycleAsync()).ApprovalComment));

        await town.ApproveAsync();

        Assert.Equal((CycleStage.Publication, null), ((await town.CycleAsync()).Stage, (await town.CycleAsync()).ApprovalComment));
        Assert.Contains(town.Post.Left, m => m.Subject == "修正" && m.Body == "もっとやさしい言葉で");
        Assert.Equal(2, town.LeftFor(SmallPlan.Chair).Count(s => s == "承認"));
    }

    [Theory]
    [InlineData("compile")]
    [InlineData("send")]
    [InlineData("back")]
    [InlineData("approve")]
    public async Task Opinions_InTheWrongStage_AreRefused(string act)
    {
        await using var town = await Town.OpenedAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => act switch
        {
            "compile" => town.CompileAsync(),
            "send" => town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None),
            "back" => town.Opinions.SendBackAsync(Town.CycleId, "x", town.Act(), town.Client, Town.None),
            _ => town.Opinions.ApproveAsync(Town.CycleId, town.Act(), town.Client, Town.None),
        });

        Assert.IsType<StageMustBe>(refused.Rule);
    }

    [Fact]
    public async Task Heartbeat_OrchestrationTerminated_RebuildsUnderANewRunWhereTheStoreSays()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("1");
        await town.Host.Engine.Client.TerminateInstanceAsync(InstanceIds.OfCycle(Town.CycleId, 1));
        await town.RestAsync();

        await town.HeartbeatAsync();

        Assert.Equal(2, (await town.CycleAsync()).Run);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await town.RunAsync(run: 2));
        Assert.Single(await town.AuditAsync(), a => a.What == "オーケストレーション再構築");
        await town.AnswerAllAsync("2", "3");
        await town.VoteAllAsync();
        await town.ApproveAsync();
        await town.UntilAsync(SmallPlan.Publication);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await town.RunAsync(run: 2));
        Assert.All(town.Post.Left.CountBy(m => m.Key), mail => Assert.Equal(1, mail.Value));
    }

    [Theory]
    [InlineData(CycleStage.Committee)]
    [InlineData(CycleStage.Compiling)]
    [InlineData(CycleStage.Publication)]
    public async Task Heartbeat_RebuiltInALaterStage_GoesOnFromThere(CycleStage stage)
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await LoseAsync(town, stage == CycleStage.Committee);
        await town.VoteAllAsync();
        await LoseAsync(town, stage == CycleStage.Compiling);
        await town.ApproveAsync();
        await LoseAsync(town, stage == CycleStage.Publication);

        await town.UntilAsync(SmallPlan.Publication);

        Assert.Equal(CycleStage.Published, (await town.CycleAsync()).Stage);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await town.RunAsync(run: 2));
        Assert.All(town.Post.Left.CountBy(m => m.Key), mail => Assert.Equal(1, mail.Value));
    }

    [Fact]
    public async Task Heartbeat_OneCycleIsBroken_TheOthersAreTendedAllTheSame()
    {
        await using var town = await Town.OpenedAsync();
        // Before "town-2024" in the list, and of a plan that the store doesn't have.
        await town.Store.CommitAsync(RecordKeys.Cycles, [new InsertRecord("a-2024", """{"planId":"a","year":2024}""")], Town.None);
        await town.Store.CommitAsync("a-2024", [new InsertRecord(RecordKeys.Cycle, "{\"stage\":\"NoSuchStage\"}")], Town.None);
        town.Client = Clients.Deaf();
        await town.SubmitAsync("1");
        await town.AcceptAsync("1");
        await town.LettersAsync();

        await Assert.ThrowsAsync<AggregateException>(() => town.HeartbeatAsync());
        await town.RestAsync();

        Assert.Contains("受理 No.1 広告料", town.LeftFor(SmallPlan.Zaisei));
    }

    [Fact]
    public async Task Heartbeat_NothingIsLate_ChangesNothing()
    {
        await using var town = await Town.OpenedAsync();
        var before = await Snapshot.TakeAsync(town);

        await town.HeartbeatAsync();

        Assert.Equal(before, await Snapshot.TakeAsync(town));
    }

    [Fact]
    public async Task Plan_SameEditionWithAnotherText_IsRefused()
    {
        await using var town = await Town.CreateAsync();

        await Assert.ThrowsAsync<PlanRefusedException>(() => town.Get<PlanLibrary>().ImportAsync(
            SmallPlan.Yaml.Replace("小町市", "大町市", StringComparison.Ordinal), Town.None));
        Assert.Equal("小町市", (await town.Get<PlanLibrary>().ImportAsync(SmallPlan.Yaml, Town.None)).City);
    }

    [Fact]
    public async Task Publication_Day_DepartmentsHearOnceWhatConcernsThem()
    {
        await using var town = await Town.OpenedAsync();

        await town.PlayYearAsync();

        var feedback = town.Post.Left.Where(m => m.Subject == "報告").ToList();
        Assert.Equal([SmallPlan.Kikaku, SmallPlan.Zaisei], feedback.Select(m => Assert.Single(m.To)).Order(StringComparer.Ordinal));
        var zaisei = feedback.Single(m => m.To.Contains(SmallPlan.Zaisei)).Body;
        Assert.Contains("No.1 広告料\nNo.3 橋の点検", zaisei, StringComparison.Ordinal);
        Assert.DoesNotContain("No.2", zaisei, StringComparison.Ordinal);
        Assert.Contains("https://town.example.jp/published/town/2024/v1/index.html", zaisei, StringComparison.Ordinal);
    }

    private static async Task LoseAsync(Town town, bool now)
    {
        if (now)
        {
            await town.Host.Engine.Client.TerminateInstanceAsync(InstanceIds.OfCycle(Town.CycleId, 1));
            await town.RestAsync();
            await town.HeartbeatAsync();
        }
    }

    private static async Task RunTimersAtAsync(Town town, DateTimeOffset moment)
    {
        await town.UntilAsync(moment);
        await town.Host.Timers.RunDueAsync(moment, Town.None);
        await town.RestAsync();
    }
}
