using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace GyoseiFlow.Local.Tests.Azure;

public sealed class AzuriteServerTests
{
    [AzuriteFact]
    public async Task Stopped_AndStartedAgain_IsAtTheSameAddresses_WithWhatItKept()
    {
        var server = new AzuriteServer();
        try
        {
            await server.StartAsync();
            var table = new TableClient(server.ConnectionString, "records");
            await table.CreateAsync();
            await table.AddEntityAsync(new TableEntity("p", "k") { ["Json"] = "{}" });
            var container = new BlobContainerClient(server.ConnectionString, "published");
            await container.CreateAsync();
            await container.UploadBlobAsync("index.html", BinaryData.FromString("<p>"));
            await server.StopAsync();

            await server.StartAsync();

            Assert.Equal("{}", (await table.GetEntityAsync<TableEntity>("p", "k")).Value.GetString("Json"));
            Assert.Equal("<p>", (await container.GetBlobClient("index.html").DownloadContentAsync()).Value.Content.ToString());
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
