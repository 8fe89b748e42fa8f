using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>The writer's side of instances and inboxes. Everything here runs on the writer, inside its transaction.</summary>
internal sealed class InstanceWriter(DurableEngine engine) : IDisposable
{
    private Statements? _statements;
    private long _lastNumber;

    /// <summary>The statements; the first call makes the tables.</summary>
    public Statements On(SqliteConnection connection)
    {
        if (_statements is null)
        {
            Schema.Create(connection);
            _statements = new Statements(connection);
            _lastNumber = _statements.LastNumber.Next() ? _statements.LastNumber.Number(0) : 0;
            _statements.LastNumber.Reset();
        }

        return _statements;
    }

    /// <summary>Adds the instance, making room for it where one of that id has ended; null when one has not.</summary>
    public Instance? TryAdd(Statements sql, NewInstance added, DateTime now)
    {
        if (Find(sql, added.Id) is { } existing)
        {
            if (!existing.Ended)
            {
                return null;
            }

            sql.DeleteInstance.Bind(1, existing.No).Run();
        }

        return Add(sql, added, now);
    }

    public Instance Add(Statements sql, NewInstance added, DateTime now)
    {
        var no = ++_lastNumber;
        sql.AddInstance.Bind(1, no).Bind(2, added.Id).Bind(3, added.Name).Bind(4, added.Version)
            .Bind(5, (long)OrchestrationRuntimeStatus.Pending).Bind(6, now.Ticks).Bind(7, added.StartAt?.Ticks).Bind(8, added.Input)
            .Bind(9, added.Tags).Bind(10, added.Parent?.No).Bind(11, added.Parent?.Execution).Bind(12, added.Parent?.Task)
            .Bind(13, added.Parent?.Id).Bind(14, added.Parent?.Name).Run();
        return new Instance(engine, no, added.Id, added.Name)
        {
            Version = added.Version,
            Input = added.Input,
            StartAt = added.StartAt,
            Parent = added.Parent,
        };
    }

    public static (long No, OrchestrationRuntimeStatus Status, bool Ended)? Find(Statements sql, string id)
    {
        var find = sql.FindById.Bind(1, id);
        if (!find.Next())
        {
            return null;
        }

        var found = (find.Number(0), (OrchestrationRuntimeStatus)find.Number(1), find.NumberOrNull(2) is not null);
        find.Reset();
        return found;
    }

    public static long? FindLive(Statements sql, string id) => Find(sql, id) is { Ended: false } found ? found.No : null;

    public static long? LiveExecution(Statements sql, long no)
    {
        var find = sql.IsLive.Bind(1, no);
        if (!find.Next())
        {
            return null;
        }

        var execution = find.Number(0);
        find.Reset();
        return execution;
    }

    /// <summary>Puts a message into an inbox; the one that is returned knows its place.</summary>
    public static Message AddMessage(Statements sql, long no, Message message)
    {
        var add = sql.AddMessage
            .Bind(1, message.Inbox == 0 ? (long?)null : message.Inbox)
            .Bind(2, no)
            .Bind(3, message.Execution)
            .Bind(4, (long)message.Event.Kind)
            .Bind(5, message.Event.Task)
            .Bind(6, message.Event.Name)
            .Bind(7, message.Event.Data)
            .Bind(8, message.Event.Other)
            .Bind(9, StoredJson.Write(message.Event.Failure));
        add.Next();
        var place = add.Number(0);

        // The insert is finished only when the statement has said that there is no further row.
        while (add.Next())
        {
        }

        return message with { Inbox = place };
    }

    public static List<long> Numbers(Statement query)
    {
        var numbers = new List<long>();
        while (query.Next())
        {
            numbers.Add(query.Number(0));
        }

        return numbers;
    }

    public void Dispose()
    {
        _statements?.Dispose();
        _statements = null;
    }
}
