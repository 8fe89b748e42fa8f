using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NonDeterministicOrchestrationException = DurableTask.Core.Exceptions.NonDeterministicOrchestrationException;

namespace GyoseiFlow.Durable.Tests;

/// <summary>The checked-in history was made by the first version of the engine; it must replay under every later one.</summary>
public class ReplayTests
{
    private static readonly string s_history = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Histories", "review.json"));

    [Fact]
    public void StoredHistory_ReplaysUnderTheCurrentCode() =>
        Assert.Equal(OrchestrationRuntimeStatus.Completed, HistoryReplay.Verify(s_history, new TaskRegistry().AddOrchestrator("Review", ReviewAsync)));

    [Fact]
    public void StoredHistory_UnderChangedCode_IsRefused()
    {
        var changed = new TaskRegistry().AddOrchestrator("Review", async context =>
        {
            await context.CallActivityAsync("Renamed");
            return await ReviewAsync(context);
        });

        var error = Assert.Throws<NonDeterministicOrchestrationException>(() => HistoryReplay.Verify(s_history, changed));
        Assert.Contains("'Renamed'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StoredHistory_UnderCodeThatDoesMore_IsRefused()
    {
        var changed = new TaskRegistry().AddOrchestrator("Review", async context =>
        {
            await ReviewAsync(context);
            return await context.CallActivityAsync<string>("More");
        });

        Assert.Throws<NonDeterministicOrchestrationException>(() => HistoryReplay.Verify(s_history, changed));
    }

    /// <summary>Makes the history anew; what it makes today replays as well, and says the same but for stack traces.</summary>
    [Fact]
    public async Task History_MadeToday_ReplaysToo()
    {
        await using var harness = new EngineHarness();
        harness.Orchestrator("Review", ReviewAsync)
            .Orchestrator("Sheet", context => Task.FromResult<object?>($"{context.GetInput<int>()}番"))
            .Activity("Open", _ => "開始")
            .Activity("Fail", _ => throw new InvalidOperationException("届かない"));
        await harness.StartAsync();
        await harness.ScheduleAsync("Review", new { City = "苫小牧市" }, "review-1");
        await harness.IdleAsync();
        await harness.Client.RaiseEventAsync("review-1", "submitted", "提出");
        await harness.RunDryAsync();

        var made = await harness.Engine.ExportHistoryAsync("review-1", CancellationToken.None);
        if (Environment.GetEnvironmentVariable("WRITE_HISTORY_TO") is { Length: > 0 } path)
        {
            await File.WriteAllTextAsync(path, made + "\n");
        }

        Assert.Equal(OrchestrationRuntimeStatus.Completed, HistoryReplay.Verify(made!, harness.Registry));
        Assert.Null(await harness.Engine.ExportHistoryAsync("nobody", CancellationToken.None));
    }

    private static async Task<object?> ReviewAsync(TaskOrchestrationContext context)
    {
        var opened = await context.CallActivityAsync<string>("Open", context.NewGuid());
        using var stop = new CancellationTokenSource();
        var due = context.CreateTimer(TimeSpan.FromDays(30), stop.Token);
        var submitted = context.WaitForExternalEvent<string>("Submitted");
        if (await Task.WhenAny(due, submitted) == submitted)
        {
#pragma warning disable CA1849, MA0042 // Within the orchestration's step.
            stop.Cancel();
#pragma warning restore CA1849, MA0042
        }

        var sheets = await Task.WhenAll(Enumerable.Range(1, 3).Select(i =>
            context.CallSubOrchestratorAsync<string>("Sheet", i, new SubOrchestrationOptions(instanceId: $"sheet-{i}"))));
        context.SendEvent("nobody", "note", "済");
        try
        {
            await context.CallActivityAsync("Fail", options: TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromHours(1))));
        }
        catch (TaskFailedException error)
        {
            return $"{opened} {await submitted} {string.Join(' ', sheets)} {error.FailureDetails.ErrorMessage}";
        }

        return null;
    }
}
