using GyoseiFlow.App.Plans;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Storage;
using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Benchmarks.Pages;

/// <summary>
/// Fills a sample's store with the years of other towns: copies of its cycle with every record (sheets, drafts, submissions, mails, log),
/// its orchestrations, which sleep until the next reminder, and its plan.
/// </summary>
internal static class Filler
{
    private const string PlanId = "tomakomai";
    private const string CycleId = "tomakomai-2024";

    /// <summary>Adds towns to the store until it has so many cycles.</summary>
    /// <param name="path">The SQLite file, which nobody has open.</param>
    /// <param name="planYaml">The sample's plan.</param>
    /// <param name="cycles">How many there are to be, the sample's among them.</param>
    public static async Task FillAsync(string path, string planYaml, int cycles)
    {
        Copy(path, cycles);
        FlushToDisk(path);
        await using var file = SqliteFile.Open(path);
        var plans = new PlanLibrary(await SqliteRecordStore.OpenAsync(file, CancellationToken.None), new App.Pages.PublicAddress(Url: null), TimeProvider.System);
        for (var town = 1; town < cycles; town++)
        {
            // Nobody has two towns' addresses.
            var yaml = planYaml
                .Replace($"\nid: {PlanId}\n", $"\nid: {Id(town)}\n", StringComparison.Ordinal)
                .Replace("@example.jp", $"@{Id(town)}.example.jp", StringComparison.Ordinal);
            await plans.ImportAsync(yaml, CancellationToken.None);
        }
    }

    // Or the first writes that are measured would wait for the filling's gigabytes to reach the disk.
    private static void FlushToDisk(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private static string Id(int town) => FormattableString.Invariant($"filler-{town:0000}");

    // Without a journal: gigabytes, and a file that is thrown away when this fails.
    private static void Copy(string path, int cycles)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Run(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; BEGIN");
        foreach (var table in (string[])[Records, Listing])
        {
            ForEachTown(connection, table, cycles);
        }

        ForEachTown(connection, Instances, cycles);
        ForEachTown(connection, Histories, cycles);
        ForEachTown(connection, Timers, cycles);
        Run(connection, "COMMIT; ANALYZE; PRAGMA journal_mode=WAL");
    }

    private const string Records = $"""
        INSERT INTO records (partition, key, json, etag)
        SELECT @plan || '-2024', key, replace(json, '{PlanId}', @plan), etag FROM records WHERE partition = '{CycleId}'
        """;

    private const string Listing = $"""
        INSERT INTO records (partition, key, json, etag)
        SELECT partition, @plan || '-2024', replace(json, '{PlanId}', @plan), etag FROM records WHERE partition = 'cycles' AND key = '{CycleId}'
        """;

    private const string Instances = $"""
        INSERT INTO durable_instances (no, id, name, version, execution, status, created, updated, completed, start, next_seq,
            input, output, custom, failure, tags, parent, parent_execution, parent_task, parent_id, parent_name)
        SELECT no + @first, replace(id, '{PlanId}', @plan), name, version, execution, status, created, updated, completed, start, next_seq,
            replace(input, '{PlanId}', @plan), output, custom, failure, tags,
            parent + @first, parent_execution, parent_task, replace(parent_id, '{PlanId}', @plan), parent_name
        FROM durable_instances WHERE no < {FirstCopy}
        """;

    private const string Histories = $"""
        INSERT INTO durable_history (no, seq, kind, at, task, name, data, other, fire_at, failure)
        SELECT no + @first, seq, kind, at, task, name, replace(data, '{PlanId}', @plan), other, fire_at, failure
        FROM durable_history WHERE no < {FirstCopy}
        """;

    private const string Timers =
        $"INSERT INTO durable_timers (no, task, due) SELECT no + @first, task, due FROM durable_timers WHERE no < {FirstCopy}";

    // Above every number of the sample's own instances.
    private const string FirstCopy = "10000";

#pragma warning disable CA2100 // Only constants of this file come here.
    private static void ForEachTown(SqliteConnection connection, string sql, int cycles)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var plan = command.Parameters.Add("@plan", SqliteType.Text);
        var first = command.Parameters.Add("@first", SqliteType.Integer);
        for (var town = 1; town < cycles; town++)
        {
            plan.Value = Id(town);
            first.Value = town * 10_000L;
            if (command.ExecuteNonQuery() == 0)
            {
                throw new InvalidOperationException($"Nothing to copy: {sql}");
            }
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
