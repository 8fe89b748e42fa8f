using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Demo;

/// <summary>
/// A year in seconds: jumps to the next moment at which anything is due (an orchestration's timer, a timer function, a
/// person of the script) once everything has come to rest. Each jump is recorded first, so that a demo that was killed
/// goes on at the moment at which it stopped.
/// </summary>
internal sealed class DemoClock(VirtualClock clock, LocalHost host, IRecordStore store, ulong seed)
{
    private const string Partition = "demo";
    private const string Key = "clock";

    /// <summary>Where a folder's demo stopped and with which seed; null when there is none.</summary>
    public static async Task<Moment?> FindAsync(DemoFolder folder, CancellationToken cancellation)
    {
        if (!File.Exists(folder.Store))
        {
            return null;
        }

        await using var file = SqliteFile.Open(folder.Store);
        return await FindAsync(await HostStores.OpenRecordsAsync(folder.Azurite, file, cancellation), cancellation);
    }

    /// <summary>The moment that a store remembers, or null.</summary>
    public static async Task<Moment?> FindAsync(IRecordStore store, CancellationToken cancellation) =>
        (await store.FindAsync<Moment>(Partition, Key, cancellation))?.Value;

    /// <summary>The virtual time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The next moment at which something is due by itself, or null.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        var engine = await host.Engine.NextDueAsync(cancellation);
        var timers = host.Timers.NextDue(clock.GetUtcNow());
        return engine is null || timers < engine ? timers : engine;
    }

    /// <summary>Waits until everything rests.</summary>
    public Task RestAsync(CancellationToken cancellation) => host.Engine.WhenIdleAsync(cancellation);

    /// <summary>Jumps to a moment and lets everything that is due then happen.</summary>
    public async Task JumpAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        await RecordAsync(moment, cancellation);
        clock.AdvanceTo(moment);
        await SettleAsync(cancellation);
    }

    /// <summary>Records where the demo is.</summary>
    public async Task RecordAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        var found = await store.FindAsync<Moment>(Partition, Key, cancellation);
        await store.CommitAsync(Partition, [TypedRecords.Put(Key, found, new Moment(moment, seed))], cancellation);
    }

    /// <summary>Runs what is due now, and waits until everything rests.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        await RestAsync(cancellation);
        await host.Timers.RunDueAsync(clock.GetUtcNow(), cancellation);
        await RestAsync(cancellation);
    }

    /// <summary>A recorded moment.</summary>
    /// <param name="Now">The virtual time.</param>
    /// <param name="Seed">The seed of the script.</param>
    internal sealed record Moment(DateTimeOffset Now, ulong Seed);
}
