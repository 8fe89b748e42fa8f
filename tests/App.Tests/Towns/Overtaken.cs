using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>A store before whose first commit something else is committed.</summary>
internal sealed class Overtaken(IRecordStore store, Func<Task> overtake) : IRecordStore
{
    private Func<Task>? _overtake = overtake;

    public Task<StoredRecord?> FindAsync(string partition, string key, CancellationToken cancellation) =>
        store.FindAsync(partition, key, cancellation);

    public IAsyncEnumerable<StoredRecord> ListAsync(string partition, string keyPrefix, CancellationToken cancellation) =>
        store.ListAsync(partition, keyPrefix, cancellation);

    public async Task CommitAsync(string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellation)
    {
        if (_overtake is { } first)
        {
            _overtake = null;
            await first();
        }

        await store.CommitAsync(partition, writes, cancellation);
    }
}
