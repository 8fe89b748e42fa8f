using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable.Tests;

public class ActivityTests
{
    [Fact]
    public async Task Orchestration_CallsActivitiesInSequence_ReturnsTheirResults()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Sum", async context =>
            {
                var sum = 0;
                for (var i = 1; i <= 5; i++)
                {
                    sum += await context.CallActivityAsync<int>("Double", i);
                }

                return sum;
            })
            .Activity("Double", call => call.GetInput<int>() * 2)
            .StartAsync();

        var ended = await harness.RunAsync("sum");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(30, ended.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Activities_FannedOut_AllRunAndKeepTheirOrder()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Fan", async context =>
                await Task.WhenAll(Enumerable.Range(0, 200).Select(i => context.CallActivityAsync<int>("Echo", i))))
            .Activity("Echo", call => call.GetInput<int>())
            .StartAsync();

        var ended = await harness.RunAsync("Fan");

        Assert.Equal(Enumerable.Range(0, 200), ended.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Activity_Fails_SurfacesAsTaskFailedExceptionWithDetails()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Catch", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Break");
                    return null;
                }
                catch (TaskFailedException error)
                {
                    return new
                    {
                        error.TaskName,
                        error.TaskId,
                        error.FailureDetails.ErrorType,
                        error.FailureDetails.ErrorMessage,
                        Inner = error.FailureDetails.InnerFailure!.ErrorMessage,
                        HasStack = error.FailureDetails.StackTrace!.Contains(nameof(ActivityTests), StringComparison.Ordinal),
                        Caused = error.FailureDetails.IsCausedBy<InvalidOperationException>(),
                        error.Message,
                    }.ToString();
                }
            })
            .Activity("Break", _ => throw new InvalidOperationException("外れた", new ArgumentException("根本")))
            .StartAsync();

        var ended = await harness.RunAsync("Catch");

        Assert.Equal(
            "{ TaskName = Break, TaskId = 0, ErrorType = System.InvalidOperationException, ErrorMessage = 外れた, Inner = 根本, HasStack = True, "
            + "Caused = True, Message = Task 'Break' (#0) failed with an unhandled exception: 外れた }",
            ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_FailsUncaught_FailsTheOrchestrationWithTheWholeStory()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Fall", async context => await context.CallActivityAsync<int>("Break"))
            .Activity("Break", _ => throw new InvalidOperationException("外れた"))
            .StartAsync();

        var ended = await harness.RunAsync("Fall");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", ended.FailureDetails!.ErrorType);
        Assert.Equal("System.InvalidOperationException", ended.FailureDetails.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Activity_IsUnknown_FailsWithoutRetry()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromMinutes(1));
        await using var harness = await new EngineHarness()
            .Orchestrator("Call", async context => await context.CallActivityAsync<int>("Nobody", options: TaskOptions.FromRetryPolicy(policy)))
            .StartAsync();

        var ended = await harness.RunAsync("Call");

        Assert.Equal("ActivityTaskNotFound", ended.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal(EngineHarness.Start, harness.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Activity_CannotReadItsInput_FailsAsATask()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Call", async context => await context.CallActivityAsync<int>("Echo", "no number"))
            .Activity("Echo", call => call.GetInput<int>())
            .StartAsync();

        var ended = await harness.RunAsync("Call");

        Assert.Equal("System.Text.Json.JsonException", ended.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Orchestrator_IsUnknown_Fails()
    {
        await using var harness = await new EngineHarness().StartAsync();

        var ended = await harness.RunAsync("Nobody");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("OrchestratorTaskNotFound", ended.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task OptionsGivenAsInput_AreRefused()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Call", async context => await context.CallActivityAsync<int>("Echo", (object)new TaskOptions()))
            .StartAsync();

        var ended = await harness.RunAsync("Call");

        Assert.Equal("System.ArgumentException", ended.FailureDetails!.ErrorType);
    }
}
