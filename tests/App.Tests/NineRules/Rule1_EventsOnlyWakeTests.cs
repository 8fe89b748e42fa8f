using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>The store is the truth; an event only wakes. Lost, doubled, late or reordered events change nothing.</summary>
public class Rule1_EventsOnlyWakeTests
{
    [Fact]
    public async Task Submit_EventLost_OrchestrationStillBelievesTheSheetIsAwaitedUntilTheHeartbeat()
    {
        await using var town = await Town.OpenedAsync();
        town.Client = Clients.Deaf();

        await town.SubmitAsync("1");
        await town.AcceptAsync("1");
        await town.LettersAsync();

        Assert.DoesNotContain("受理 No.1 広告料", town.LeftFor(SmallPlan.Zaisei));
        await town.HeartbeatAsync();
        Assert.Contains("受理 No.1 広告料", town.LeftFor(SmallPlan.Zaisei));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await StatusOfSheetAsync(town, "1"));
    }

    [Fact]
    public async Task Submit_RaisingFails_ThePersonsActStands()
    {
        await using var town = await Town.OpenedAsync();
        town.Client = Clients.Broken();

        await town.SubmitAsync("1");

        Assert.Equal(SheetState.Submitted, (await town.SheetAsync("1")).State);
    }

    [Fact]
    public async Task Submit_RaisingTimesOut_ThePersonsActStands()
    {
        await using var town = await Town.OpenedAsync();
        town.Client = Clients.Raising((_, _) => throw new TaskCanceledException("The engine took too long."));

        await town.SubmitAsync("1");

        Assert.Equal(SheetState.Submitted, (await town.SheetAsync("1")).State);
    }

    [Fact]
    public async Task Year_EveryEventLost_IsPublishedByHeartbeats()
    {
        await using var town = await Town.OpenedAsync();
        town.Client = Clients.Deaf();

        await town.AnswerAllAsync();
        await town.HeartbeatAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await town.VoteAsync("m1");
        await town.VoteAsync("m2");
        await town.HeartbeatAsync();
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(1));
        await town.ApproveAsync();
        await town.HeartbeatAsync();
        await town.UntilAsync(SmallPlan.Publication);

        Assert.Equal(CycleStage.Published, (await town.CycleAsync()).Stage);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await town.RunAsync());
    }

    [Fact]
    public async Task Event_NothingChanged_OrchestrationGoesBackToSleep()
    {
        await using var town = await Town.OpenedAsync();
        var before = await Snapshot.TakeAsync(town);

        for (var i = 0; i < 3; i++)
        {
            await town.Client.RaiseEventAsync(InstanceIds.OfSheet(Town.CycleId, 1, "1"), "Changed");
            await town.RestAsync();
        }

        Assert.Equal(before, await Snapshot.TakeAsync(town));
    }

    /// <summary>Seeded: every event lost, sent once or up to three times, at once or up to a week late, in any order.</summary>
    [Fact]
    public async Task Year_RandomDeliveryOfEvents_EndsAsWithPerfectDelivery()
    {
        var expected = await PlayAsync(seed: null);
        for (var seed = 0; seed < 8; seed++)
        {
            var actual = await PlayAsync(seed);
            Assert.True(expected == actual, $"Seed {seed}:\n{actual}\n--- expected:\n{expected}");
        }
    }

    private static async Task<string> PlayAsync(int? seed)
    {
        await using var town = await Town.OpenedAsync();
        var engine = town.Client;
        var held = new List<(string Id, string Name)>();
#pragma warning disable CA5394 // Chance for a test, repeatable by its seed.
        var random = seed is { } s ? new Random(s) : null;
        if (random is not null)
        {
            town.Client = Clients.Raising((id, name) =>
            {
                held.AddRange(Enumerable.Repeat((id, name), random.Next(4)));
                return Task.CompletedTask;
            });
        }

        await StepAsync(() => town.SubmitAsync("1"));
        await StepAsync(() => town.Sheets.ReturnAsync(Town.CycleId, "1", 1, "数字が違う", SmallPlan.Due, town.Act(), town.Client, Town.None));
        await StepAsync(() => town.SubmitAsync("2"));
        await StepAsync(() => town.SubmitAsync("1"));
        await StepAsync(() => town.AcceptAsync("1"));
        await StepAsync(() => town.AcceptAsync("2"));
        await StepAsync(() => town.Sheets.CloseAsync(Town.CycleId, "3", "提出がないため", town.Act(), town.Client, Town.None));
        await town.HeartbeatAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await StepAsync(() => town.VoteAsync("m2"));
        await StepAsync(() => town.VoteAsync("m1"));
        await town.HeartbeatAsync();
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(1));
        await StepAsync(town.ApproveAsync);
        await town.HeartbeatAsync();
        await town.UntilAsync(SmallPlan.Publication);
        return await Snapshot.TakeAsync(town);

        async Task StepAsync(Func<Task> act)
        {
            await act();
            await town.PassAsync(TimeSpan.FromHours(1));
            while (random is not null && held.Count > 0 && random.Next(3) > 0)
            {
                var at = random.Next(held.Count);
                var (id, name) = held[at];
                held.RemoveAt(at);
                await engine.RaiseEventAsync(id, name);
                await town.RestAsync();
            }
        }
#pragma warning restore CA5394
    }

    private static async Task<OrchestrationRuntimeStatus> StatusOfSheetAsync(Town town, string measure) =>
        (await town.Host.Engine.Client.GetInstanceAsync(InstanceIds.OfSheet(Town.CycleId, 1, measure)))!.RuntimeStatus;
}
