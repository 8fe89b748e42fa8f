using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.App.Azure;

/// <summary>
/// The storage account of records and published files, named as Functions names a connection: by the addresses of its services, opened by
/// the app's managed identity. No key of it exists anywhere; only Azurite, which has no identities, is named as a connection string.
/// </summary>
/// <param name="Tables">The address of its tables; null for Azurite.</param>
/// <param name="Blobs">The address of its blobs; null for Azurite.</param>
/// <param name="ClientId">The client id of the user-assigned identity; null for the system-assigned one, or the developer's own.</param>
public sealed record StorageSettings(Uri? Tables, Uri? Blobs, string? ClientId)
{
    private const string Azurite = "UseDevelopmentStorage=true";

    /// <summary>Whether it is the emulator, which starts out empty.</summary>
    public bool IsAzurite => Tables is null;

    /// <summary>The identity that opens whatever the app opens.</summary>
    public TokenCredential Credential { get; } = CredentialOf(ClientId);

    /// <summary>A client of its tables.</summary>
    public TableServiceClient OpenTables(TableClientOptions options) =>
        Tables is null ? new TableServiceClient(Azurite, options) : new TableServiceClient(Tables, Credential, options);

    /// <summary>A client of its blobs.</summary>
    public BlobServiceClient OpenBlobs(BlobClientOptions options) =>
        Blobs is null ? new BlobServiceClient(Azurite, options) : new BlobServiceClient(Blobs, Credential, options);

    /// <summary>Reads them, and notes what can't be used.</summary>
    /// <param name="settings">Where they are.</param>
    /// <param name="wrong">Takes what is wrong, a setting each.</param>
    /// <returns>null where something is.</returns>
    public static StorageSettings? Read(IConfiguration settings, List<string> wrong)
    {
        if (FunctionAppSettings.Text(settings["Storage"]) is { } connection)
        {
            if (connection.TrimEnd(';') == Azurite)
            {
                return new StorageSettings(null, null, null);
            }

            // The value may hold a key, so the message doesn't repeat it.
            wrong.Add($"Storage: 接続文字列は使えません（{Azurite} だけは別です）。鍵を置かず、Storage__tableServiceUri と Storage__blobServiceUri を設定してください。");
            return null;
        }

        var tables = AddressOf(settings, "tableServiceUri", wrong);
        var blobs = AddressOf(settings, "blobServiceUri", wrong);
        return tables is null || blobs is null ? null : new StorageSettings(tables, blobs, FunctionAppSettings.Text(settings["Storage:clientId"] ?? settings["AZURE_CLIENT_ID"]));
    }

    // A token must not cross a network in the clear.
    private static Uri? AddressOf(IConfiguration settings, string service, List<string> wrong)
    {
        if (Uri.TryCreate(FunctionAppSettings.Text(settings[$"Storage:{service}"]), UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttps
            && address.Query.Length == 0)
        {
            return address;
        }

        wrong.Add($"Storage__{service}: ストレージ アカウントの https:// で始まるアドレスを書いてください（例: https://名前.{service[..^10]}.core.windows.net）。SASなどの鍵は付けません。");
        return null;
    }

    // On Azure nothing is tried but the identity that was given; elsewhere a developer signs in with the tools at hand.
    private static TokenCredential CredentialOf(string? clientId) =>
        Environment.GetEnvironmentVariable("IDENTITY_ENDPOINT") is null
            ? new DefaultAzureCredential()
            : new ManagedIdentityCredential(
                clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
}
