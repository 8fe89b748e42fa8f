using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GyoseiFlow.Durable;

/// <summary>
/// The one thread that writes. Everything that waits is run in one transaction, each piece under a savepoint of its own, and
/// one fsync makes all of it durable: the busier the file, the fewer fsyncs per piece.
/// </summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _savepoint;
    private readonly Statement _release;
    private readonly Statement _undo;
    private List<WriteJob> _waiting = [];
    private List<WriteJob> _running = [];
    private Exception? _dead;
    private bool _closing;

    public GroupCommitWriter(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _savepoint = new Statement(connection, "SAVEPOINT job");
        _release = new Statement(connection, "RELEASE job");
        _undo = new Statement(connection, "ROLLBACK TO job");
        _thread = new Thread(Loop) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    /// <summary>Tests set this to fail or to die before or after a commit.</summary>
    public CommitFaults? Faults { get; set; }

    public void Enqueue(WriteJob job)
    {
        lock (_gate)
        {
            if (_dead is null && !_closing)
            {
                _waiting.Add(job);
                Monitor.Pulse(_gate);
                return;
            }
        }

        job.Fail(_dead ?? new ObjectDisposedException(nameof(SqliteFile)));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        foreach (var statement in (Statement[])[_begin, _commit, _rollback, _savepoint, _release, _undo])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void Loop()
    {
        while (TakeBatch() is { } batch)
        {
            try
            {
                Write(batch);
            }
#pragma warning disable CA1031 // Whatever goes wrong belongs to those who wait for the batch; the writer goes on.
            catch (Exception error)
            {
                Abandon(batch, error);
            }
#pragma warning restore CA1031

            batch.Clear();
        }
    }

    private List<WriteJob>? TakeBatch()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closing)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            (_waiting, _running) = (_running, _waiting);
            return _running;
        }
    }

    private void Write(List<WriteJob> batch)
    {
        if (_dead is not null)
        {
            throw _dead;
        }

        _begin.Run();
        var written = new List<WriteJob>(batch.Count);
        var refused = new List<(WriteJob Job, Exception Error)>();
        foreach (var job in batch)
        {
            if (job.IsCancelled)
            {
                continue;
            }

            if (TryRun(job) is { } error)
            {
                refused.Add((job, error));
            }
            else
            {
                written.Add(job);
            }
        }

        Faults?.BeforeCommit();
        _commit.Run();
        Faults?.AfterCommit();
        Announce(written);

        // Only now: what a job was refused for may be the work of another of the same batch, which nobody could read before.
        refused.ForEach(job => job.Job.Fail(job.Error));
    }

    private static void Announce(List<WriteJob> written)
    {
        foreach (var job in written)
        {
            job.Committed();
        }

        foreach (var job in written)
        {
            job.Complete();
        }
    }

    /// <summary>Why the job was refused, or null when it was done.</summary>
    private Exception? TryRun(WriteJob job)
    {
        _savepoint.Run();
        try
        {
            job.Run(_connection);
        }
#pragma warning disable CA1031 // The error is handed to the one who asked for the work.
        catch (Exception error)
        {
            // A full disk or a lost one ends the transaction by itself; then nothing of the batch is left to save.
            if (raw.sqlite3_get_autocommit(_connection.Handle) != 0)
            {
                throw;
            }

            _undo.Run();
            _release.Run();
            return Explain(error);
        }
#pragma warning restore CA1031

        _release.Run();
        return null;
    }

    private void Abandon(List<WriteJob> batch, Exception error)
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _rollback.Run();
        }

        if (error is SimulatedCrashException)
        {
            lock (_gate)
            {
                _dead = error;
                batch.AddRange(_waiting);
                _waiting.Clear();
            }
        }

        foreach (var job in batch)
        {
            job.Fail(Explain(error));
        }
    }

    private Exception Explain(Exception error) =>
        error is SqliteException sqlite && SqliteFileException.IsAboutTheFile(sqlite) ? SqliteFileException.From(_path, sqlite) : error;
}
