using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable.Tests;

public class TimerTests
{
    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Timer_Of400Days_FiresAtItsMoment(int kept)
    {
        await using var harness = await new EngineHarness(kept)
            .Orchestrator("Long", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(400), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .StartAsync();

        var ended = await harness.RunAsync("Long");

        Assert.Equal(EngineHarness.Start.AddDays(400).UtcDateTime, ended.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Timer_SurvivesARestart_AndFiresLateWhenItWasDueMeanwhile()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .StartAsync();
        var id = await harness.ScheduleAsync("Sleep");
        await harness.IdleAsync();
        await harness.StopAsync();
        harness.Clock.AdvanceTo(EngineHarness.Start.AddDays(5));
        await harness.StartAsync();
        await harness.IdleAsync();

        Assert.Equal(EngineHarness.Start.AddDays(5).UtcDateTime, (await harness.GetAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Timer_InThePast_FiresAtOnce()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Past", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
                return "fired";
            })
            .StartAsync();
        var id = await harness.ScheduleAsync("Past");
        await harness.IdleAsync();

        Assert.Equal("fired", (await harness.GetAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timers_FireInTheOrderTheyAreDue()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Order", async context =>
            {
                var order = new List<int>();
                await Task.WhenAll(new List<int> { 3, 1, 2 }.Select(async days =>
                {
                    await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
                    order.Add(days);
                }));
                return order;
            })
            .StartAsync();

        var ended = await harness.RunAsync("Order");

        Assert.Equal([1, 2, 3], ended.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Timer_LeftRunning_KeepsTheInstanceUntilItFires()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Leave", context =>
            {
                _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                return Task.FromResult<object?>("returned");
            })
            .StartAsync();
        var id = await harness.ScheduleAsync("Leave");
        await harness.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await harness.GetAsync(id)).RuntimeStatus);

        await harness.RunDryAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await harness.GetAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task DelayedStart_StaysPendingAndKeepsItsEvents()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Later", async context => await context.WaitForExternalEvent<string>("go") + context.CurrentUtcDateTime.Day)
            .StartAsync();
        var start = new StartOrchestrationOptions("later", EngineHarness.Start.AddDays(9));
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Later", null, start);
        await harness.Client.RaiseEventAsync("later", "go", "early ");
        await harness.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await harness.GetAsync("later")).RuntimeStatus);
        Assert.Equal(EngineHarness.Start.AddDays(9), await harness.Engine.NextDueAsync(CancellationToken.None));

        await harness.RestartAsync();
        await harness.RunDryAsync();

        Assert.Equal("early 10", (await harness.GetAsync("later")).ReadOutputAs<string>());
    }
}
