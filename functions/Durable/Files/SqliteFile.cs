using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Durable;

/// <summary>
/// One SQLite file, shared by the engine and whatever else is stored beside it. Writes go through one writer that commits them
/// in groups; reads run beside it on connections of their own and see everything whose write has been completed.
/// </summary>
public sealed class SqliteFile : IAsyncDisposable
{
    private readonly GroupCommitWriter _writer;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly SemaphoreSlim _readerSlots = new(Math.Max(4, Environment.ProcessorCount));
    private int _disposed;

    private SqliteFile(string path, SqliteConnection connection)
    {
        FullPath = path;
        _writer = new GroupCommitWriter(path, connection);
    }

    /// <summary>Where the file is.</summary>
    public string FullPath { get; }

    internal CommitFaults? Faults
    {
        set => _writer.Faults = value;
    }

    /// <summary>Opens the file, creating it (and its folder) when it is not there yet.</summary>
    /// <exception cref="SqliteFileException">The file cannot be used; the message says why.</exception>
    public static SqliteFile Open(string path)
    {
        NativeSqlite.EnsureReady();
        var fullPath = Path.GetFullPath(path);
        var connection = new SqliteConnection(ConnectionString(fullPath, SqliteOpenMode.ReadWriteCreate));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
            connection.Open();

            // FULL in WAL: a commit that was reported is on the disk, also after a power cut.
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;");
            return new SqliteFile(fullPath, connection);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteFileException.From(fullPath, error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not SqliteFileException)
        {
            connection.Dispose();
            throw new SqliteFileException($"データファイル「{fullPath}」のフォルダーを用意できません: {error.Message}", error);
        }
    }

    /// <summary>
    /// Copies a file as it stands at one moment into a new one, compact and checked, also while another process writes into it.
    /// </summary>
    /// <param name="path">The file, which must be there.</param>
    /// <param name="copy">The new file, which must not be there.</param>
    /// <exception cref="SqliteFileException">The file can't be read, the copy can't be written, or one of them is damaged.</exception>
    public static void Snapshot(string path, string copy)
    {
        NativeSqlite.EnsureReady();
        using (var source = new SqliteConnection(ConnectionString(Path.GetFullPath(path), SqliteOpenMode.ReadWrite)))
        {
            try
            {
                source.Open();
                Execute(source, "PRAGMA busy_timeout=5000;");
                using var command = source.CreateCommand();
                command.CommandText = "VACUUM INTO $copy";
                command.Parameters.AddWithValue("$copy", Path.GetFullPath(copy));
                command.ExecuteNonQuery();
            }
            catch (SqliteException error)
            {
                throw SqliteFileException.From(path, error);
            }
        }

        Check(copy);
    }

    /// <summary>Looks whether a file is sound, page by page.</summary>
    /// <exception cref="SqliteFileException">It is damaged, or no such file.</exception>
    public static void Check(string path)
    {
        NativeSqlite.EnsureReady();
        using var connection = new SqliteConnection(ConnectionString(Path.GetFullPath(path), SqliteOpenMode.ReadOnly));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            if (command.ExecuteScalar() is not "ok")
            {
                throw new SqliteFileException($"データファイル「{path}」は壊れています。別のバックアップから復元してください。");
            }
        }
        catch (SqliteException error)
        {
            throw SqliteFileException.From(path, error);
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> on the writer and completes when it is durably committed. The work must not open a
    /// transaction of its own; when it throws, only its own changes are undone. It must not wait for another write.
    /// </summary>
    public Task WriteAsync(Action<SqliteConnection> work, CancellationToken ct = default) => WriteAsync(
        connection =>
        {
            work(connection);
            return true;
        },
        ct);

    /// <inheritdoc cref="WriteAsync(Action{SqliteConnection}, CancellationToken)"/>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken ct = default) => WriteAsync(work, null, ct);

    /// <summary>As the public one; <paramref name="committed"/> runs on the writer, in the order of commits.</summary>
    internal Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, Action<T>? committed, CancellationToken ct)
    {
        var job = new WriteJob<T>(work, committed, ct);
        _writer.Enqueue(job);
        return job.Done;
    }

    /// <summary>Runs <paramref name="work"/> on a connection that can only read.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken ct = default)
    {
        await _readerSlots.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Read(work), ct);
        }
        catch (SqliteException error) when (SqliteFileException.IsAboutTheFile(error))
        {
            throw SqliteFileException.From(FullPath, error);
        }
        finally
        {
            _readerSlots.Release();
        }
    }

    /// <summary>Finishes the writes that were asked for and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await Task.Run(_writer.Dispose);
        while (_readers.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }

        _readerSlots.Dispose();
    }

    private T Read<T>(Func<SqliteConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (!_readers.TryTake(out var connection))
        {
            connection = OpenReader();
        }

        try
        {
            return work(connection);
        }
        finally
        {
            _readers.Add(connection);
        }
    }

    private SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(ConnectionString(FullPath, SqliteOpenMode.ReadWrite));
        connection.Open();
        Execute(connection, "PRAGMA query_only=ON; PRAGMA busy_timeout=5000;");
        return connection;
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString();

#pragma warning disable CA2100 // Only constants of this file come here.
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
