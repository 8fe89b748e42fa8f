using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>Several ballots at once, and the end of the committee's stage with ballots missing.</summary>
public class ManyBallotsDeskTests
{
    private const string Reason = "連絡がつかないため";
    private static readonly DateOnly Later = SmallPlan.CommitteeDue.AddDays(7);

    [Fact]
    public async Task ExtendMany_DoesWhatWasPreviewedAndNamesWhoIsLeftOut()
    {
        await using var town = await VotingAsync();
        var desk = town.Get<ManyBallotsDesk>();
        await town.VoteAsync("m1");

        var preview = await desk.PreviewExtendAsync(Town.CycleId, ["m1", "m2"], Reason, Later, Town.None);
        var outcomes = await desk.ExtendManyAsync(Town.CycleId, ["m1", "m2", "m9"], Reason, Later, town.Act(), town.Client, Town.None);

        Assert.Equal([null, Later], preview.Select(t => t.After?.Due));
        Assert.IsType<OnlyAwaitedBallotsCanBeExtended>(preview[0].Refusal);
        Assert.Equal(
            [typeof(OnlyAwaitedBallotsCanBeExtended), null, typeof(BallotMustExist)], outcomes.Select(o => o.Refusal?.GetType()));
        Assert.Equal(Later, (await BallotAsync(town, "m2")).Due);
    }

    [Fact]
    public async Task PreviewExtend_DayOnOrAfterThePublication_IsRefused()
    {
        await using var town = await VotingAsync();

        var preview = await town.Get<ManyBallotsDesk>().PreviewExtendAsync(Town.CycleId, ["m2"], Reason, SmallPlan.Publication, Town.None);

        Assert.IsType<DeadlineMustBeBeforePublication>(Assert.Single(preview).Refusal);
    }

    [Fact]
    public async Task CloseStage_NoReasonOrBeforeTheDeadlineUnconfirmed_NothingIsClosed()
    {
        await using var town = await VotingAsync();

        Assert.IsType<ClosingBallotsMustHaveReason>((await RefusedAsync(" ", isEarlyConfirmed: true)).Rule);
        var early = Assert.IsType<ClosingEarlyMustBeConfirmed>((await RefusedAsync(Reason, isEarlyConfirmed: false)).Rule);

        Assert.Equal("2人の委員には、期限まであと31日残っています。", early.StillOpen);
        Assert.Equal(BallotState.Open, (await BallotAsync(town, "m2")).State);
        Assert.Null((await town.CycleAsync()).CommitteeClosing);

        Task<RuleBrokenException> RefusedAsync(string reason, bool isEarlyConfirmed) =>
            Assert.ThrowsAsync<RuleBrokenException>(() => CloseAsync(town, town.Act(), reason, isEarlyConfirmed));
    }

    /// <summary>Closed is closed, also before the deadline: nobody votes any more, and the secretariat goes on at once.</summary>
    [Fact]
    public async Task CloseStage_BeforeTheDeadlineOnPurpose_GoesOnAtOnceAndTellsTheSecretariatWhoIsMissing()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1");
        var act = town.Act();

        var closed = await CloseAsync(town, act);
        Assert.Empty(await CloseAsync(town, act));
        await town.RestAsync();

        var cycle = await town.CycleAsync();
        Assert.Equal(["m2"], closed.AsEnumerable());
        Assert.Equal((CycleStage.Compiling, Reason, act.By), (cycle.Stage, cycle.CommitteeClosing!.Reason, cycle.CommitteeClosing.By));
        Assert.Equal((BallotState.Submitted, BallotState.Missing), ((await BallotAsync(town, "m1")).State, (await BallotAsync(town, "m2")).State));
        Assert.Equal("小町市 御中 1/1 委員（m2） 令和7年7月30日(水)", Assert.Single(town.Post.Left, m => m.Key.EndsWith("/Compile/opened", StringComparison.Ordinal)).Body);
        Assert.Single(await town.AuditAsync(), a => a is { What: "委員評価の締切", Subject: "cycle", Note: Reason });
        Assert.Single(await town.AuditAsync(), a => a is { What: "評価打切り", Subject: "ballot-m2", Note: Reason });
    }

    [Fact]
    public async Task CloseStage_CutOffBeforeTheBallots_NobodyVotesAndTheNextRequestDoesTheRest()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1");
        var cycle = await town.Store.GetAsync<Cycle>(Town.CycleId, RecordKeys.Cycle, Town.None);
        await town.Store.CommitAsync(
            Town.CycleId, [cycle.With(cycle.Value.CommitteeClosed(Reason, "secretariat", town.Clock.GetUtcNow()))], Town.None);

        var late = await Assert.ThrowsAsync<RuleBrokenException>(() => town.VoteAsync("m1"));
        await CloseAsync(town, town.Act(), "もう一度");
        await town.RestAsync();

        Assert.IsType<BallotMustBeOpen>(late.Rule);
        Assert.Equal((CycleStage.Compiling, Reason), ((await town.CycleAsync()).Stage, (await town.CycleAsync()).CommitteeClosing!.Reason));
        Assert.Equal(BallotState.Missing, (await BallotAsync(town, "m2")).State);
    }

    [Fact]
    public async Task CloseStage_AllAreIn_ThereIsNothingToCloseAndMembersMayStillChange()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1");
        await town.VoteAsync("m2");

        Assert.Empty(await CloseAsync(town, town.Act()));

        await town.VoteAsync("m2", score: 2);
        Assert.Null((await town.CycleAsync()).CommitteeClosing);
    }

    [Fact]
    public async Task CloseStage_NotTheCommitteesTurn_IsRefused()
    {
        await using var town = await Town.OpenedAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => CloseAsync(town, town.Act()));

        Assert.IsType<OnlyTheCommitteeStageCanBeClosed>(refused.Rule);
    }

    [Fact]
    public async Task Standings_SayHowFarEachIsAndWhoWasReminded()
    {
        await using var town = await VotingAsync();
        await town.VoteAsync("m1");
        await town.Ballots.SaveDraftAsync(
            Town.CycleId, "m2", ImmutableSortedDictionary<int, Vote>.Empty.Add(1, new Vote(3, "")), "", town.Act("member:m2"), Town.None);
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(3));

        var standings = await town.Get<BallotsReader>().GetAsync(
            await town.Get<CycleReader>().GetAsync(Town.CycleId, Town.None), SmallPlan.CommitteeDue.AddDays(3), Town.None);

        Assert.Equal([("m1", 2, 0, 0), ("m2", 1, 3, 2)], standings.Select(s => (s.Member.Id, s.Scored, s.DaysOverdue, s.Reminders)));
        Assert.True(standings[1] is { IsBegun: true, RemindedAt: not null });
    }

    private static async Task<Town> VotingAsync()
    {
        var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        return town;
    }

    private static Task<ImmutableArray<string>> CloseAsync(
        Town town, Act act, string reason = Reason, bool isEarlyConfirmed = true) =>
        town.Get<ManyBallotsDesk>().CloseStageAsync(Town.CycleId, reason, isEarlyConfirmed, act, town.Client, Town.None);

    private static async Task<Ballot> BallotAsync(Town town, string member) => (await town.Ballots.GetAsync(Town.CycleId, member, Town.None)).Ballot;
}
