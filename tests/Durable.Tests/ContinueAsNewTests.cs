using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable.Tests;

public class ContinueAsNewTests
{
    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Loop_StartsAgainWithAShortHistory(int kept)
    {
        await using var harness = await new EngineHarness(kept)
            .Orchestrator("Loop", async context =>
            {
                var round = context.GetInput<int>();
                await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                if (round < 50)
                {
                    context.SetCustomStatus(round);
                    context.ContinueAsNew(round + 1);
                }

                return round;
            })
            .StartAsync();

        var ended = await harness.RunAsync("Loop", 1, "loop");

        Assert.Equal(50, ended.ReadOutputAs<int>());
        Assert.Equal(49, ended.ReadCustomStatusAs<int>());
        Assert.Equal(EngineHarness.Start.AddDays(50), harness.Clock.GetUtcNow());
        Assert.Equal(6, (await harness.HistoryAsync("loop")).Count);
    }

    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task UnreadEvents_AreCarriedOverInOrder_AlsoThroughARestart(int kept)
    {
        await using var harness = await new EngineHarness(kept).Orchestrator("Read", ReadOneAndContinueAsync).StartAsync();
        await harness.ScheduleAsync("Read", "", "reader");
        for (var i = 1; i <= 9; i++)
        {
            await harness.Client.RaiseEventAsync("reader", "n", i);
            if (i % 3 == 0)
            {
                await harness.RestartAsync();
            }
        }

        await harness.Client.RaiseEventAsync("reader", "n", 0);
        await harness.IdleAsync();

        Assert.Equal("123456789", (await harness.GetAsync("reader")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task UnreadEvents_AreLeftBehindWhenNotWanted()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Drop", async context =>
            {
                if (context.GetInput<bool>())
                {
                    await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                    context.ContinueAsNew(false, preserveUnprocessedEvents: false);
                    return null;
                }

                return await context.WaitForExternalEvent<string>("n", TimeSpan.FromDays(1));
            })
            .StartAsync();
        await harness.ScheduleAsync("Drop", true, "drop");
        await harness.Client.RaiseEventAsync("drop", "n", "old");
        await harness.RunDryAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await harness.GetAsync("drop")).RuntimeStatus);
    }

    [Fact]
    public async Task Version_CanChangeWithTheNextExecution()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Up", context =>
            {
                if (context.Version.Length == 0)
                {
                    context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2" });
                }

                return Task.FromResult<object?>(context.Version);
            })
            .StartAsync();

        Assert.Equal("2", (await harness.RunAsync("Up")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Parent_WaitsForTheLastExecutionOfItsChild()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", 0))
            .Orchestrator("Child", context =>
            {
                var round = context.GetInput<int>();
                if (round < 3)
                {
                    context.ContinueAsNew(round + 1);
                }

                return Task.FromResult<object?>($"round {round} of {context.Parent!.Name}");
            })
            .StartAsync();

        Assert.Equal("round 3 of Parent", (await harness.RunAsync("Parent")).ReadOutputAs<string>());
    }

    private static async Task<object?> ReadOneAndContinueAsync(TaskOrchestrationContext context)
    {
        var read = context.GetInput<string>();
        var next = await context.WaitForExternalEvent<int>("n");
        if (next == 0)
        {
            return read;
        }

        context.ContinueAsNew(read + next);
        return null;
    }
}
