using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>A member's drafts, more time for one, and the end of the committee's stage.</summary>
public class BallotDeskTests
{
    [Fact]
    public async Task Draft_Incomplete_IsKeptAndIsNoBallot()
    {
        await using var town = await VotingAsync();

        var saved = await SaveAsync(town, "途中", "");

        Assert.Equal(("途中", false), (saved.Votes[1].Opinion, saved.IsHandedIn));
        Assert.Equal(BallotState.Open, saved.Ballot.State);
        Assert.Empty(saved.Ballot.ByItem);
    }

    [Fact]
    public async Task Draft_SavedElsewhereMeanwhile_ConflictsAndShowsTheirs()
    {
        await using var town = await VotingAsync();
        await SaveAsync(town, "職場で", "");

        var conflict = await Assert.ThrowsAsync<BallotConflictException>(() => SaveAsync(town, "自宅で", ""));

        Assert.Equal("職場で", conflict.Theirs.Votes[1].Opinion);
        Assert.Equal("両方", (await SaveAsync(town, "両方", conflict.Theirs.ETag)).Votes[1].Opinion);
    }

    [Fact]
    public async Task Draft_HandedInElsewhereMeanwhile_ConflictsAndTheBallotStands()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1");

        var conflict = await Assert.ThrowsAsync<BallotConflictException>(() => SaveAsync(town, "古い画面から", ""));

        Assert.True(conflict.Theirs.IsHandedIn);
        Assert.Equal("よく取り組まれている", conflict.Theirs.Votes[1].Opinion);
    }

    [Fact]
    public async Task Draft_AfterHandingIn_StartsFromItAndTheBallotStaysUntilTheNext()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1", score: 4);
        var paper = await town.Ballots.GetAsync(Town.CycleId, "m1", Town.None);

        var saved = await SaveAsync(town, "考え直した", paper.ETag);

        Assert.Equal(("考え直した", false), (saved.Votes[1].Opinion, saved.IsHandedIn));
        Assert.Equal((BallotState.Submitted, 4), (saved.Ballot.State, saved.Ballot.ByItem[1].Score));
        await town.VoteAsync("m1", score: 2);
        Assert.True((await town.Ballots.GetAsync(Town.CycleId, "m1", Town.None)).IsHandedIn);
    }

    [Fact]
    public async Task Draft_StageIsOver_IsRefused()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1");
        await town.VoteAsync("m2");
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(1));

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => SaveAsync(town, "遅い", ""));

        Assert.IsType<BallotMustBeOpen>(refused.Rule);
    }

    /// <summary>What is handed in is what was looked at: a save from another window meanwhile is neither handed in nor overwritten.</summary>
    [Fact]
    public async Task Submit_SavedElsewhereSinceItWasLookedAt_ConflictsAndNothingIsLost()
    {
        await using var town = await VotingAsync();
        var looked = await SaveAsync(town, "確認した意見", "");
        var store = new Overtaken(town.Store, () => SaveAsync(town, "別の画面の意見", looked.ETag));

        var conflict = await Assert.ThrowsAsync<BallotConflictException>(() => DeskOn(town, store).SubmitAsync(
            Town.CycleId, "m1", looked.Votes, looked.ETag, town.Act("member:m1"), town.Client, Town.None));

        Assert.Equal(("別の画面の意見", false), (conflict.Theirs.Votes[1].Opinion, conflict.Theirs.IsHandedIn));
        var paper = await town.Ballots.GetAsync(Town.CycleId, "m1", Town.None);
        Assert.Equal(("別の画面の意見", BallotState.Open), (paper.Votes[1].Opinion, paper.Ballot.State));
    }

    [Fact]
    public async Task Draft_HandedInBeforeTheCommit_ConflictsAndTheBallotStands()
    {
        await using var town = await VotingAsync();
        var looked = await SaveAsync(town, "確認した意見", "");
        var store = new Overtaken(town.Store, () => town.Ballots.SubmitAsync(
            Town.CycleId, "m1", looked.Votes, looked.ETag, town.Act("member:m1"), town.Client, Town.None));

        var conflict = await Assert.ThrowsAsync<BallotConflictException>(() => DeskOn(town, store).SaveDraftAsync(
            Town.CycleId, "m1", Votes("別の画面の意見"), looked.ETag, town.Act("member:m1"), Town.None));

        Assert.Equal(("確認した意見", true), (conflict.Theirs.Votes[1].Opinion, conflict.Theirs.IsHandedIn));
    }

    /// <summary>Whoever hands in again while the secretariat closes the stage: what is published rests on the ballots as they were then.</summary>
    [Fact]
    public async Task Submit_StageClosedBeforeTheCommit_IsRefused()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1", score: 4);
        var looked = await town.Ballots.GetAsync(Town.CycleId, "m1", Town.None);
        var store = new Overtaken(town.Store, () => town.Get<ManyBallotsDesk>().CloseStageAsync(
            Town.CycleId, "日程のため", isEarlyConfirmed: true, town.Act(), town.Client, Town.None));

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => DeskOn(town, store).SubmitAsync(
            Town.CycleId, "m1", Votes("間に合わない"), looked.ETag, town.Act("member:m1"), town.Client, Town.None));

        Assert.IsType<BallotMustBeOpen>(refused.Rule);
        Assert.Equal(4, (await town.Ballots.GetAsync(Town.CycleId, "m1", Town.None)).Ballot.ByItem[1].Score);
    }

    /// <summary>They all write the cycle as it is; none of them is sent away for that.</summary>
    [Fact]
    public async Task Submit_FifteenMembersAtOnce_AllAreIn()
    {
        string[] members = [.. Enumerable.Range(1, 15).Select(i => $"m{i}")];
        var others = string.Concat(members.Skip(2).Select(id => $"    - {{ id: {id}, role: 委員, mail: {id}@town.example.jp }}\n"));
        await using var town = await VotingAsync(ChangingPlan.Replaced(
            SmallPlan.Yaml, ($"    - {{ id: m2, role: 委員, mail: {SmallPlan.Member} }}\n", $"    - {{ id: m2, role: 委員, mail: {SmallPlan.Member} }}\n{others}")));

        await Task.WhenAll(members.Select(m => Task.Run(() => town.VoteAsync(m))));

        Assert.All(await town.ListAsync<Ballot>(RecordKeys.BallotPrefix), b => Assert.Equal(BallotState.Submitted, b.State));
        Assert.Equal(15, (await town.AuditAsync()).Count(a => a.What == "評価提出"));
    }

    [Fact]
    public async Task Extend_MemberHearsTheNewDeadlineAndIsRemindedOfIt()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1");
        var due = new DateOnly(2025, 7, 4);
        var act = town.Act();

        await town.Ballots.ExtendAsync(Town.CycleId, "m2", "出張のため", due, act, town.Client, Town.None);
        await town.Ballots.ExtendAsync(Town.CycleId, "m2", "出張のため", due, act, town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2025, 7, 2));

        Assert.Contains("評価 令和7年7月4日(金)", town.LeftFor(SmallPlan.Member));
        Assert.Equal(
            ["20250704-3"],
            (await town.MailsAsync()).Where(m => m.Key is { Subject: "ballot-m2", Purpose: MailPurpose.BallotReminder }).Select(m => m.Key.Occasion));
        Assert.Equal("出張のため", Assert.Single(await town.AuditAsync(), a => a.What == "評価の期限延長").Note);
        Assert.Equal(CycleStage.Committee, (await town.CycleAsync()).Stage);
        await town.VoteAsync("m2");
        Assert.Equal(CycleStage.Compiling, (await town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task RemindNow_SentOnceForEachRequestAndWithTheDeadline()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1");
        var act = town.Act();

        await town.Ballots.RemindNowAsync(Town.CycleId, "m2", act, town.Client, Town.None);
        await town.Ballots.RemindNowAsync(Town.CycleId, "m2", act, town.Client, Town.None);
        await town.RestAsync();
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Ballots.RemindNowAsync(Town.CycleId, "m1", town.Act(), town.Client, Town.None));

        Assert.Single(town.Post.Left, m => m.Key.Contains("/ballot-m2/BallotReminder/now-", StringComparison.Ordinal));
        Assert.IsType<OnlyAwaitedBallotsCanBeReminded>(refused.Rule);
        Assert.Single(await town.AuditAsync(), a => a is { What: "委員への督促", Subject: "ballot-m2" });
    }

    private static async Task<Town> VotingAsync(string? yaml = null)
    {
        var town = await Town.OpenedAsync(yaml);
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        return town;
    }

    private static BallotDesk DeskOn(Town town, IRecordStore store) =>
        new(store, town.Get<CycleReader>(), new Ledger(store), town.Get<Waker>(), town.Clock);

    private static Task<BallotPaper> SaveAsync(Town town, string opinion, string etag) =>
        town.Ballots.SaveDraftAsync(Town.CycleId, "m1", Votes(opinion), etag, town.Act("member:m1"), Town.None);

    private static ImmutableSortedDictionary<int, Vote> Votes(string opinion) =>
        ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(1, new Vote(null, opinion))]);
}
