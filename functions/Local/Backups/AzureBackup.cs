using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using GyoseiFlow.App.Azure.Tables;
using GyoseiFlow.Local.Commands;

namespace GyoseiFlow.Local.Backups;

/// <summary>
/// The records' table and the site's containers in one .zip file, and back: Azure keeps no former state of a table, and no tool of its
/// own copies one. Take it while the function app is stopped, since a table is read entity by entity.
/// </summary>
internal sealed class AzureBackup(TableServiceClient tables, BlobServiceClient blobs)
{
    private const string Table = TableRecordStore.TableName;
    private const string Entities = "records.jsonl";

    // The limits of one transaction of a table: 100 entities, 4 MiB. An entity has up to 1 MiB, so the size decides.
    private const int MostEntities = 100;
    private const int MostCharacters = 2 * 1024 * 1024;

    // The site, and what was decided to be on it.
    private static readonly string[] s_containers = ["$web", "versions"];

    /// <summary>Writes a new file.</summary>
    /// <returns>How many entities and blobs.</returns>
    public async Task<(int Entities, int Blobs)> WriteAsync(string path, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            throw new CommandFailure($"「{path}」はもうあります。バックアップは上書きしません。別の名前を--toに指定してください。");
        }

        var part = path + ".part";
        File.Delete(part);
        try
        {
            (int, int) counts;
            await using (var zip = await ZipFile.OpenAsync(part, ZipArchiveMode.Create, cancellation))
            {
                counts = (await WriteEntitiesAsync(zip, cancellation), await WriteBlobsAsync(zip, cancellation));
            }

            File.Move(part, path);
            return counts;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Puts a file back into an account that holds nothing yet.</summary>
    /// <exception cref="CommandFailure">The account holds records, or the file is no such backup.</exception>
    public async Task<(int Entities, int Blobs)> RestoreAsync(string path, CancellationToken cancellation)
    {
        var table = tables.GetTableClient(Table);
        await table.CreateIfNotExistsAsync(cancellation);
        await foreach (var _ in table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellation))
        {
            throw new CommandFailure($"表「{Table}」は空ではありません。復元は空のストレージ アカウントにだけ行います。");
        }

        try
        {
            await using var zip = await ZipFile.OpenReadAsync(path, cancellation);
            // The site first: a record never speaks of a file that isn't there.
            var restored = await RestoreBlobsAsync(zip, cancellation);
            return (await RestoreEntitiesAsync(zip, table, cancellation), restored);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or JsonException)
        {
            throw new CommandFailure($"「{path}」はAzureのバックアップとして読めません。backup azureが作ったファイルを指定してください。", wrong);
        }
    }

    private async Task<int> WriteEntitiesAsync(ZipArchive zip, CancellationToken cancellation)
    {
        var count = 0;
        await using var lines = new StreamWriter(await zip.CreateEntry(Entities, CompressionLevel.Fastest).OpenAsync(cancellation));
        await foreach (var entity in tables.GetTableClient(Table).QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            await lines.WriteLineAsync(EntityJson.Write(entity).ToJsonString().AsMemory(), cancellation);
            count++;
        }

        return count;
    }

    private static async Task<int> RestoreEntitiesAsync(ZipArchive zip, TableClient table, CancellationToken cancellation)
    {
        var entry = zip.GetEntry(Entities) ?? throw new InvalidDataException("There are no records.");
        using var lines = new StreamReader(await entry.OpenAsync(cancellation));
        var count = 0;
        var waiting = new List<TableEntity>();
        var size = 0;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            var entity = EntityJson.Read(JsonNode.Parse(line)!.AsObject());
            if (waiting.Count == MostEntities || size + line.Length > MostCharacters || (waiting is [var first, ..] && first.PartitionKey != entity.PartitionKey))
            {
                await SubmitAsync(table, waiting, cancellation);
                (waiting, size) = ([], 0);
            }

            waiting.Add(entity);
            size += line.Length;
            count++;
        }

        await SubmitAsync(table, waiting, cancellation);
        return count;
    }

    private static Task SubmitAsync(TableClient table, List<TableEntity> entities, CancellationToken cancellation) => entities is []
        ? Task.CompletedTask
        : table.SubmitTransactionAsync(entities.Select(e => new TableTransactionAction(TableTransactionActionType.UpsertReplace, e)), cancellation);

    private async Task<int> WriteBlobsAsync(ZipArchive zip, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var name in s_containers)
        {
            var container = blobs.GetBlobContainerClient(name);
            if (!await container.ExistsAsync(cancellation))
            {
                continue;
            }

            await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, cancellation))
            {
                var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellation);
                await AddAsync(zip, $"{name}/{blob.Name}", content.Value.Content.ToMemory(), cancellation);
                var about = new BlobAbout(blob.Properties.ContentType, blob.Properties.CacheControl, blob.Properties.ContentLanguage, blob.Metadata);
                await AddAsync(zip, $"about/{name}/{blob.Name}", JsonSerializer.SerializeToUtf8Bytes(about, JsonSerializerOptions.Web), cancellation);
                count++;
            }
        }

        return count;
    }

    private async Task<int> RestoreBlobsAsync(ZipArchive zip, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var name in s_containers)
        {
            var container = blobs.GetBlobContainerClient(name);
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith(name + "/", StringComparison.Ordinal)))
            {
                var about = JsonSerializer.Deserialize<BlobAbout>(
                    await ReadAsync(zip.GetEntry("about/" + entry.FullName) ?? throw new InvalidDataException(entry.FullName), cancellation),
                    JsonSerializerOptions.Web)!;
                await container.GetBlobClient(entry.FullName[(name.Length + 1)..]).UploadAsync(
                    BinaryData.FromBytes(await ReadAsync(entry, cancellation)),
                    new BlobUploadOptions
                    {
                        HttpHeaders = new BlobHttpHeaders
                        {
                            ContentType = about.ContentType,
                            CacheControl = about.CacheControl,
                            ContentLanguage = about.ContentLanguage,
                        },
                        Metadata = about.Metadata,
                    },
                    cancellation);
                count++;
            }
        }

        return count;
    }

    private static async Task AddAsync(ZipArchive zip, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await using var stream = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        await stream.WriteAsync(content, cancellation);
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellation)
    {
        await using var stream = await entry.OpenAsync(cancellation);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellation);
        return content.ToArray();
    }

    /// <summary>What a blob is beside its bytes.</summary>
    private sealed record BlobAbout(string? ContentType, string? CacheControl, string? ContentLanguage, IDictionary<string, string>? Metadata);
}

/// <summary>An entity as JSON, each property with its type: text, bytes and numbers come back as they were.</summary>
internal static class EntityJson
{
    public static JsonObject Write(TableEntity entity)
    {
        var json = new JsonObject { ["p"] = entity.PartitionKey, ["r"] = entity.RowKey };
        foreach (var (name, value) in entity)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
            {
                var (type, text) = Written(value);
                json[$"{type}:{name}"] = text;
            }
        }

        return json;
    }

    public static TableEntity Read(JsonObject json)
    {
        var entity = new TableEntity(Text(json["p"]), Text(json["r"]));
        foreach (var (key, value) in json.Where(p => p.Key.Contains(':', StringComparison.Ordinal)))
        {
            var text = Text(value);
            entity[key[2..]] = key[0] switch
            {
                's' => text,
                'b' => Convert.FromBase64String(text),
                'i' => int.Parse(text, CultureInfo.InvariantCulture),
                'l' => long.Parse(text, CultureInfo.InvariantCulture),
                't' => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture),
                'f' => text == bool.TrueString,
                _ => throw new InvalidDataException($"No property is of the type {key[0]}."),
            };
        }

        return entity;
    }

    private static (char Type, string Text) Written(object? value) => value switch
    {
        string text => ('s', text),
        byte[] bytes => ('b', Convert.ToBase64String(bytes)),
        BinaryData bytes => ('b', Convert.ToBase64String(bytes)),
        int number => ('i', number.ToString(CultureInfo.InvariantCulture)),
        long number => ('l', number.ToString(CultureInfo.InvariantCulture)),
        DateTimeOffset moment => ('t', moment.ToString("O", CultureInfo.InvariantCulture)),
        bool flag => ('f', flag.ToString()),
        _ => throw new InvalidDataException($"A property is a {value?.GetType().Name}, which no record has."),
    };

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? throw new InvalidDataException("A value is missing.");
}
