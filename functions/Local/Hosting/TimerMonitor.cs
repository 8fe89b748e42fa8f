using Dapper;
using GyoseiFlow.Durable;

namespace GyoseiFlow.Local.Hosting;

/// <summary>
/// Remembers when timers are due next, so that one that was due while the machine was off runs when it is on again: what Azure's
/// UseMonitor does, for an office whose machine sleeps at night.
/// </summary>
internal sealed class TimerMonitor(SqliteFile file)
{
    /// <summary>The timers that were waiting when the program last stopped, by name.</summary>
    public async Task<IReadOnlyDictionary<string, WaitingTimer>> ReadAsync(CancellationToken cancellation)
    {
        const string table = """
            CREATE TABLE IF NOT EXISTS timers (
              name TEXT NOT NULL PRIMARY KEY,
              schedule TEXT NOT NULL,
              last INTEGER NOT NULL,
              next INTEGER NOT NULL
            ) WITHOUT ROWID
            """;
        await file.WriteAsync(connection => { connection.Execute(table); }, cancellation);
        return await file.ReadAsync(
            connection => connection
                .Query<(string Name, string Schedule, long Last, long Next)>("SELECT name, schedule, last, next FROM timers")
                .ToDictionary(row => row.Name, row => new WaitingTimer(row.Schedule, FromTicks(row.Last), FromTicks(row.Next))),
            cancellation);
    }

    /// <summary>Remembers a timer's state.</summary>
    public Task WriteAsync(string name, WaitingTimer timer, CancellationToken cancellation) => file.WriteAsync(
        connection =>
        {
            connection.Execute(
                "INSERT INTO timers (name, schedule, last, next) VALUES (@name, @schedule, @last, @next) "
                + "ON CONFLICT (name) DO UPDATE SET schedule = @schedule, last = @last, next = @next",
                new { name, schedule = timer.Schedule, last = timer.Last.UtcTicks, next = timer.Next.UtcTicks });
        },
        cancellation);

    private static DateTimeOffset FromTicks(long ticks) => new(ticks, TimeSpan.Zero);
}

/// <summary>A timer's state.</summary>
/// <param name="Schedule">The expression that <paramref name="Next"/> was taken from.</param>
/// <param name="Last">When it last ran; the default value before the first time.</param>
/// <param name="Next">When it is due.</param>
internal sealed record WaitingTimer(string Schedule, DateTimeOffset Last, DateTimeOffset Next);
