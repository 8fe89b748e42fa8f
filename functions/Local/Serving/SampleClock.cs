using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;

namespace GyoseiFlow.Local.Serving;

/// <summary>Where the clock of a sample stands, in the sample's own store. Its presence says that the folder holds a sample.</summary>
internal static class SampleClock
{
    private const string Partition = "sample";
    private const string Key = "clock";
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(1);

    /// <summary>The recorded moment, or null for a folder that holds no (complete) sample.</summary>
    public static async Task<DateTimeOffset?> FindAsync(IRecordStore store, CancellationToken cancellation) =>
        (await store.FindAsync<Moment>(Partition, Key, cancellation))?.Value.Now;

    /// <summary>Records where it stands.</summary>
    public static async Task RecordAsync(IRecordStore store, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = await store.FindAsync<Moment>(Partition, Key, cancellation);
        await store.CommitAsync(Partition, [TypedRecords.Put(Key, found, new Moment(now))], cancellation);
    }

    /// <summary>
    /// Keeps the record until stopped. It is a minute ahead, and exact at the stop: after a power cut the clock goes on a little later
    /// than it was, never earlier than what was done by it.
    /// </summary>
    public static async Task FollowAsync(IRecordStore store, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await RecordAsync(store, clock.GetUtcNow() + s_step, stop);
                await Task.Delay(s_step, clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped: the exact moment follows.
        }

        await RecordAsync(store, clock.GetUtcNow(), CancellationToken.None);
    }

    private sealed record Moment(DateTimeOffset Now);
}
