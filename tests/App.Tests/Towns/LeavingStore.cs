using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>A store whose connection a test can take away: before a commit gets through, or after, so that only its answer is lost.</summary>
internal sealed class LeavingStore(IRecordStore store) : IRecordStore
{
    /// <summary>Nothing gets through.</summary>
    public bool IsAway { get; set; }

    /// <summary>The next commit gets through, and nothing comes back any more.</summary>
    public bool LeavesAtCommit { get; set; }

    public Task<StoredRecord?> FindAsync(string partition, string key, CancellationToken cancellation)
    {
        RefuseWhenAway();
        return store.FindAsync(partition, key, cancellation);
    }

    public IAsyncEnumerable<StoredRecord> ListAsync(string partition, string keyPrefix, CancellationToken cancellation)
    {
        RefuseWhenAway();
        return store.ListAsync(partition, keyPrefix, cancellation);
    }

    public async Task CommitAsync(string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellation)
    {
        RefuseWhenAway();
        await store.CommitAsync(partition, writes, cancellation);
        if (LeavesAtCommit)
        {
            (LeavesAtCommit, IsAway) = (false, true);
        }

        RefuseWhenAway();
    }

    private void RefuseWhenAway()
    {
        if (IsAway)
        {
            throw new StoreUnavailableException("127.0.0.1:10002");
        }
    }
}
