using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GyoseiFlow.Durable.Tests;

/// <summary>Real processes, really killed (SIGKILL), at moments that a seed picks.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Instances = 20;
    private const int Steps = 60;
    private const int Kills = 14;

    private readonly string _folder = Directory.CreateTempSubdirectory("crash-").FullName;

    private string Database => Path.Combine(_folder, "engine.db");

    private string LedgerPath => Path.Combine(_folder, "ledger.txt");

    [Fact]
    public async Task Host_KilledAgainAndAgain_LosesNoStepAndRepeatsNoCommittedOne()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var seen = new List<(int LedgerLines, HashSet<string> Committed)>();
        for (var kill = 0; kill < Kills; kill++)
        {
            Assert.Equal(137, await RunAsync(random.Next(1, 60), random.Next(0, 20_000)));
            seen.Add(((await File.ReadAllLinesAsync(LedgerPath)).Length, await CommittedAsync()));
        }

        Assert.Equal(0, await RunAsync());

        var ledger = await File.ReadAllLinesAsync(LedgerPath);
        Assert.True(seen[^1].Committed.Count < Instances * Steps, "All was done before the last kill.");
        var everything = Enumerable.Range(0, Instances).SelectMany(i => Enumerable.Range(0, Steps / 2)
            .SelectMany(step => new[] { $"w{i}a {step}", $"w{i}b {step}" })).ToHashSet();
        Assert.Equal(everything, ledger.ToHashSet());
        foreach (var (lines, committed) in seen)
        {
            Assert.DoesNotContain(ledger.Skip(lines), committed.Contains);
        }

        output.WriteLine($"{Kills} kills, {ledger.Length - everything.Count} activities run again, committed at the kills: "
            + string.Join(' ', seen.Select(one => one.Committed.Count)));
        await AssertOutputsAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs the host to its end, or lets it be killed after so many activities and microseconds; returns its exit code.</summary>
    private async Task<int> RunAsync(params int[] kill)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "GyoseiFlow.Durable.CrashHost.dll"), Database, LedgerPath,
            .. ((int[])[Instances, Steps, .. kill]).Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
        using var host = Process.Start("dotnet", arguments);
        await host.WaitForExitAsync();
        return host.ExitCode;
    }

    private async Task<HashSet<string>> CommittedAsync()
    {
        await using var file = SqliteFile.Open(Database);
        return await file.ReadAsync(connection => connection.Query<string>("""
            SELECT instance.id || ' ' || scheduled.data
            FROM durable_history done
            JOIN durable_history scheduled ON scheduled.no = done.no AND scheduled.kind = 3 AND scheduled.task = done.task
            JOIN durable_instances instance ON instance.no = done.no
            WHERE done.kind = 4
            """).ToHashSet());
    }

    private async Task AssertOutputsAsync()
    {
        await using var file = SqliteFile.Open(Database);
        await using var engine = new DurableEngine(
            file, new TaskRegistry(), TimeProvider.System, new DurableEngineOptions(), NullLoggerFactory.Instance);
        for (var i = 0; i < Instances; i++)
        {
            var ended = await engine.Client.GetInstanceAsync($"w{i}", getInputsAndOutputs: true);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, ended!.RuntimeStatus);
            Assert.Equal(Steps / 2 * ((Steps / 2) - 1), ended.ReadOutputAs<int>());
        }
    }
}
