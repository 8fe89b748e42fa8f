using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable.Tests;

public class EventTests
{
    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Event_RaisedWhileWaited_IsReceived(int kept)
    {
        await using var harness = await new EngineHarness(kept)
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Submitted"))
            .StartAsync();
        var id = await harness.ScheduleAsync("Wait");
        await harness.IdleAsync();

        await harness.Client.RaiseEventAsync(id, "SUBMITTED", "提出");
        await harness.IdleAsync();

        Assert.Equal("提出", (await harness.GetAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Events_RaisedEarly_AreKeptInOrder(int kept)
    {
        await using var harness = await new EngineHarness(kept)
            .Orchestrator("Late", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                var read = new List<string>();
                foreach (var name in (string[])["b", "A", "a", "B", "a"])
                {
                    read.Add(await context.WaitForExternalEvent<string>(name));
                }

                return string.Join(' ', read);
            })
            .StartAsync();
        var id = await harness.ScheduleAsync("Late");
        foreach (var (name, payload) in ((string, string)[])[("a", "a1"), ("b", "b1"), ("A", "a2"), ("B", "b2"), ("a", "a3")])
        {
            await harness.Client.RaiseEventAsync(id, name, payload);
        }

        await harness.RunDryAsync();

        Assert.Equal("b1 a1 a2 b2 a3", (await harness.GetAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Race_EventWins_TimerIsCancelledAndNothingStaysDue(int kept)
    {
        await using var harness = await new EngineHarness(kept).Orchestrator("Race", RaceAsync).StartAsync();
        var id = await harness.ScheduleAsync("Race");
        await harness.IdleAsync();

        await harness.Client.RaiseEventAsync(id, "Submitted");
        await harness.IdleAsync();

        Assert.Equal("event", (await harness.GetAsync(id)).ReadOutputAs<string>());
        Assert.Null(await harness.Engine.NextDueAsync(CancellationToken.None));
        Assert.Equal(EngineHarness.Start, harness.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Race_TimerWins_CancelledWaiterSwallowsNoEvent(int kept)
    {
        await using var harness = await new EngineHarness(kept)
            .Orchestrator("Race", async context =>
            {
                var first = await RaceAsync(context);
                return first + " " + await context.WaitForExternalEvent<string?>("Submitted");
            })
            .StartAsync();
        var id = await harness.ScheduleAsync("Race");
        await harness.RunDryAsync();

        await harness.Client.RaiseEventAsync(id, "Submitted", "second");
        await harness.IdleAsync();

        Assert.Equal("timer second", (await harness.GetAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Race_EventAndTimerInTheSameStep_EndsOnceEitherWay(int kept)
    {
        await using var harness = await new EngineHarness(kept).Orchestrator("Race", RaceAsync).StartAsync();
        var id = await harness.ScheduleAsync("Race");
        await harness.IdleAsync();
        var raise = harness.Client.RaiseEventAsync(id, "Submitted");
        harness.Clock.AdvanceTo(EngineHarness.Start.AddDays(7));
        await raise;
        await harness.RunDryAsync();

        Assert.Contains((await harness.GetAsync(id)).ReadOutputAs<string>(), (string[])["event", "timer"]);
    }

    [Fact]
    public async Task WaitWithTimeout_EventComes_LeavesNoTimerBehind()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(3)))
            .StartAsync();
        var id = await harness.ScheduleAsync("Wait");
        await harness.IdleAsync();

        await harness.Client.RaiseEventAsync(id, "go", "came");
        await harness.IdleAsync();

        Assert.Equal("came", (await harness.GetAsync(id)).ReadOutputAs<string>());
        Assert.Null(await harness.Engine.NextDueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task WaitWithTimeout_NothingComes_IsCancelledAndTheNextWaiterIsServed()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Wait", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(3));
                }
                catch (OperationCanceledException)
                {
                    return "timed out, then " + await context.WaitForExternalEvent<string>("go");
                }
            })
            .StartAsync();
        var id = await harness.ScheduleAsync("Wait");
        await harness.RunDryAsync();
        await harness.Client.RaiseEventAsync(id, "go", "late");
        await harness.IdleAsync();

        Assert.Equal("timed out, then late", (await harness.GetAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiters_OfOneName_TheNewestIsServedFirst()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Stack", async context =>
            {
                var older = context.WaitForExternalEvent<string>("go");
                var newer = context.WaitForExternalEvent<string>("go");
                return await newer + " before " + await older;
            })
            .StartAsync();
        var id = await harness.ScheduleAsync("Stack");
        await harness.Client.RaiseEventAsync(id, "go", "1");
        await harness.Client.RaiseEventAsync(id, "go", "2");
        await harness.RunDryAsync();

        Assert.Equal("1 before 2", (await harness.GetAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_UnreadablePayload_FaultsTheWaiter()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<int>("number"))
            .StartAsync();
        var id = await harness.ScheduleAsync("Wait");
        await harness.Client.RaiseEventAsync(id, "number", "no number");
        await harness.RunDryAsync();

        Assert.Equal("System.Text.Json.JsonException", (await harness.GetAsync(id)).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Event_ToUnknownOrEndedInstance_IsDropped()
    {
        await using var harness = await new EngineHarness().Orchestrator("End", _ => Task.FromResult<object?>("end")).StartAsync();
        await harness.RunAsync("End", id: "done");

        await harness.Client.RaiseEventAsync("nobody", "go", 1);
        await harness.Client.RaiseEventAsync("done", "go", 1);
        await harness.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await harness.GetAsync("done")).RuntimeStatus);
        Assert.Null(await harness.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task SendEvent_ReachesAnotherOrchestration()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Send", context =>
            {
                context.SendEvent("receiver", "note", new { Text = "届いた" });
                context.SendEvent("nobody", "note", "lost");
                return Task.FromResult<object?>(null);
            })
            .Orchestrator("Receive", async context => (await context.WaitForExternalEvent<Dictionary<string, string>>("note"))["text"])
            .StartAsync();
        await harness.ScheduleAsync("Receive", id: "receiver");

        var sent = await harness.RunAsync("Send");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, sent.RuntimeStatus);
        Assert.Equal("届いた", (await harness.GetAsync("receiver")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_RaisedWhileTheEngineIsDown_IsThereAfterRestart()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"))
            .StartAsync();
        var id = await harness.ScheduleAsync("Wait");
        await harness.IdleAsync();
        await harness.Engine.StopAsync(CancellationToken.None);
        await harness.Client.RaiseEventAsync(id, "go", "kept");

        await harness.RestartAsync();
        await harness.IdleAsync();

        Assert.Equal("kept", (await harness.GetAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<object?> RaceAsync(TaskOrchestrationContext context)
    {
        using var stopTimer = new CancellationTokenSource();
        using var stopEvent = new CancellationTokenSource();
        var raised = context.WaitForExternalEvent<string?>("Submitted", stopEvent.Token);
        var due = context.CreateTimer(TimeSpan.FromDays(7), stopTimer.Token);
        var winner = await Task.WhenAny(raised, due);
        (winner == raised ? stopTimer : stopEvent).Cancel();
        return winner == raised ? "event" : "timer";
    }
}
