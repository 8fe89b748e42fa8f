using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable.Tests;

public class DeliveryTests
{
    [Fact]
    public async Task Answer_DeliveredTwice_CountsOnce()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Two", async context =>
                await context.CallActivityAsync<string>("Say", "a") + await context.CallActivityAsync<string>("Say", "b")
                + await context.WaitForExternalEvent<string>("go"))
            .Activity("Say", call => call.GetInput<string>())
            .StartAsync();
        await harness.ScheduleAsync("Two", id: "two");
        await harness.IdleAsync();

        // The first activity's answer once more, as after a crash between its run and its commit, and a timer that never was.
        harness.Engine.Deliver(1, new Message(new HistoryEvent(HistoryKind.TaskCompleted) { Task = 0, Data = "\"again\"" }));
        harness.Engine.Deliver(1, new Message(new HistoryEvent(HistoryKind.TimerFired) { Task = 77 }));
        await harness.IdleAsync();
        await harness.RestartAsync();
        await harness.Client.RaiseEventAsync("two", "go", "c");
        await harness.IdleAsync();

        Assert.Equal("abc", (await harness.GetAsync("two")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Answer_ForAnEarlierExecution_IsIgnored()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Next", async context =>
            {
                if (context.GetInput<int>() == 0)
                {
                    context.ContinueAsNew(1);
                    return null;
                }

                return await context.CallActivityAsync<string>("Wait");
            })
            .StartAsync();
        var release = new TaskCompletionSource<object?>();
        harness.Registry.AddActivity("Wait", async _ => await release.Task);
        var id = await harness.ScheduleAsync("Next", 0);
        await harness.Client.WaitForInstanceStartAsync(id);

        harness.Engine.Deliver(1, new Message(new HistoryEvent(HistoryKind.TaskCompleted) { Data = "\"stale\"" }) { Execution = 0 });
        release.SetResult("right");
        await harness.IdleAsync();

        Assert.Equal("right", (await harness.GetAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task History_ThatCannotBeRead_FailsTheInstanceInsteadOfComingBackForEver()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"))
            .StartAsync();
        await harness.ScheduleAsync("Wait", id: "w");
        await harness.IdleAsync();
        await harness.File.WriteAsync(connection =>
        {
            using var spoil = new Statement(connection, "UPDATE durable_history SET kind = 10, task = 5, name = NULL WHERE kind = 2");
            spoil.Run();
        });
        await harness.RestartAsync();

        await harness.Client.RaiseEventAsync("w", "go", "x");
        await harness.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await harness.GetAsync("w")).RuntimeStatus);
    }

    [Fact]
    public async Task AThousandInstances_AtOnce_AllEndAndNoneRunsTwiceAtOnce()
    {
        var inside = new int[1000];
        var overlaps = 0;
        await using var harness = await new EngineHarness(kept: 300)
            .Orchestrator("One", async context =>
            {
                var i = context.GetInput<int>();
                for (var round = 0; round < 3; round++)
                {
                    if (Interlocked.Increment(ref inside[i]) != 1)
                    {
                        Interlocked.Increment(ref overlaps);
                    }

                    Interlocked.Decrement(ref inside[i]);
                    await context.CallActivityAsync<int>("Echo", round);
                    await context.CreateTimer(TimeSpan.FromMinutes(1 + (i % 7)), CancellationToken.None);
                }

                return i;
            })
            .Activity("Echo", call => call.GetInput<int>())
            .StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => harness.ScheduleAsync("One", i, $"i{i}")));

        await harness.RunDryAsync();

        Assert.Equal(0, overlaps);
        var ended = 0;
        await foreach (var one in harness.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 500, FetchInputsAndOutputs: true)))
        {
            Assert.Equal(one.InstanceId, $"i{one.ReadOutputAs<int>()}");
            ended++;
        }

        Assert.Equal(1000, ended);
    }

    [Fact]
    public async Task SecondEngine_OnTheSameFile_IsRefused()
    {
        await using var harness = await new EngineHarness().StartAsync();
        await using var second = new DurableEngine(
            harness.File, new TaskRegistry(), harness.Clock, new DurableEngineOptions(), harness.Loggers);

        await Assert.ThrowsAsync<SqliteFileException>(() => second.StartAsync(CancellationToken.None));
    }
}
