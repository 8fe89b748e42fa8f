// Runs orchestrations until all have ended, or until it is killed. Started again, it goes on where the file says it stood.
// Arguments: the database, the ledger (one line a run of an activity), how many orchestrations, how many steps each; and, to be
// killed, after how many activities of this run, and how many microseconds after that. The kill is SIGKILL: nothing is tidied up.
using System.Diagnostics;
using System.Globalization;
using GyoseiFlow.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

var (database, ledger) = (args[0], args[1]);
var (instances, steps) = (int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
var pause = TimeSpan.FromMilliseconds(15);
await using var lines = new FileStream(ledger, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
var (killAfter, killDelay) = args.Length > 4
    ? (int.Parse(args[4], CultureInfo.InvariantCulture), int.Parse(args[5], CultureInfo.InvariantCulture))
    : (int.MaxValue, 0);
var done = 0;

var registry = new TaskRegistry()
    .AddActivity("Append", call =>
    {
        // One unbuffered write a line: what is in the ledger was done, whatever happens next.
        var line = System.Text.Encoding.UTF8.GetBytes($"{call.InstanceId} {call.GetInput<int>()}\n");
        lock (lines)
        {
            lines.Write(line);
            if (++done == killAfter)
            {
                new Thread(DieSoon).Start();
            }
        }

        return Task.FromResult<object?>(call.GetInput<int>());
    })
    .AddOrchestrator("Half", async context =>
    {
        var sum = 0;
        for (var step = 0; step < context.GetInput<int>(); step++)
        {
            sum += await context.CallActivityAsync<int>("Append", step);
            await context.CreateTimer(pause, CancellationToken.None);
        }

        return sum;
    })
    .AddOrchestrator("Work", async context =>
    {
        var halves = await Task.WhenAll(new[] { "a", "b" }.Select(half => context.CallSubOrchestratorAsync<int>(
            "Half", context.GetInput<int>() / 2, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}{half}"))));
        return halves.Sum();
    });

await using var file = SqliteFile.Open(database);
await using var engine = new DurableEngine(file, registry, TimeProvider.System, new DurableEngineOptions(), NullLoggerFactory.Instance);
await engine.StartAsync(CancellationToken.None);
var ids = Enumerable.Range(0, instances).Select(i => $"w{i}").ToList();
foreach (var id in ids)
{
    if (await engine.Client.GetInstanceAsync(id) is null)
    {
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Work", steps, new StartOrchestrationOptions(id));
    }
}

await Task.WhenAll(ids.Select(id => engine.Client.WaitForInstanceCompletionAsync(id)));
return 0;

void DieSoon()
{
    var start = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < killDelay)
    {
        Thread.SpinWait(10);
    }

    Process.GetCurrentProcess().Kill();
}
