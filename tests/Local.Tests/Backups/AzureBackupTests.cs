using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using GyoseiFlow.Local.Backups;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Tests.Azure;

namespace GyoseiFlow.Local.Tests.Backups;

/// <summary>The table and the site exported from one Azurite and imported into another, which had nothing.</summary>
public sealed class AzureBackupTests : IAsyncLifetime, IDisposable
{
    private readonly AzuriteServer _old = new();
    private readonly AzuriteServer _new = new();
    private readonly TemporaryFolder _folder = new();

    public async Task InitializeAsync()
    {
        await _old.InitializeAsync();
        await _new.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _old.DisposeAsync();
        await _new.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [AzuriteFact]
    public async Task Exported_Imported_IsTheSameEntityByEntityAndBlobByBlob()
    {
        await FillAsync();

        var written = await Of(_old).WriteAsync(_folder["azure.zip"], CancellationToken.None);
        var restored = await Of(_new).RestoreAsync(_folder["azure.zip"], CancellationToken.None);

        Assert.Equal((252, 2), written);
        Assert.Equal(written, restored);
        Assert.Equal(await EntitiesAsync(_old), await EntitiesAsync(_new));
        Assert.Equal(await BlobsAsync(_old), await BlobsAsync(_new));
        var refused = await Assert.ThrowsAsync<CommandFailure>(() => Of(_new).RestoreAsync(_folder["azure.zip"], CancellationToken.None));
        Assert.Contains("空ではありません", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<CommandFailure>(() => Of(_old).WriteAsync(_folder["azure.zip"], CancellationToken.None));
        Assert.Contains("もうあります", refused.Message, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        var table = Tables(_old).GetTableClient("records");
        await table.CreateIfNotExistsAsync();
        foreach (var part in Enumerable.Range(0, 250).Chunk(100))
        {
            await table.SubmitTransactionAsync(part.Select(n => new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity("town-2024", $"sheet {n:D3}") { ["Json"] = $"個票{n}\n\"引用\"", ["PartCount"] = n })));
        }

        await table.AddEntityAsync(new TableEntity("people", "~~part") { ["Gzip"] = new byte[] { 0, 255, 10, 13 }, ["At"] = DateTimeOffset.UnixEpoch });
        await table.AddEntityAsync(new TableEntity("large", "1") { ["Gzip"] = new byte[60_000], ["More"] = new byte[60_000], ["Long"] = 1L << 40, ["Is"] = true });
        foreach (var (container, name) in (ReadOnlySpan<(string, string)>)[("$web", "小町/2024/v1/index.html"), ("versions", "town-2024-v1")])
        {
            var client = Blobs(_old).GetBlobContainerClient(container);
            client.CreateIfNotExists();
            client.GetBlobClient(name).Upload(
                BinaryData.FromString($"<p>{name}</p>"),
                new BlobUploadOptions
                {
                    HttpHeaders = new BlobHttpHeaders { ContentType = "text/html; charset=utf-8", CacheControl = "public, max-age=300" },
                    Metadata = new Dictionary<string, string> { ["sha256"] = "abc" },
                });
        }
    }

    private static async Task<List<string>> EntitiesAsync(AzuriteServer server)
    {
        var entities = new List<string>();
        await foreach (var entity in Tables(server).GetTableClient("records").QueryAsync<TableEntity>())
        {
            entities.Add(EntityJson.Write(entity).ToJsonString());
        }

        return entities;
    }

    private static async Task<List<string>> BlobsAsync(AzuriteServer server)
    {
        var found = new List<string>();
        foreach (var container in (string[])["$web", "versions"])
        {
            var client = Blobs(server).GetBlobContainerClient(container);
            await foreach (var blob in client.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, CancellationToken.None))
            {
                var content = await client.GetBlobClient(blob.Name).DownloadContentAsync();
                found.Add($"{container}/{blob.Name} {blob.Properties.ContentType} {blob.Properties.CacheControl} {blob.Metadata["sha256"]} {content.Value.Content}");
            }
        }

        return found;
    }

    private static AzureBackup Of(AzuriteServer server) => new(Tables(server), Blobs(server));

    private static TableServiceClient Tables(AzuriteServer server) => new(server.ConnectionString);

    private static BlobServiceClient Blobs(AzuriteServer server) => new(server.ConnectionString);
}
