using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>Starting, submitting, accepting, publishing twice is the same as once.</summary>
public class Rule2_TwiceIsOnceTests
{
    [Fact]
    public async Task Open_Twice_OpensOnce()
    {
        await using var town = await Town.CreateAsync();
        var desk = town.Get<CycleDesk>();

        var first = await desk.OpenDueAsync(town.Client, Town.None);
        var second = await desk.OpenDueAsync(town.Client, Town.None);
        await town.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([Town.CycleId], first);
        Assert.Empty(second);
        Assert.Equal(3, town.Post.Left.Count);
    }

    [Fact]
    public async Task Open_TenAtOnce_OneOpensAndOneOrchestrationRuns()
    {
        await using var town = await Town.CreateAsync();
        var desk = town.Get<CycleDesk>();

        var opened = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => desk.OpenDueAsync(town.Client, Town.None))));
        await town.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single(opened, o => o.Count == 1);
        Assert.Single(await town.AuditAsync(), a => a.What == "評価の開始");
        Assert.Single(await InstancesAsync(town), i => i.Name == ReviewCycle.Name);
        Assert.Equal(3, town.Post.Left.Count);
    }

    [Fact]
    public async Task Submit_SameRequestTwice_IsOneVersion()
    {
        await using var town = await Town.OpenedAsync();
        var act = town.Act();

        await town.SubmitAsync("1", act);
        await town.SubmitAsync("1", act);

        Assert.Equal(1, (await town.SheetAsync("1")).Version);
        Assert.Single(await town.AuditAsync(), a => a.RequestId == act.RequestId);
    }

    [Fact]
    public async Task Submit_SameRequestTwentyTimesAtOnce_EveryCallSucceedsAndOneVersionIsThere()
    {
        await using var town = await Town.OpenedAsync();
        var act = town.Act();

        await AtOnceAsync(20, () => town.SubmitAsync("1", act));

        Assert.Equal(1, (await town.SheetAsync("1")).Version);
        Assert.Single(await town.ListAsync<SubmissionRecord>("submission/1/"));
    }

    /// <summary>The second click arrives between the first one's look and its commit: it is the same click all the same.</summary>
    [Fact]
    public async Task Change_SameRequestGotAheadBetweenLookAndDecision_IsDoneBefore()
    {
        await using var town = await Town.OpenedAsync();
        var act = town.Act();
        var ledger = town.Get<Ledger>();

        var changed = await ledger.ChangeAsync(
            Town.CycleId, act, town.Clock.GetUtcNow(), "提出", "sheet-1", DecideAsync, Town.None);

        Assert.False(changed);

        async Task<Change?> DecideAsync()
        {
            await town.SubmitAsync("1", act);
            throw new RuleBrokenException(new OnlyAwaitedSheetsCanBeEdited(SheetState.Submitted));
        }
    }

    [Fact]
    public async Task Change_RefusedAndNotDoneBefore_IsRefused()
    {
        await using var town = await Town.OpenedAsync();

        await Assert.ThrowsAsync<RuleBrokenException>(() => town.AcceptAsync("1"));

        Assert.DoesNotContain(await town.AuditAsync(), a => a.What == "受理");
    }

    /// <summary>Request ids come from outside; one that looks like the clock's must not stand in the clock's way.</summary>
    [Fact]
    public async Task Submit_RequestIdAsTheClockGivesThem_StageMovesAllTheSame()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1", new Act("stage-Committee", "department:zaisei"));
        await town.AcceptAsync("1");
        await town.AnswerAllAsync("2", "3");

        await town.UntilAsync(SmallPlan.CommitteeOpens);

        Assert.Equal(CycleStage.Committee, (await town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task Draft_SameRequestTenTimesAtOnce_NobodyConflictsWithOneself()
    {
        await using var town = await Town.OpenedAsync();
        var act = town.Act();

        await AtOnceAsync(10, () => town.Drafts.SaveAsync(Town.CycleId, "1", SmallPlan.Answers(), "", act, Town.None));

        Assert.Single(await town.AuditAsync(), a => a.What == "下書き保存");
    }

    [Fact]
    public async Task Accept_SameRequestTenTimesAtOnce_OneMailLeaves()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1");
        var act = town.Act();

        await AtOnceAsync(10, () => town.AcceptAsync("1", act));
        await town.LettersAsync();

        Assert.Single(town.LeftFor(SmallPlan.Zaisei), s => s == "受理 No.1 広告料");
    }

    [Fact]
    public async Task Ballot_SameRequestTenTimesAtOnce_IsOneRevision()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        var act = town.Act();

        await AtOnceAsync(10, () => town.VoteAsync("m1", act));

        Assert.Single(await town.AuditAsync(), a => a.What == "評価提出");
    }

    [Fact]
    public async Task Publish_ActivityAgain_SameVersionAndNoSecondEntry()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();

        await PublishAsync(town, town.Clock.GetUtcNow());

        Assert.Equal(1, (await town.CycleAsync()).Version);
        Assert.Single(await town.AuditAsync(), a => a.What == "公表");
    }

    /// <summary>A cycle that is rebuilt the day after its publication publishes nothing anew: the cover keeps its day.</summary>
    [Fact]
    public async Task Publish_ActivityAgainOnALaterDay_SameVersion()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();
        var before = PublishedFiles.Read(town.Site);

        await PublishAsync(town, town.Clock.GetUtcNow().AddDays(3));

        Assert.Equal(before, PublishedFiles.Read(town.Site));
        Assert.Equal(CycleStage.Published, (await town.CycleAsync()).Stage);
    }

    private static async Task PublishAsync(Town town, DateTimeOffset now)
    {
        await using var scope = town.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PublicationActivities>()
            .PublishDocument(new Publishing(new PublicationRef(Town.CycleId, 1), now), Town.None);
    }

    private static Task AtOnceAsync(int times, Func<Task> act) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(_ => Task.Run(act)));

    private static async Task<List<OrchestrationMetadata>> InstancesAsync(Town town)
    {
        var instances = new List<OrchestrationMetadata>();
        await foreach (var instance in town.Host.Engine.Client.GetAllInstancesAsync(new OrchestrationQuery()))
        {
            instances.Add(instance);
        }

        return instances;
    }
}
