using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable.Tests;

public class SubOrchestrationTests
{
    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Children_RunAndReturnTheirResults(int kept)
    {
        await using var harness = await new EngineHarness(kept)
            .Orchestrator("Parent", async context => (await Task.WhenAll(
                Enumerable.Range(0, 20).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)))).Sum())
            .Orchestrator("Child", async context => await context.CallActivityAsync<int>("Square", context.GetInput<int>()))
            .Activity("Square", call => call.GetInput<int>() * call.GetInput<int>())
            .StartAsync();

        Assert.Equal(2470, (await harness.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Child_KnowsItsParentAndItsVersion()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Child", null, new SubOrchestrationOptions(instanceId: "the-child") { Version = "2.0" }))
            .Orchestrator("Child", context => Task.FromResult<object?>(
                $"{context.Parent!.Name} {context.Parent.InstanceId} {context.InstanceId} {context.Version} {context.CompareVersionTo("1.10")}"))
            .StartAsync();

        Assert.Equal("Parent the-parent the-child 2.0 1", (await harness.RunAsync("Parent", id: "the-parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_Fails_CarriesItsDetailsThroughBothBoundaries()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child"))
            .Orchestrator("Child", async context => await context.CallActivityAsync<string>("Break"))
            .Activity("Break", _ => throw new TimeoutException("遅い"))
            .StartAsync();

        var failure = (await harness.RunAsync("Parent")).FailureDetails!;

        Assert.Equal("Microsoft.DurableTask.TaskFailedException", failure.ErrorType);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", failure.InnerFailure!.ErrorType);
        Assert.Equal("System.TimeoutException", failure.InnerFailure.InnerFailure!.ErrorType);
        Assert.True(failure.InnerFailure.InnerFailure.IsCausedBy<SystemException>());
    }

    [Fact]
    public async Task Child_UnderAnIdInUse_FailsTheCall()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Wait", null, new SubOrchestrationOptions(instanceId: "taken")))
            .StartAsync();
        await harness.ScheduleAsync("Wait", id: "taken");

        var ended = await harness.RunAsync("Parent");

        Assert.Contains("taken", ended.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await harness.GetAsync("taken")).RuntimeStatus);
    }

    [Fact]
    public async Task Child_Terminated_FailsTheParentsCall()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Wait", null, new SubOrchestrationOptions(instanceId: "child")))
            .StartAsync();
        var parent = await harness.ScheduleAsync("Parent");
        await harness.IdleAsync();

        await harness.Client.TerminateInstanceAsync("child");
        await harness.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await harness.GetAsync("child")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await harness.GetAsync(parent)).RuntimeStatus);
    }
}
