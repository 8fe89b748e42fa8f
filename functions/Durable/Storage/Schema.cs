using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Durable;

/// <summary>The engine's tables. An instance's number is never used again, so what is late for one can't reach another.</summary>
internal static class Schema
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS durable_instances (
            no INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            version TEXT,
            execution INTEGER NOT NULL,
            status INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            completed INTEGER,
            start INTEGER,
            next_seq INTEGER NOT NULL,
            input TEXT,
            output TEXT,
            custom TEXT,
            failure TEXT,
            tags TEXT,
            parent INTEGER,
            parent_execution INTEGER,
            parent_task INTEGER,
            parent_id TEXT,
            parent_name TEXT);
        CREATE INDEX IF NOT EXISTS durable_instances_live ON durable_instances(no) WHERE completed IS NULL;
        CREATE INDEX IF NOT EXISTS durable_instances_parent ON durable_instances(parent) WHERE parent IS NOT NULL;
        CREATE TABLE IF NOT EXISTS durable_history (
            no INTEGER NOT NULL REFERENCES durable_instances(no) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            task INTEGER NOT NULL,
            name TEXT,
            data TEXT,
            other TEXT,
            fire_at INTEGER,
            failure TEXT,
            PRIMARY KEY (no, seq)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS durable_inbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            no INTEGER NOT NULL REFERENCES durable_instances(no) ON DELETE CASCADE,
            execution INTEGER,
            kind INTEGER NOT NULL,
            task INTEGER NOT NULL,
            name TEXT,
            data TEXT,
            other TEXT,
            failure TEXT);
        CREATE INDEX IF NOT EXISTS durable_inbox_no ON durable_inbox(no);
        CREATE TABLE IF NOT EXISTS durable_timers (
            no INTEGER NOT NULL REFERENCES durable_instances(no) ON DELETE CASCADE,
            task INTEGER NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (no, task)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS durable_activities (
            no INTEGER NOT NULL REFERENCES durable_instances(no) ON DELETE CASCADE,
            task INTEGER NOT NULL,
            name TEXT NOT NULL,
            input TEXT,
            PRIMARY KEY (no, task)) WITHOUT ROWID;
        """;

    public static void Create(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Tables;
        command.ExecuteNonQuery();
    }
}
