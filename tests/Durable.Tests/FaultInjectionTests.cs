using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit.Abstractions;

namespace GyoseiFlow.Durable.Tests;

/// <summary>Everything an engine does in a small scenario, with a crash at every single commit, and with commits that fail.</summary>
public class FaultInjectionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true, EngineHarness.Kept)]
    [InlineData(false, EngineHarness.Kept)]
    [InlineData(true, EngineHarness.Replayed)]
    [InlineData(false, EngineHarness.Replayed)]
    public async Task Crash_AtEveryCommit_LosesNothingAndRepeatsNothingCommitted(bool beforeCommit, int kept)
    {
        // Turns that happen to come together share a commit, so the number varies; what waits for one another can't: the
        // start, four days on which a timer fires and then an activity ends, and the end.
        var commits = await RunAsync(kept, crashAt: int.MaxValue, beforeCommit);
        Assert.InRange(commits, 10, 200);
        for (var crashAt = 1; crashAt <= commits; crashAt++)
        {
            await RunAsync(kept, crashAt, beforeCommit);
        }
    }

    [Fact]
    public async Task Commits_ThatFailNowAndThen_AreTriedAgain()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var ledger = new Ledger();
        await using var harness = new EngineHarness { Registry = ledger.Registry() };
        await harness.StartAsync();
        var failures = 0;
        await harness.ScheduleAsync("Parent", 4, "p");
        harness.File.Faults = new CommitFaults
        {
            BeforeCommit = () =>
            {
                if (random.Next(3) == 0)
                {
                    failures++;
                    throw new IOException("The disk said no.");
                }
            },
        };

        await RunToTheEndAsync(harness);

        harness.File.Faults = null;
        Assert.NotEqual(0, failures);
        await AssertDoneAsync(harness, ledger);
    }

    private static async Task<int> RunAsync(int kept, int crashAt, bool beforeCommit)
    {
        var ledger = new Ledger();
        await using var harness = new EngineHarness(kept) { Registry = ledger.Registry() };
        await harness.StartAsync();
        await harness.ScheduleAsync("Parent", 4, "p");
        var commits = 0;
        void Count()
        {
            if (Interlocked.Increment(ref commits) == crashAt)
            {
                throw new SimulatedCrashException();
            }
        }

        harness.File.Faults = new CommitFaults { BeforeCommit = beforeCommit ? Count : () => { }, AfterCommit = beforeCommit ? () => { } : Count };
        await RunToTheEndAsync(harness, () => commits >= crashAt);
        var atCrash = ledger.Committed.Count;
        await harness.RestartAsync();
        await RunToTheEndAsync(harness);
        Assert.True(atCrash <= ledger.Committed.Count);
        await AssertDoneAsync(harness, ledger);
        return commits;
    }

    /// <summary>Lets time jump, and raises the event that the last part waits for, until all is done or the crash has come.</summary>
    private static async Task RunToTheEndAsync(EngineHarness harness, Func<bool>? crashed = null)
    {
        for (var i = 0; i < 500 && crashed?.Invoke() != true; i++)
        {
            await harness.IdleAsync();
            if (await harness.Engine.NextDueAsync(CancellationToken.None) is { } due)
            {
                harness.Clock.AdvanceTo(due);
                continue;
            }

            if ((await harness.GetAsync("p")).IsCompleted)
            {
                return;
            }

            // Raised as the app raises events: again and again until it has had its effect.
            await Record.ExceptionAsync(() => harness.Client.RaiseEventAsync("p", "finish", "ok"));
        }
    }

    private static async Task AssertDoneAsync(EngineHarness harness, Ledger ledger)
    {
        var ended = await harness.GetAsync("p");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("0 1 4 9 ok", ended.ReadOutputAs<string>());

        // An activity whose result was committed is not run again by anything that happened afterwards.
        var completions = await harness.HistoryAsync("p");
        Assert.Equal(4, completions.Count(happened => happened.Kind == HistoryKind.SubOrchestrationInstanceCompleted));
        Assert.Equal(4, ledger.Committed.Count);
        Assert.All(Enumerable.Range(0, 4), i => Assert.True(ledger.Committed[i] >= 1));
        foreach (var i in Enumerable.Range(0, 4))
        {
            Assert.Single(await harness.HistoryAsync($"child{i}"), happened => happened.Kind == HistoryKind.TaskCompleted);
        }
    }

    /// <summary>The scenario, and how often each activity ran.</summary>
    private sealed class Ledger
    {
        public ConcurrentDictionary<int, int> Committed { get; } = new();

        public TaskRegistry Registry() => new TaskRegistry()
            .AddOrchestrator("Parent", ParentAsync)
            .AddOrchestrator("Child", ChildAsync)
            .AddActivity("Square", call =>
            {
                var i = call.GetInput<int>();
                Committed.AddOrUpdate(i, 1, (_, count) => count + 1);
                return Task.FromResult<object?>(i * i);
            });

        private static async Task<object?> ParentAsync(TaskOrchestrationContext context)
        {
            var children = Enumerable.Range(0, context.GetInput<int>()).Select(i =>
                context.CallSubOrchestratorAsync<int>("Child", i, new SubOrchestrationOptions(instanceId: $"child{i}")));
            var squares = await Task.WhenAll(children);
            return string.Join(' ', squares) + " " + await context.WaitForExternalEvent<string>("finish");
        }

        private static async Task<object?> ChildAsync(TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromDays(1 + context.GetInput<int>()), CancellationToken.None);
            var square = await context.CallActivityAsync<int>("Square", context.GetInput<int>());
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return square;
        }
    }
}
