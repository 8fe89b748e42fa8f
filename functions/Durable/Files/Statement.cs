using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GyoseiFlow.Durable;

/// <summary>
/// A prepared statement that is run again and again. It goes below SqliteCommand because a step of an orchestration is
/// half a dozen of these, and the command's parameter lookup costs more than SQLite's own work.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public Statement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } number ? Bind(index, number) : Bind(index, (string?)null);

    /// <summary>Runs a statement that returns no rows, and says how many it changed.</summary>
    public int Run()
    {
        try
        {
            Step();
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Moves to the next row; at the end the statement is ready for its next run.</summary>
    public bool Next()
    {
        var more = false;
        try
        {
            more = Step();
            return more;
        }
        finally
        {
            if (!more)
            {
                Reset();
            }
        }
    }

    /// <summary>Ends a read before its last row.</summary>
    public void Reset()
    {
        // The return value repeats the error of the last step, which was thrown already.
        _ = raw.sqlite3_reset(_statement);
    }

    public string? Text(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? NumberOrNull(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Number(column);

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        Check(code);
        return false;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
