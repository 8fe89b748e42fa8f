using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Durable;

/// <summary>What an engine finds to do when it starts.</summary>
internal sealed record Unfinished(
    List<Instance> Instances,
    List<(long No, Message Message)> Inbox,
    List<(long No, HistoryEvent Scheduled)> Activities,
    List<(long No, long Task, DateTime Due)> Timers)
{
    public static Unfinished Read(SqliteConnection connection, DurableEngine engine) => new(
        InstanceReader.Live(connection, engine),
        InstanceReader.Inbox(connection),
        InstanceReader.Activities(connection),
        InstanceReader.Timers(connection));
}
