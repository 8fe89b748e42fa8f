using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using GyoseiFlow.App.Azure.Blobs;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>A site's containers of a test's own, removed with it.</summary>
internal sealed class TestSite(AzuriteServer azurite) : IAsyncDisposable
{
    private readonly string _name = "s" + Guid.NewGuid().ToString("N");

    /// <summary>What the public reads, straight from Azurite.</summary>
    public BlobContainerClient Public => new(azurite.ConnectionString, _name);

    /// <summary>What was decided, straight from Azurite.</summary>
    public BlobContainerClient Decided => new(azurite.ConnectionString, _name + "-versions");

    /// <summary>A store on it, made new as by a process of its own.</summary>
    /// <param name="blobs">Where it is reached, when not straight.</param>
    /// <param name="perTry">Sees every try of a request.</param>
    /// <param name="networkTimeout">How long a try waits for its answer, when not as usual.</param>
    public async Task<BlobPublicationStore> OpenAsync(Uri? blobs = null, HttpPipelinePolicy? perTry = null, TimeSpan? networkTimeout = null)
    {
        await Public.CreateIfNotExistsAsync();
        await Decided.CreateIfNotExistsAsync();
        var options = BlobPublicationStore.ClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        options.Retry.NetworkTimeout = networkTimeout ?? options.Retry.NetworkTimeout;
        if (perTry is not null)
        {
            options.AddPolicy(perTry, HttpPipelinePosition.PerRetry);
        }

        var account = new BlobServiceClient(azurite.ConnectionStringOf(blobs ?? azurite.Blobs, azurite.Tables), options);
        return new BlobPublicationStore(account.GetBlobContainerClient(_name), account.GetBlobContainerClient(_name + "-versions"));
    }

    /// <summary>What a citizen gets at this address, or null.</summary>
    public async Task<string?> ReadAsync(string path)
    {
        var blob = Public.GetBlobClient(path);
        return await blob.ExistsAsync() ? (await blob.DownloadContentAsync()).Value.Content.ToString() : null;
    }

    /// <summary>Every address at which a citizen gets something.</summary>
    public async Task<List<string>> PathsAsync()
    {
        var paths = new List<string>();
        await foreach (var blob in Public.GetBlobsAsync())
        {
            paths.Add(blob.Name);
        }

        return paths;
    }

    /// <summary>What a citizen's browser is told of the file.</summary>
    public async Task<BlobProperties> HeadersAsync(string path) => await Public.GetBlobClient(path).GetPropertiesAsync();

    public async ValueTask DisposeAsync()
    {
        await Public.DeleteIfExistsAsync();
        await Decided.DeleteIfExistsAsync();
    }
}
