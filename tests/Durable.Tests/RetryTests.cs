using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable.Tests;

public class RetryTests
{
    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Policy_BacksOffInVirtualTime_UntilItSucceeds(int kept)
    {
        var attempts = new List<DateTimeOffset>();
        await using var harness = new EngineHarness(kept);
        harness.Activity("Flaky", _ =>
        {
            attempts.Add(harness.Clock.GetUtcNow());
            return attempts.Count < 4 ? throw new InvalidOperationException("まだ") : "done";
        });
        var policy = new RetryPolicy(5, TimeSpan.FromMinutes(1), 2.0, TimeSpan.FromMinutes(3));
        harness.Orchestrator("Try", async context =>
            await context.CallActivityAsync<string>("Flaky", options: TaskOptions.FromRetryPolicy(policy)));
        await harness.StartAsync();

        var ended = await harness.RunAsync("Try");

        Assert.Equal("done", ended.ReadOutputAs<string>());
        Assert.Equal([0, 1, 3, 6], attempts.Select(at => (int)(at - EngineHarness.Start).TotalMinutes));
    }

    [Fact]
    public async Task Policy_AttemptsExhausted_FailsWithTheLastFailure()
    {
        var attempts = 0;
        var ended = await TryAsync(new RetryPolicy(3, TimeSpan.FromMinutes(1)), () => ++attempts);

        Assert.Equal(3, attempts);
        Assert.Equal("失敗 3", ended.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Policy_HandleFailure_StopsWhatCannotHeal()
    {
        var attempts = 0;
        var policy = new RetryPolicy(9, TimeSpan.FromMinutes(1)) { HandleFailure = failure => failure.ErrorMessage != "失敗 2" };

        await TryAsync(policy, () => ++attempts);

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Policy_RetryTimeout_EndsTheAttempts()
    {
        var attempts = 0;
        var policy = new RetryPolicy(99, TimeSpan.FromMinutes(10), retryTimeout: TimeSpan.FromMinutes(25));

        await TryAsync(policy, () => ++attempts);

        Assert.Equal(4, attempts);
    }

    [Fact]
    public async Task Handler_DecidesWithTheFailureAndTheTime()
    {
        var seen = new List<(int Attempt, string Message, double Minutes)>();
        var attempts = 0;
        AsyncRetryHandler handler = async retry =>
        {
            if (!retry.OrchestrationContext.IsReplaying)
            {
                seen.Add((retry.LastAttemptNumber, retry.LastFailure.ErrorMessage, retry.TotalRetryTime.TotalMinutes));
            }

            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
            return retry.LastAttemptNumber < 3;
        };

        await TryAsync(handler, () => ++attempts);

        Assert.Equal([(1, "失敗 1", 0), (2, "失敗 2", 5), (3, "失敗 3", 10)], seen);
    }

    [Fact]
    public async Task SubOrchestration_IsRetriedUnderItsOwnId()
    {
        var attempts = 0;
        await using var harness = await new EngineHarness()
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Child", null, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromHours(1))).WithInstanceId("child")))
            .Orchestrator("Child", _ => ++attempts < 3 ? throw new InvalidOperationException("まだ") : Task.FromResult<object?>("grown"))
            .StartAsync();

        var ended = await harness.RunAsync("Parent");

        Assert.Equal("grown", ended.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await harness.GetAsync("child")).RuntimeStatus);
        Assert.Equal(EngineHarness.Start.AddHours(2), harness.Clock.GetUtcNow());
    }

    private static async Task<OrchestrationMetadata> TryAsync(TaskRetryOptions retry, Func<int> count)
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Try", async context => await context.CallActivityAsync<string>("Fail", options: new TaskOptions(retry)))
            .Activity("Fail", _ => throw new InvalidOperationException($"失敗 {count()}"))
            .StartAsync();
        var ended = await harness.RunAsync("Try");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        return ended;
    }
}
