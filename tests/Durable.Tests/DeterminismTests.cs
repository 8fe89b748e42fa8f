using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Durable.Tests;

public class DeterminismTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { "other activity", "'Other'" },
        { "timer instead", "a timer task" },
        { "event instead", "a send event task" },
        { "child instead", "a sub-orchestration task" },
        { "nothing", "has not scheduled anything" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task ChangedCode_UnderARunningInstance_IsDetectedAndReported(string change, string reported)
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Change", async context =>
            {
                await context.CallActivityAsync("Do");
                return await context.WaitForExternalEvent<string>("go");
            })
            .Activity("Do", _ => null)
            .StartAsync();
        var id = await harness.ScheduleAsync("Change");
        await harness.IdleAsync();

        await harness.RestartAsync(new TaskRegistry().AddOrchestrator("Change", context => ChangedAsync(context, change)));
        await harness.Client.RaiseEventAsync(id, "go", "x");
        await harness.IdleAsync();

        var failure = (await harness.GetAsync(id)).FailureDetails!;
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", failure.ErrorType);
        Assert.StartsWith("Non-Deterministic workflow detected: ", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("an activity task named 'Do' with sequence number 0", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(reported, failure.ErrorMessage, StringComparison.Ordinal);
    }

    public static TheoryData<string> IllegalAwaits => ["delay", "run", "configure", "never", "thread", "cancelled timer", "cancelled event"];

    [Theory]
    [MemberData(nameof(IllegalAwaits))]
    public async Task AwaitingSomethingNotDurable_IsDetectedAndReported(string kind)
    {
        await using var harness = await new EngineHarness()
            .Orchestrator("Illegal", context => IllegalAsync(context, kind))
            .Activity("Do", _ => null)
            .StartAsync();
        var id = await harness.ScheduleAsync("Illegal");

        var ended = await harness.Client.WaitForInstanceCompletionAsync(id).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("System.InvalidOperationException", ended.FailureDetails!.ErrorType);
        Assert.Contains("not durable", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EngineHarness.Kept, 3)]
    [InlineData(EngineHarness.Replayed, 6)]
    public async Task Replay_RepeatsTheCodeButNotItsEffects(int kept, int passes)
    {
        var (reached, logged, guids) = (0, new ListLogger(), new HashSet<Guid>());
        await using var harness = new EngineHarness(kept) { Loggers = logged };
        harness.Activity("Do", _ => null).Orchestrator("Replay", async context =>
        {
            var log = context.CreateReplaySafeLogger<DeterminismTests>();
            for (var i = 0; i < 2; i++)
            {
                log.LogInformation("step {Step}", i);
                guids.Add(context.NewGuid());
                reached++;
                await context.CallActivityAsync("Do");
            }

            reached++;
            return null;
        });
        await harness.StartAsync();

        await harness.RunAsync("Replay");

        Assert.Equal(passes, reached);
        Assert.Equal(["step 0", "step 1"], logged.Lines);
        Assert.Equal(2, guids.Count);
    }

    [Theory]
    [InlineData(EngineHarness.Kept)]
    [InlineData(EngineHarness.Replayed)]
    public async Task Time_OnlyMovesWithTheHistory(int kept)
    {
        var times = new List<DateTime>();
        await using var harness = new EngineHarness(kept);
        harness.Orchestrator("Time", async context =>
        {
            times.Clear();
            times.Add(context.CurrentUtcDateTime);
            await context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None);
            times.Add(context.CurrentUtcDateTime);
            await context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None);
            times.Add(context.CurrentUtcDateTime);
            return null;
        });
        await harness.StartAsync();

        await harness.RunAsync("Time");

        Assert.Equal([0, 5, 10], times.Select(time => (time - EngineHarness.Start.UtcDateTime).TotalHours));
        Assert.All(times, time => Assert.Equal(DateTimeKind.Utc, time.Kind));
    }

    private static async Task<object?> ChangedAsync(TaskOrchestrationContext context, string change)
    {
        switch (change)
        {
            case "other activity":
                await context.CallActivityAsync("Other");
                break;
            case "timer instead":
                await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                break;
            case "event instead":
                context.SendEvent("x", "y", 1);
                break;
            case "child instead":
                await context.CallSubOrchestratorAsync("Child");
                break;
        }

        return await context.WaitForExternalEvent<string>("go");
    }

    private static async Task<object?> IllegalAsync(TaskOrchestrationContext context, string kind)
    {
        switch (kind)
        {
            case "delay":
                await Task.Delay(1);
                break;
            case "run":
                var raised = context.WaitForExternalEvent<string>("go");
                await Task.WhenAny(raised, Task.Run(() => { }));
                await context.CallActivityAsync("Do");
                await raised;
                break;
            case "configure":
                await context.CallActivityAsync("Do").ConfigureAwait(false);
                await context.CallActivityAsync("Do");
                break;
            case "never":
                await new TaskCompletionSource().Task;
                break;
            case "cancelled timer":
                using (var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(1)))
                {
                    await context.CreateTimer(TimeSpan.FromDays(1), stop.Token);
                }

                break;
            case "cancelled event":
                using (var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(1)))
                {
                    await context.WaitForExternalEvent<string>("go", stop.Token);
                }

                break;
            case "thread":
                await Task.Run(() => context.CallActivityAsync("Do"));
                break;
        }

        return null;
    }

    private sealed class ListLogger : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
