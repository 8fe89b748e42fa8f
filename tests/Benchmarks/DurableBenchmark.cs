using System.Diagnostics;
using GyoseiFlow.Durable;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.Benchmarks;

/// <summary>
/// The engine, durable on disk with synchronous=FULL, beside the peer's in-memory backend: the same two workloads, one after the
/// other in one run, each after a round that only warms up.
/// </summary>
internal static class DurableBenchmark
{
    private const int Instances = 1000;
    private const int Steps = 5;
    private const int Fan = 1000;
    private const int Rounds = 5;
    private const int PeerRounds = 3;

    public static async Task<int> RunAsync()
    {
        if (await Peer.InstallAsync() is not { } peerFolder)
        {
            return 1;
        }

        var ours = await MeasureAsync();
        var peer = await Peer.MeasureAsync(peerFolder, Instances, Steps, Fan, PeerRounds);
        Console.WriteLine(FormattableString.Invariant(
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}; {Rounds} rounds (ours) and {PeerRounds} (peer)"));
        Report($"{Instances} orchestrations of {Steps} sequential activities", Instances * Steps, ours["sequence"], peer["sequence"]);
        Report($"{Fan} activities fanned out from one orchestration", Fan, ours["fan"], peer["fan"]);
        Console.WriteLine(FormattableString.Invariant(
            $"A year of {YearBenchmark.Sheets} sheets in virtual time ({YearBenchmark.Activities} activities, each with a write of its own)"));
        Console.WriteLine(FormattableString.Invariant($"  {await YearBenchmark.RunAsync():0} ms"));
        return 0;
    }

    private static async Task<Dictionary<string, double[]>> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            await using var file = SqliteFile.Open(Path.Combine(folder, "engine.db"));
            await using var engine = new DurableEngine(file, Registry(), TimeProvider.System, new DurableEngineOptions(), NullLoggerFactory.Instance);
            await engine.StartAsync(CancellationToken.None);
            var (sequence, fan) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                sequence.Add(await TimeAsync(() => RunAsync(engine, "Sequence", Instances, Steps * (Steps - 1) / 2)));
                fan.Add(await TimeAsync(() => RunAsync(engine, "Fan", 1, Fan * (Fan - 1) / 2)));
            }

            return new Dictionary<string, double[]> { ["sequence"] = [.. sequence.Skip(1)], ["fan"] = [.. fan.Skip(1)] };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TaskRegistry Registry() => new TaskRegistry()
        .AddActivity("Echo", call => Task.FromResult<object?>(call.GetInput<int>()))
        .AddOrchestrator("Sequence", async context =>
        {
            var sum = 0;
            for (var i = 0; i < Steps; i++)
            {
                sum += await context.CallActivityAsync<int>("Echo", i);
            }

            return sum;
        })
        .AddOrchestrator("Fan", async context =>
            (await Task.WhenAll(Enumerable.Range(0, Fan).Select(i => context.CallActivityAsync<int>("Echo", i)))).Sum());

    private static async Task RunAsync(DurableEngine engine, string name, int count, int expected)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
            engine.Client.ScheduleNewOrchestrationInstanceAsync(name, CancellationToken.None)));
        var ended = await Task.WhenAll(ids.Select(id => engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)));
        if (ended.Any(one => one.ReadOutputAs<int>() != expected))
        {
            throw new InvalidOperationException($"{name} ended wrongly.");
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The median is what to expect; the best is what is left when other programs on the machine leave the cores alone.</summary>
    private static void Report(string workload, int activities, double[] ours, double[] peer)
    {
        Console.WriteLine(workload);
        Line("GyoseiFlow.Durable, SQLite on disk, synchronous=FULL", ours, activities);
        Line("@microsoft/durabletask-js 0.4.0, in memory", peer, activities);
        Console.WriteLine(FormattableString.Invariant(
            $"  our throughput / the peer's: median {Median(peer) / Median(ours):0.00}, best {peer.Min() / ours.Min():0.00}"));
    }

    private static void Line(string who, double[] rounds, int activities) => Console.WriteLine(FormattableString.Invariant(
        $"  {who,-54} median {Median(rounds),7:0} ms, best {rounds.Min(),7:0} ms, {activities / rounds.Min() * 1000,7:0} activities/s"));

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
