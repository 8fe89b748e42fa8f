using Azure.Data.Tables;
using GyoseiFlow.App.Azure.Tables;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>A table of a test's own, removed with it.</summary>
internal sealed class TestTable(AzuriteServer azurite) : IAsyncDisposable
{
    private readonly string _name = "t" + Guid.NewGuid().ToString("N");

    /// <summary>The table as the client sees it, straight to Azurite.</summary>
    public TableClient Rows => new TableServiceClient(azurite.ConnectionString).GetTableClient(_name);

    /// <summary>A store on it, made new as by a process of its own.</summary>
    /// <param name="tables">Where it is reached, when not straight.</param>
    /// <param name="networkTimeout">How long it waits for an answer, when not as usual.</param>
    public async Task<TableRecordStore> OpenAsync(Uri? tables = null, TimeSpan? networkTimeout = null)
    {
        var options = TableRecordStore.ClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        options.Retry.NetworkTimeout = networkTimeout ?? TimeSpan.FromMinutes(1);
        var store = new TableRecordStore(
            new TableServiceClient(azurite.ConnectionStringOf(azurite.Blobs, tables ?? azurite.Tables), options), _name);
        await store.CreateTableAsync(default);
        return store;
    }

    public async ValueTask DisposeAsync() => await Rows.DeleteAsync();
}
