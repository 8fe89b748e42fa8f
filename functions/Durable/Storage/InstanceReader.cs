using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>Reads back what a start needs: everything that has not ended, and what waits for it.</summary>
internal static class InstanceReader
{
    public static List<Instance> Live(SqliteConnection connection, DurableEngine engine)
    {
        using var rows = new Statement(connection, """
            SELECT no, id, name, version, execution, status, updated, start, next_seq, input, custom,
                parent, parent_execution, parent_task, parent_id, parent_name
            FROM durable_instances WHERE completed IS NULL ORDER BY no
            """);
        var live = new List<Instance>();
        while (rows.Next())
        {
            live.Add(ReadOne(rows, engine));
        }

        return live;
    }

    public static List<(long No, Message Message)> Inbox(SqliteConnection connection)
    {
        using var rows = new Statement(
            connection, "SELECT seq, no, execution, kind, task, name, data, other, failure FROM durable_inbox ORDER BY seq");
        var inbox = new List<(long, Message)>();
        while (rows.Next())
        {
            var happened = new HistoryEvent((HistoryKind)rows.Number(3))
            {
                Task = rows.Number(4),
                Name = rows.Text(5),
                Data = rows.Text(6),
                Other = rows.Text(7),
                Failure = StoredJson.ReadFailure(rows.Text(8)),
            };
            inbox.Add((rows.Number(1), new Message(happened) { Inbox = rows.Number(0), Execution = rows.NumberOrNull(2) }));
        }

        return inbox;
    }

    public static List<(long No, long Task, DateTime Due)> Timers(SqliteConnection connection)
    {
        using var rows = new Statement(connection, "SELECT no, task, due FROM durable_timers");
        var timers = new List<(long, long, DateTime)>();
        while (rows.Next())
        {
            timers.Add((rows.Number(0), rows.Number(1), Utc(rows.Number(2))));
        }

        return timers;
    }

    public static List<(long No, HistoryEvent Scheduled)> Activities(SqliteConnection connection)
    {
        using var rows = new Statement(connection, "SELECT no, task, name, input FROM durable_activities ORDER BY no, task");
        var activities = new List<(long, HistoryEvent)>();
        while (rows.Next())
        {
            var scheduled = new HistoryEvent(HistoryKind.TaskScheduled) { Task = rows.Number(1), Name = rows.Text(2), Data = rows.Text(3) };
            activities.Add((rows.Number(0), scheduled));
        }

        return activities;
    }

    public static List<HistoryEvent> History(SqliteConnection connection, long no)
    {
        using var rows = new Statement(
            connection, "SELECT kind, at, task, name, data, other, fire_at, failure FROM durable_history WHERE no = ?1 ORDER BY seq");
        rows.Bind(1, no);
        var history = new List<HistoryEvent>();
        while (rows.Next())
        {
            history.Add(new HistoryEvent((HistoryKind)rows.Number(0))
            {
                At = Utc(rows.Number(1)),
                Task = rows.Number(2),
                Name = rows.Text(3),
                Data = rows.Text(4),
                Other = rows.Text(5),
                FireAt = rows.NumberOrNull(6) is { } due ? Utc(due) : null,
                Failure = StoredJson.ReadFailure(rows.Text(7)),
            });
        }

        return history;
    }

    public static string? Export(SqliteConnection connection, string instanceId)
    {
        using var row = new Statement(
            connection, "SELECT no, name, version, parent_name, parent_id FROM durable_instances WHERE id = ?1");
        if (!row.Bind(1, instanceId).Next())
        {
            return null;
        }

        var events = History(connection, row.Number(0));
        var exported = new ExportedHistory(row.Text(1)!, instanceId, row.Text(2), row.Text(3), row.Text(4), events);
        return JsonSerializer.Serialize(exported, StoredJson.Readable.ExportedHistory);
    }

    private static Instance ReadOne(Statement row, DurableEngine engine) => new(engine, row.Number(0), row.Text(1)!, row.Text(2)!)
    {
        Version = row.Text(3),
        Execution = row.Number(4),
        Status = (OrchestrationRuntimeStatus)row.Number(5),
        LastStep = Utc(row.Number(6)),
        StartAt = row.NumberOrNull(7) is { } start ? Utc(start) : null,
        NextSeq = row.Number(8),
        Input = row.Text(9),
        CustomStatus = row.Text(10),
        Parent = row.NumberOrNull(11) is { } parent
            ? new Parentage(parent, row.Number(12), row.Number(13), row.Text(14)!, row.Text(15)!)
            : null,
    };

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
