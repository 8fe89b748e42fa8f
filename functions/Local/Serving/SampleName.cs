using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Local.Demo;

namespace GyoseiFlow.Local.Serving;

/// <summary>Which sample a folder holds, in the sample's own store: written before anything else, so that loading goes on with the same.</summary>
internal static class SampleName
{
    private const string Partition = "sample";
    private const string Key = "name";

    /// <summary>The recorded sample, or null.</summary>
    public static async Task<SampleStop?> FindAsync(IRecordStore store, CancellationToken cancellation) =>
        await store.FindAsync<Named>(Partition, Key, cancellation) is { } found ? SampleStop.Of(found.Value.Name) : null;

    /// <summary>Records it.</summary>
    public static async Task RecordAsync(IRecordStore store, SampleStop stop, CancellationToken cancellation)
    {
        var found = await store.FindAsync<Named>(Partition, Key, cancellation);
        await store.CommitAsync(Partition, [TypedRecords.Put(Key, found, new Named(stop.Name))], cancellation);
    }

    private sealed record Named(string Name);
}
