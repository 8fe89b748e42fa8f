using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable.Tests;

public class LifecycleTests
{
    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Suspended_BuffersWhatComes_AndGoesOnWhenResumed(int kept)
    {
        await using var harness = await WaitingAsync(kept);
        await harness.Client.SuspendInstanceAsync("w", "点検");
        await harness.Client.RaiseEventAsync("w", "go", "1");
        await harness.Client.RaiseEventAsync("w", "go", "2");
        await harness.RunDryAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await harness.GetAsync("w")).RuntimeStatus);
        await harness.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await harness.GetAsync("w")).RuntimeStatus);

        await harness.Client.ResumeInstanceAsync("w");
        await harness.IdleAsync();

        Assert.Equal("12", (await harness.GetAsync("w")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Suspended_WhileAnActivityRuns_SchedulesNothingUntilResumed(int kept)
    {
        var release = new TaskCompletionSource();
        var calls = 0;
        await using var harness = new EngineHarness(kept);
        harness.Registry.AddActivity("Slow", async _ =>
        {
            Interlocked.Increment(ref calls);
            await release.Task;
            return null;
        });
        harness.Orchestrator("Two", async context =>
        {
            await context.CallActivityAsync("Slow");
            await context.CallActivityAsync("Slow");
            return "both";
        });
        await harness.StartAsync();
        var id = await harness.ScheduleAsync("Two");
        await harness.Client.WaitForInstanceStartAsync(id);
        await harness.Client.SuspendInstanceAsync(id);
        release.SetResult();
        await harness.IdleAsync();
        Assert.Equal(1, calls);

        await harness.Client.ResumeInstanceAsync(id);
        await harness.IdleAsync();

        Assert.Equal("both", (await harness.GetAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Terminated_EndsWithItsOutputAndLeavesNothingDue()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(30), CancellationToken.None);
                return null;
            })
            .StartAsync();
        var id = await harness.ScheduleAsync("Sleep");
        await harness.IdleAsync();

        await harness.Client.TerminateInstanceAsync(id, (object)"取りやめ");
        await harness.IdleAsync();

        var ended = await harness.GetAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("取りやめ", ended.ReadOutputAs<string>());
        Assert.Null(await harness.Engine.NextDueAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Terminated_Recursively_TakesItsDescendantsAlong(bool recursive, OrchestrationRuntimeStatus grandchild)
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("A", async context => await context.CallSubOrchestratorAsync<string>("B", null, Id("b")))
            .Orchestrator("B", async context => await context.CallSubOrchestratorAsync<string>("C", null, Id("c")))
            .Orchestrator("C", async context => await context.WaitForExternalEvent<string>("go"))
            .StartAsync();
        await harness.ScheduleAsync("A", id: "a");
        await harness.IdleAsync();

        await harness.Client.TerminateInstanceAsync("a", new TerminateInstanceOptions(null, recursive));
        await harness.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await harness.GetAsync("a")).RuntimeStatus);
        Assert.Equal(grandchild, (await harness.GetAsync("c")).RuntimeStatus);
    }

    [Fact]
    public async Task Terminated_BeforeItsDelayedStart_NeverRuns()
    {
        var ran = false;
        await using var harness = await new EngineHarness()
            .Orchestrator("Later", _ =>
            {
                ran = true;
                return Task.FromResult<object?>(null);
            })
            .StartAsync();
        var start = new StartOrchestrationOptions("later", EngineHarness.Start.AddDays(1));
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Later", null, start);

        await harness.Client.TerminateInstanceAsync("later");
        await harness.RunDryAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await harness.GetAsync("later")).RuntimeStatus);
        Assert.False(ran);
        Assert.Equal(EngineHarness.Start, harness.Clock.GetUtcNow());
    }

    [Fact]
    public async Task SecondStart_OfARunningInstance_IsRefusedAndChangesNothing()
    {
        await using var harness = await WaitingAsync(EngineHarness.Kept);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => harness.ScheduleAsync("Wait", id: "w"));

        await harness.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await harness.GetAsync("w")).RuntimeStatus);
    }

    [Fact]
    public async Task SecondStart_OfAnEndedInstance_TakesItsPlaceUnlessDeduplicated()
    {
        await using var harness = await new EngineHarness().Orchestrator("End", context => Task.FromResult<object?>(context.GetInput<int>())).StartAsync();
        await harness.RunAsync("End", 1, "e");

        Assert.Equal(2, (await harness.RunAsync("End", 2, "e")).ReadOutputAs<int>());

        var dedupe = new StartOrchestrationOptions("e").WithDedupeStatuses(
            OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => harness.Client.ScheduleNewOrchestrationInstanceAsync("End", 3, dedupe));
    }

    [Fact]
    public async Task SecondStart_WithNothingDeduplicated_TerminatesTheRunningOneFirst()
    {
        await using var harness = await WaitingAsync(EngineHarness.Kept);
        var reuse = new StartOrchestrationOptions("w").WithDedupeStatuses();

        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, reuse);
        await harness.Client.RaiseEventAsync("w", "go", "a");
        await harness.Client.RaiseEventAsync("w", "go", "b");
        await harness.IdleAsync();

        Assert.Equal("ab", (await harness.GetAsync("w")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Dedupe_OfTerminatedWithoutRunning_IsNoSense()
    {
        await using var harness = await WaitingAsync(EngineHarness.Kept);
        var options = new StartOrchestrationOptions("w").WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated);

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, options));
    }

    [Fact]
    public async Task Starts_ManyAtOnceUnderOneId_OneWins()
    {
        var runs = 0;
        await using var harness = await new EngineHarness()
            .Orchestrator("Once", async context =>
            {
                Interlocked.Increment(ref runs);
                return await context.WaitForExternalEvent<string>("go");
            })
            .StartAsync();

        var refused = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            try
            {
                await harness.ScheduleAsync("Once", id: "one");
                return 0;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 1;
            }
        }));
        await harness.IdleAsync();

        Assert.Equal(49, refused.Sum());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Purge_RemovesOnlyWhatHasEnded()
    {
        await using var harness = await WaitingAsync(EngineHarness.Kept);
        harness.Registry.AddOrchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", null, Id("child")));
        harness.Registry.AddOrchestrator("Child", _ => Task.FromResult<object?>("done"));
        await harness.RunAsync("Parent", id: "parent");

        Assert.Equal(0, (await harness.Client.PurgeInstanceAsync("w")).PurgedInstanceCount);
        Assert.Equal(2, (await harness.Client.PurgeInstanceAsync("parent", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
        Assert.Null(await harness.Client.GetInstanceAsync("child"));
        Assert.Empty(await harness.HistoryAsync("parent"));
    }

    [Fact]
    public async Task PurgeAll_FollowsItsFilter()
    {
        await using var harness = await WaitingAsync(EngineHarness.Kept);
        harness.Registry.AddOrchestrator("End", _ => Task.FromResult<object?>("done"));
        await harness.RunAsync("End", id: "old");
        await harness.AdvanceAsync(TimeSpan.FromDays(10));
        await harness.RunAsync("End", id: "new");

        var purged = await harness.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: EngineHarness.Start.AddDays(5)));

        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.NotNull(await harness.Client.GetInstanceAsync("new"));
        Assert.NotNull(await harness.Client.GetInstanceAsync("w"));
    }

    [Fact]
    public async Task Restart_RunsAgainWithTheSameInput()
    {
        var runs = 0;
        await using var harness = await new EngineHarness()
            .Orchestrator("Echo", context => Task.FromResult<object?>($"{context.GetInput<string>()} {Interlocked.Increment(ref runs)}"))
            .StartAsync();
        await harness.RunAsync("Echo", "入力", "e");

        Assert.Equal("e", await harness.Client.RestartAsync("e"));
        await harness.IdleAsync();
        Assert.Equal("入力 2", (await harness.GetAsync("e")).ReadOutputAs<string>());

        var other = await harness.Client.RestartAsync("e", restartWithNewInstanceId: true);
        await harness.IdleAsync();
        Assert.Equal("入力 3", (await harness.GetAsync(other)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_OfARunningOrUnknownInstance_IsRefused()
    {
        await using var harness = await WaitingAsync(EngineHarness.Kept);

        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Client.RestartAsync("w"));
        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.RestartAsync("nobody"));
    }

    [Fact]
    public async Task WaitForCompletion_CompletesWhenTheInstanceEnds()
    {
        await using var harness = await WaitingAsync(EngineHarness.Kept);
        var waiting = harness.Client.WaitForInstanceCompletionAsync("w", getInputsAndOutputs: true);
        await harness.Client.RaiseEventAsync("w", "go", "x");
        await harness.Client.RaiseEventAsync("w", "go", "y");

        Assert.Equal("xy", (await waiting).ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.WaitForInstanceCompletionAsync("nobody"));
    }

    [Fact]
    public async Task Query_FiltersAndPages()
    {
        await using var harness = await WaitingAsync(EngineHarness.Kept);
        harness.Registry.AddOrchestrator("End", _ => Task.FromResult<object?>("done"));
        for (var i = 0; i < 25; i++)
        {
            await harness.ScheduleAsync("End", id: $"sheet_{i:00}");
        }

        await harness.IdleAsync();
        var query = new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "sheet_", PageSize: 10, FetchInputsAndOutputs: true);
        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in harness.Client.GetAllInstancesAsync(query).AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.All(pages.SelectMany(page => page.Values), found => Assert.Equal("done", found.ReadOutputAs<string>()));
        Assert.Equal(25, (await harness.Client.ListInstanceIdsAsync()).Values.Count);
        Assert.Equal(26, await CountAsync(harness.Client.GetAllInstancesAsync()));
    }

    private static async Task<int> CountAsync(AsyncPageable<OrchestrationMetadata> all)
    {
        var count = 0;
        await foreach (var _ in all)
        {
            count++;
        }

        return count;
    }

    private static SubOrchestrationOptions Id(string id) => new(instanceId: id);

    /// <summary>An instance "w" that waits for two events.</summary>
    private static async Task<EngineHarness> WaitingAsync(int kept)
    {
        var harness = await new EngineHarness(kept)
            .Orchestrator("Wait", async context =>
                await context.WaitForExternalEvent<string>("go") + await context.WaitForExternalEvent<string>("go"))
            .StartAsync();
        await harness.ScheduleAsync("Wait", id: "w");
        await harness.IdleAsync();
        return harness;
    }
}
