using System.Diagnostics;
using GyoseiFlow.Durable;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.Benchmarks;

/// <summary>
/// What a demonstration asks of the engine: a cycle with a sub-orchestration a sheet, which wake on many days of a year, and
/// whose activities write to the same file. Nothing is compared; the figure is for whoever waits for it.
/// </summary>
internal static class YearBenchmark
{
    public const int Sheets = 100;
    public const int Days = 30;
    public const int Activities = Sheets * Days;

    private static readonly DateTimeOffset s_start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<double> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            await using var file = SqliteFile.Open(Path.Combine(folder, "engine.db"));
            await file.WriteAsync(connection => Execute(connection, "CREATE TABLE records (sheet INTEGER, day INTEGER, PRIMARY KEY (sheet, day))"));
            var clock = new VirtualClock(s_start);
            await using var engine = new DurableEngine(file, Registry(file), clock, new DurableEngineOptions(), NullLoggerFactory.Instance);
            await engine.StartAsync(CancellationToken.None);
            var start = Stopwatch.GetTimestamp();
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Cycle", CancellationToken.None);
            await clock.RunUntilAsync(s_start.AddYears(1), engine.WhenIdleAsync);
            var ended = await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
            return ended!.ReadOutputAs<int>() == Activities
                ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
                : throw new InvalidOperationException("The year ended wrongly.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TaskRegistry Registry(SqliteFile file) => new TaskRegistry()
        .AddActivity("Record", async call =>
        {
            var record = call.GetInput<int[]>()!;
            await file.WriteAsync(
                connection => Execute(connection, FormattableString.Invariant($"INSERT OR IGNORE INTO records VALUES ({record[0]}, {record[1]})")),
                call.CancellationToken);
            return 1;
        })
        .AddOrchestrator("Cycle", async context => (await Task.WhenAll(
            Enumerable.Range(0, Sheets).Select(sheet => context.CallSubOrchestratorAsync<int>("Sheet", sheet)))).Sum())
        .AddOrchestrator("Sheet", async context =>
        {
            var written = 0;
            for (var day = 0; day < Days; day++)
            {
                written += await context.CallActivityAsync<int>("Record", new[] { context.GetInput<int>(), day });

                // Sheets wake at different hours, so that most moments are one sheet's alone.
                await context.CreateTimer(TimeSpan.FromHours(24 + (context.GetInput<int>() % 50)), CancellationToken.None);
            }

            return written;
        });

#pragma warning disable CA2100 // Only numbers are put into the text.
    private static void Execute(Microsoft.Data.Sqlite.SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
