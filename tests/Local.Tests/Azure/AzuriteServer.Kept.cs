using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>Knows what is in Azurite's folder, which is what SIGKILL leaves.</summary>
public sealed partial class AzuriteServer
{
    /// <summary>
    /// Comes back when all that it was told so far is in its folder. Azure Storage answers when a write is safe; Azurite answers before,
    /// and writes its lists down every five seconds. A test that kills it waits for this first, or it would test Azurite.
    /// </summary>
    public async Task KeptAsync()
    {
        // What is written down with these was written down whole: each list is one file, put in place by a renaming.
        var mark = "kept" + Guid.NewGuid().ToString("N");
        await new TableServiceClient(ConnectionString).CreateTableAsync(mark);
        var container = new BlobContainerClient(ConnectionString, mark);
        await container.CreateAsync();
        await container.UploadBlobAsync("mark", BinaryData.FromString(mark));
        await WrittenAsync("__azurite_db_table__.json", tables => Rows(tables, "$TABLES_COLLECTION$").Any(row => Text(row, "table") == mark));
        var (extent, end) = ("", 0L);
        await WrittenAsync("__azurite_db_blob__.json", blobs =>
        {
            var blob = Rows(blobs, "$BLOBS_COLLECTION$").FirstOrDefault(row => Text(row, "containerName") == mark);
            if (blob.ValueKind == JsonValueKind.Undefined)
            {
                return false;
            }

            var place = blob.GetProperty("persistency");
            (extent, end) = (Text(place, "id")!, place.GetProperty("offset").GetInt64() + place.GetProperty("count").GetInt64());
            return true;
        });
        await WrittenAsync("__azurite_db_blob_extent__.json", extents =>
            Rows(extents, "$EXTENTS_COLLECTION$").Any(row => Text(row, "id") == extent && row.GetProperty("size").GetInt64() >= end));
    }

    private async Task WrittenAsync(string name, Func<JsonElement, bool> isThere)
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(_folder.FullPath);
        watcher.Renamed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        while (!IsThere())
        {
            // A renaming whose halves are read apart is told as something else, so the watcher alone would wait for ever.
            await changed.WaitAsync(TimeSpan.FromSeconds(1));
        }

        bool IsThere()
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(_folder[name]));
            return isThere(file.RootElement);
        }
    }

    private static IEnumerable<JsonElement> Rows(JsonElement database, string collection) => database
        .GetProperty("collections").EnumerateArray()
        .Where(c => Text(c, "name") == collection)
        .SelectMany(c => c.GetProperty("data").EnumerateArray());

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
