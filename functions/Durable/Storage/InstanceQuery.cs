using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>Answers what is asked about instances, beside the writer.</summary>
internal sealed class InstanceQuery(SqliteFile file, DataConverter converter)
{
    private const string Columns = "no, id, name, status, created, updated, custom, failure, tags, input, output";

    private volatile bool _hasTables;

    public Task<OrchestrationMetadata?> FindAsync(string instanceId, bool withData, CancellationToken ct) => AskAsync(
        command =>
        {
            command.CommandText = $"SELECT {Columns} FROM durable_instances WHERE id = @id";
            command.Parameters.AddWithValue("@id", instanceId);
            using var row = command.ExecuteReader();
            return row.Read() ? Metadata(row, withData) : null;
        },
        null,
        ct);

    public Task<string?> VersionAsync(string instanceId, CancellationToken ct) => AskAsync(
        command =>
        {
            command.CommandText = "SELECT version FROM durable_instances WHERE id = @id";
            command.Parameters.AddWithValue("@id", instanceId);
            return command.ExecuteScalar() as string;
        },
        null,
        ct);

    public Task<Page<OrchestrationMetadata>> PageAsync(OrchestrationQuery filter, string? after, int size, CancellationToken ct) => AskAsync(
        command =>
        {
            var where = new StringBuilder("no > @after");
            command.Parameters.AddWithValue("@after", Place(after));
            Add(command, where, "created >= @from", "@from", filter.CreatedFrom?.UtcTicks);
            Add(command, where, "created <= @to", "@to", filter.CreatedTo?.UtcTicks);
            Add(command, where, "substr(id, 1, length(@prefix)) = @prefix", "@prefix", filter.InstanceIdPrefix);
            AddStatuses(where, filter.Statuses);
            var rows = Rows(command, where, size, row => (row.GetInt64(0), Metadata(row, filter.FetchInputsAndOutputs)));
            return new Page<OrchestrationMetadata>([.. rows.Take(size).Select(row => row.Item2)], Next(rows, size));
        },
        new Page<OrchestrationMetadata>([]),
        ct)!;

    public Task<Page<string>> CompletedIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int size,
        string? after,
        CancellationToken ct) => AskAsync(
        command =>
        {
            var where = new StringBuilder("no > @after AND completed IS NOT NULL");
            command.Parameters.AddWithValue("@after", Place(after));
            Add(command, where, "completed >= @from", "@from", from?.UtcTicks);
            Add(command, where, "completed <= @to", "@to", to?.UtcTicks);
            AddStatuses(where, statuses);
            var rows = Rows(command, where, size, row => (row.GetInt64(0), row.GetString(1)));
            return new Page<string>([.. rows.Take(size).Select(row => row.Item2)], Next(rows, size));
        },
        new Page<string>([]),
        ct)!;

    /// <summary>Before the engine's first start there are no tables; then there is nothing to be found.</summary>
    private Task<T?> AskAsync<T>(Func<SqliteCommand, T?> ask, T? nothing, CancellationToken ct) => file.ReadAsync(
        connection =>
        {
            using var command = connection.CreateCommand();
            if (!_hasTables)
            {
                command.CommandText = "SELECT 1 FROM sqlite_master WHERE name = 'durable_instances'";
                _hasTables = command.ExecuteScalar() is not null;
            }

            return _hasTables ? ask(command) : nothing;
        },
        ct);

#pragma warning disable CA2100 // The text is put together from this file's constants and numbers; values are parameters.
    private static List<(long No, T Item)> Rows<T>(SqliteCommand command, StringBuilder where, int size, Func<SqliteDataReader, (long, T)> read)
    {
        command.CommandText = $"SELECT {Columns} FROM durable_instances WHERE {where} ORDER BY no LIMIT @limit";
        command.Parameters.AddWithValue("@limit", (long)size + 1);
        using var row = command.ExecuteReader();
        var rows = new List<(long, T)>();
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }
#pragma warning restore CA2100

    /// <summary>One row more than asked for was fetched: it tells whether there is a next page.</summary>
    private static string? Next<T>(List<(long No, T Item)> rows, int size) =>
        rows.Count > size ? rows[size - 1].No.ToString(CultureInfo.InvariantCulture) : null;

    private static long Place(string? token) => token is null ? 0 : long.Parse(token, CultureInfo.InvariantCulture);

    private static void Add(SqliteCommand command, StringBuilder where, string condition, string name, object? value)
    {
        if (value is not null)
        {
            where.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        }
    }

    private static void AddStatuses(StringBuilder where, IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        if (statuses is not null)
        {
            where.Append(CultureInfo.InvariantCulture, $" AND status IN ({string.Join(',', statuses.Select(status => (int)status))})");
        }
    }

    private OrchestrationMetadata Metadata(SqliteDataReader row, bool withData) => new(row.GetString(2), row.GetString(1))
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)row.GetInt64(3),
        CreatedAt = new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
        FailureDetails = StoredJson.ReadFailure(Text(row, 7))?.ToDetails(),
        Tags = StoredJson.ReadTags(Text(row, 8)),
        DataConverter = withData ? converter : null,
        SerializedCustomStatus = withData ? Text(row, 6) : null,
        SerializedInput = withData ? Text(row, 9) : null,
        SerializedOutput = withData ? Text(row, 10) : null,
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
