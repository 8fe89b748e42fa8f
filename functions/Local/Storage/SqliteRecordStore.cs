using System.Runtime.CompilerServices;
using System.Text;
using Dapper;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Local.Storage;

/// <summary>
/// Records as rows of the engine's SQLite file, so that one file is the whole office: copy it, and you have a backup. Keys are in
/// the order of their UTF-8 bytes, which is the order of their code points.
/// </summary>
internal sealed class SqliteRecordStore : IRecordStore
{
    // A page is held in memory while its records are handed out one by one: so many rows, or so many characters of JSON.
    private const int PageRows = 200;
    private const int PageCharacters = 4 * 1024 * 1024;
    private readonly SqliteFile _file;

    private SqliteRecordStore(SqliteFile file) => _file = file;

    /// <summary>The records of the file, with the table made where it isn't there yet.</summary>
    public static async Task<SqliteRecordStore> OpenAsync(SqliteFile file, CancellationToken cancellation)
    {
        const string table = """
            CREATE TABLE IF NOT EXISTS records (
              partition TEXT NOT NULL COLLATE BINARY,
              key TEXT NOT NULL COLLATE BINARY,
              json TEXT NOT NULL,
              etag TEXT NOT NULL,
              PRIMARY KEY (partition, key)
            ) WITHOUT ROWID
            """;
        await file.WriteAsync(connection => { connection.Execute(table); }, cancellation);
        return new SqliteRecordStore(file);
    }

    public Task<StoredRecord?> FindAsync(string partition, string key, CancellationToken cancellation)
    {
        RecordRefusals.Refuse(partition, nameof(partition));
        RecordRefusals.Refuse(key, nameof(key));
        return _file.ReadAsync(
            connection => connection.QuerySingleOrDefault<StoredRecord>(
                "SELECT key, json, etag FROM records WHERE partition = @partition AND key = @key", new { partition, key }),
            cancellation);
    }

    public async IAsyncEnumerable<StoredRecord> ListAsync(
        string partition, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RecordRefusals.Refuse(partition, nameof(partition));
        RecordRefusals.Refuse(keyPrefix, nameof(keyPrefix));
        string? last = null;
        bool isLast;
        do
        {
            // Between pages nothing is held open, however slowly the caller goes through them.
            (var page, isLast) = await _file.ReadAsync(connection => Page(connection, partition, keyPrefix, last), cancellation);
            foreach (var record in page)
            {
                yield return record;
                last = record.Key;
            }
        }
        while (!isLast);
    }

    public Task CommitAsync(string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellation)
    {
        RecordRefusals.Refuse(partition, writes);

        // One work item of the file's writer: it undoes everything when one write throws.
        return _file.WriteAsync(
            connection =>
            {
                foreach (var write in writes)
                {
                    Make(connection, partition, write);
                }
            },
            cancellation);
    }

    // Two statements, not one with "or": SQLite would seek to the prefix and walk through all the pages before.
    private const string FirstPage = """
        SELECT key, json, etag FROM records WHERE partition = @partition AND key >= @from AND key < CAST(@end AS TEXT) ORDER BY key LIMIT @rows
        """;

    private const string NextPage = """
        SELECT key, json, etag FROM records WHERE partition = @partition AND key > @from AND key < CAST(@end AS TEXT) ORDER BY key LIMIT @rows
        """;

    private static (List<StoredRecord> Records, bool IsLast) Page(SqliteConnection connection, string partition, string prefix, string? last)
    {
        using var command = connection.CreateCommand();
        command.CommandText = last is null ? FirstPage : NextPage;
        command.Parameters.AddWithValue("@partition", partition);
        command.Parameters.AddWithValue("@from", last ?? prefix);
        command.Parameters.AddWithValue("@end", EndOf(prefix));
        command.Parameters.AddWithValue("@rows", PageRows);
        using var reader = command.ExecuteReader();
        var page = new List<StoredRecord>();
        var characters = 0;
        while (reader.Read())
        {
            page.Add(new StoredRecord(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
            characters += page[^1].Json.Length;
            if (page.Count == PageRows || characters >= PageCharacters)
            {
                return (page, IsLast: false);
            }
        }

        return (page, IsLast: true);
    }

    // The byte 0xFF is in no UTF-8 text, so this is after every key that starts with the prefix and before every other that follows.
    private static byte[] EndOf(string prefix) => [.. Encoding.UTF8.GetBytes(prefix), 0xFF];

    private static void Make(SqliteConnection connection, string partition, RecordWrite write)
    {
        var etag = Guid.NewGuid().ToString("N");
        var changed = write switch
        {
            InsertRecord insert => connection.Execute(
                "INSERT INTO records (partition, key, json, etag) VALUES (@partition, @Key, @Json, @etag) ON CONFLICT DO NOTHING",
                new { partition, insert.Key, insert.Json, etag }),
            ReplaceRecord replace => connection.Execute(
                "UPDATE records SET json = @Json, etag = @etag WHERE partition = @partition AND key = @Key AND etag = @ETag",
                new { partition, replace.Key, replace.Json, replace.ETag, etag }),
            DeleteRecord delete => connection.Execute(
                "DELETE FROM records WHERE partition = @partition AND key = @Key AND etag = @ETag",
                new { partition, delete.Key, delete.ETag }),
            _ => throw new ArgumentException($"{write.GetType().Name} is no write that this store knows.", nameof(write)),
        };
        if (changed == 0)
        {
            throw new RecordConflictException(partition, write.Key);
        }
    }
}
