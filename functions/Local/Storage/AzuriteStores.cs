using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using GyoseiFlow.App.Azure.Blobs;
using GyoseiFlow.App.Azure.Tables;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Local.Commands;

namespace GyoseiFlow.Local.Storage;

/// <summary>
/// A demo's records and published files on an Azurite (the emulator of Azure's storage), kept by the adapters of the function app: in a table
/// and two containers whose names come from the demo's folder, so that nothing else in that Azurite is touched.
/// </summary>
internal sealed class AzuriteStores
{
    /// <summary>The Azurite on this machine, at its usual ports.</summary>
    public const string Usual = "UseDevelopmentStorage=true";

    // Only Azurite has this account. So no command of this program can reach a city's storage, and no key is ever written down.
    private static readonly string[] s_azurites = [Usual, "AccountName=devstoreaccount1"];

    // A restart of Azurite, on a slow machine too, is ridden out.
    private const int Patience = 10;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private const int Downloads = 8;

    private readonly string _table;
    private readonly TableServiceClient _tables;
    private readonly BlobContainerClient _site;
    private readonly BlobContainerClient _versions;
    private readonly RequestCounter _counter = new();

    /// <param name="connection">Azurite's connection string.</param>
    /// <param name="folder">The demo's folder.</param>
    /// <param name="change">What else the clients are made with.</param>
    /// <exception cref="CommandFailure">It can't be read, or is not Azurite's.</exception>
    public AzuriteStores(string connection, string folder, Action<ClientOptions>? change = null)
    {
        if (!connection.Split(';').Any(part => s_azurites.Contains(part, StringComparer.OrdinalIgnoreCase)))
        {
            throw new CommandFailure("--azurite には、Azurite（devstoreaccount1）の接続文字列だけを指定できます。");
        }

        Connection = connection;
        _table = "demo" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..16];
        try
        {
            _tables = new TableServiceClient(connection, Prepared(TableRecordStore.ClientOptions(), change));
            var blobs = new BlobServiceClient(connection, Prepared(BlobPublicationStore.ClientOptions(), change));
            _site = blobs.GetBlobContainerClient(_table + "-site");
            _versions = blobs.GetBlobContainerClient(_table + "-versions");
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new CommandFailure("--azurite の接続文字列を読めません。Azuriteの説明にある形（BlobEndpoint=…;TableEndpoint=…）か確かめてください。", unreadable);
        }
    }

    /// <summary>Azurite's connection string; nothing secret, as every Azurite has the same.</summary>
    public string Connection { get; }

    /// <summary>How many requests went to Azurite, tries again included.</summary>
    public long Requests => _counter.Count;

    /// <summary>What it is called there: the table, and the beginning of both containers.</summary>
    public string Name => _table;

    /// <summary>The records' store.</summary>
    public IRecordStore Records => new TableRecordStore(_tables, _table);

    /// <summary>The published files' store.</summary>
    public IPublicationStore Publications => Site;

    private BlobPublicationStore Site => new(_site, _versions);

    /// <summary>Makes sure that Azurite answers, both for tables and for blobs.</summary>
    /// <exception cref="CommandFailure">It doesn't; how to start it.</exception>
    public static async Task CheckAsync(string connection, string folder, CancellationToken cancellation)
    {
        // At once: whoever waits for this sits in front of it.
        var stores = new AzuriteStores(connection, folder, options => options.Retry.MaxRetries = 0);
        try
        {
            await stores._tables.GetPropertiesAsync(cancellation);
            await stores._site.ExistsAsync(cancellation);
        }
        catch (StoreUnavailableException away)
        {
            throw new CommandFailure(
                $"Azurite（{away.Place}）につながりません。別の端末で次のように起動してから、もう一度実行してください。\n"
                + "  npx azurite --skipApiVersionCheck --location azurite\n"
                + "別の場所で動いているときは、--azurite に接続文字列を指定してください。",
                away);
        }
        catch (RequestFailedException refused)
        {
            throw new CommandFailure(
                $"Azuriteに断られました（{refused.Status} {refused.ErrorCode}）。--skipApiVersionCheck を付けてAzuriteを起動し直してください。", refused);
        }
    }

    /// <summary>Makes what is missing; nothing that is there changes.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        await new TableRecordStore(_tables, _table).CreateTableAsync(cancellation);
        await Site.CreateContainersAsync(cancellation);
    }

    /// <summary>Removes what an earlier demo of this folder left in Azurite.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        await _tables.DeleteTableAsync(_table, cancellation);
        await _site.DeleteIfExistsAsync(cancellationToken: cancellation);
        await _versions.DeleteIfExistsAsync(cancellationToken: cancellation);
    }

    /// <summary>Copies the published site into a folder, where a person can open it and <c>verify</c> can check it.</summary>
    public async Task DownloadSiteAsync(string folder, CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (var blob in _site.GetBlobsAsync(cancellationToken: cancellation))
        {
            names.Add(blob.Name);
        }

        var bounded = new ParallelOptions { MaxDegreeOfParallelism = Downloads, CancellationToken = cancellation };
        await Parallel.ForEachAsync(names, bounded, async (name, stop) =>
        {
            var path = PublicPath.Under(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await _site.GetBlobClient(name).DownloadToAsync(path, stop);
        });
    }

    private TOptions Prepared<TOptions>(TOptions options, Action<ClientOptions>? change)
        where TOptions : ClientOptions
    {
        options.Retry.MaxRetries = Patience;
        options.Retry.MaxDelay = s_longestPause;
        options.AddPolicy(_counter, HttpPipelinePosition.PerRetry);
        change?.Invoke(options);
        return options;
    }

    private sealed class RequestCounter : HttpPipelineSynchronousPolicy
    {
        private long _count;

        public long Count => Interlocked.Read(ref _count);

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
    }
}
