using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Durable;

/// <summary>The writer's statements, prepared once. Column orders are those of <see cref="Schema"/>.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    public Statement AddInstance { get; } = new(connection, """
        INSERT INTO durable_instances (no, id, name, version, execution, status, created, updated, start, next_seq, input, tags,
            parent, parent_execution, parent_task, parent_id, parent_name)
        VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?6, ?7, 0, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """);

    public Statement FindById { get; } = new(connection, "SELECT no, status, completed FROM durable_instances WHERE id = ?1");

    public Statement DeleteInstance { get; } = new(connection, "DELETE FROM durable_instances WHERE no = ?1");

    public Statement LastNumber { get; } = new(connection, "SELECT seq FROM sqlite_sequence WHERE name = 'durable_instances'");

    public Statement Progress { get; } = new(connection, """
        UPDATE durable_instances SET status = ?2, updated = ?3, next_seq = ?4, custom = ?5 WHERE no = ?1 AND execution = ?6
        """);

    public Statement Finish { get; } = new(connection, """
        UPDATE durable_instances SET status = ?2, updated = ?3, completed = ?3, next_seq = ?4, custom = ?5, output = ?6, failure = ?7
        WHERE no = ?1
        """);

    public Statement NextExecution { get; } = new(connection, """
        UPDATE durable_instances SET execution = ?2, updated = ?3, next_seq = 0, custom = ?4, input = ?5, version = ?6, start = NULL,
            status = ?7
        WHERE no = ?1
        """);

    public Statement AddHistory { get; } = new(connection, """
        INSERT INTO durable_history (no, seq, kind, at, task, name, data, other, fire_at, failure)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """);

    public Statement ClearHistory { get; } = new(connection, "DELETE FROM durable_history WHERE no = ?1");

    public Statement AddMessage { get; } = new(connection, """
        INSERT INTO durable_inbox (seq, no, execution, kind, task, name, data, other, failure)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING seq
        """);

    public Statement DeleteMessage { get; } = new(connection, "DELETE FROM durable_inbox WHERE seq = ?1");

    public Statement ClearMessages { get; } = new(connection, "DELETE FROM durable_inbox WHERE no = ?1");

    public Statement AddTimer { get; } = new(connection, "INSERT INTO durable_timers (no, task, due) VALUES (?1, ?2, ?3)");

    public Statement DeleteTimer { get; } = new(connection, "DELETE FROM durable_timers WHERE no = ?1 AND task = ?2");

    public Statement ClearTimers { get; } = new(connection, "DELETE FROM durable_timers WHERE no = ?1");

    public Statement AddActivity { get; } = new(connection,
        "INSERT INTO durable_activities (no, task, name, input) VALUES (?1, ?2, ?3, ?4)");

    public Statement DeleteActivity { get; } = new(connection, "DELETE FROM durable_activities WHERE no = ?1 AND task = ?2");

    public Statement ClearActivities { get; } = new(connection, "DELETE FROM durable_activities WHERE no = ?1");

    public Statement LiveChildren { get; } = new(connection,
        "SELECT no FROM durable_instances WHERE parent = ?1 AND completed IS NULL ORDER BY no");

    public Statement AllChildren { get; } = new(connection, "SELECT no, completed FROM durable_instances WHERE parent = ?1 ORDER BY no");

    public Statement IsLive { get; } = new(connection, "SELECT execution FROM durable_instances WHERE no = ?1 AND completed IS NULL");

    public void Dispose()
    {
        foreach (var property in typeof(Statements).GetProperties())
        {
            (property.GetValue(this) as Statement)?.Dispose();
        }
    }
}
