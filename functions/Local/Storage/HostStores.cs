using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Publication;

namespace GyoseiFlow.Local.Storage;

/// <summary>Chooses the adapters that keep records and published files: this machine's, or Azure's on an Azurite. Nowhere else is chosen.</summary>
internal static class HostStores
{
    /// <summary>The records.</summary>
    /// <param name="azurite">An Azurite, or null for this machine's file.</param>
    /// <param name="file">This machine's file.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IRecordStore> OpenRecordsAsync(AzuriteStores? azurite, SqliteFile file, CancellationToken cancellation) =>
        azurite?.Records ?? await SqliteRecordStore.OpenAsync(file, cancellation);

    /// <summary>The published files.</summary>
    /// <param name="azurite">An Azurite, or null for this machine's folder.</param>
    /// <param name="folder">This machine's folder.</param>
    public static IPublicationStore OpenPublications(AzuriteStores? azurite, string folder) =>
        azurite?.Publications ?? new FolderPublicationStore(folder);
}
