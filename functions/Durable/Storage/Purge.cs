using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>Removes instances that have ended, with everything they left. One that runs is never removed.</summary>
internal static class Purge
{
    public static int Delete(Statements sql, IEnumerable<long> ended, bool recursive)
    {
        var waiting = new Stack<long>(ended);
        var deleted = 0;
        while (waiting.TryPop(out var no))
        {
            if (recursive)
            {
                EndedChildren(sql, no).ForEach(waiting.Push);
            }

            deleted += sql.DeleteInstance.Bind(1, no).Run();
        }

        return deleted;
    }

#pragma warning disable CA2100 // The text is put together from this method's constants and numbers; values are parameters.
    public static List<long> Ended(SqliteConnection connection, PurgeInstancesFilter filter)
    {
        using var command = connection.CreateCommand();
        var text = new StringBuilder("SELECT no FROM durable_instances WHERE completed IS NOT NULL");
        if (filter.CreatedFrom is { } from)
        {
            text.Append(" AND created >= @from");
            command.Parameters.AddWithValue("@from", from.UtcTicks);
        }

        if (filter.CreatedTo is { } to)
        {
            text.Append(" AND created <= @to");
            command.Parameters.AddWithValue("@to", to.UtcTicks);
        }

        if (filter.Statuses is { } statuses)
        {
            text.Append(CultureInfo.InvariantCulture, $" AND status IN ({string.Join(',', statuses.Select(status => (int)status))})");
        }

        command.CommandText = text.ToString();
        using var row = command.ExecuteReader();
        var numbers = new List<long>();
        while (row.Read())
        {
            numbers.Add(row.GetInt64(0));
        }

        return numbers;
    }
#pragma warning restore CA2100

    private static List<long> EndedChildren(Statements sql, long no)
    {
        var children = new List<long>();
        var rows = sql.AllChildren.Bind(1, no);
        while (rows.Next())
        {
            if (rows.NumberOrNull(1) is not null)
            {
                children.Add(rows.Number(0));
            }
        }

        return children;
    }
}
