using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Documents;

namespace GyoseiFlow.App.Azure.Blobs;

/// <summary>
/// The public site as a container: a static web site's <c>$web</c>, or one behind a CDN. Blobs can't appear together, so a version is
/// first decided and then carried out:
/// <list type="number">
/// <item>one blob with all of its files goes into a container that nobody reads; the first such blob of an address is the version, whoever else tries;</item>
/// <item>its files go to the site, the version's first page last, so that nobody comes upon a version with files missing;</item>
/// <item>a mark says that all are there.</item>
/// </list>
/// Each write creates and never overwrites. Cut off anywhere, the next call goes on with what was decided, however many run at once.
/// </summary>
/// <param name="site">The container that the public reads.</param>
/// <param name="versions">The container of what was decided: private, and worth a backup, since the site can be made from it.</param>
public sealed class BlobPublicationStore(BlobContainerClient site, BlobContainerClient versions) : IPublicationStore
{
    /// <summary>The container of a storage account's static web site.</summary>
    public const string StaticSite = "$web";

    /// <summary>The usual name of the container of what was decided.</summary>
    public const string DecidedVersions = "versions";

    // A version's files are some dozens to hundreds; more at once would only meet the account's limits.
    private const int Uploads = 8;

    private const string FirstPage = "index.html";

    // As the manifest has them, for whoever compares.
    private const string Sum = "sha256";

    // A year is the longest that HTTP's caches are told.
    private const string Forever = "public, max-age=31536000, immutable";

    // An index page changes a few times a year; a correction shall be found within minutes.
    private const string AWhile = "public, max-age=300";

    private static readonly BlobRequestConditions s_ifNew = new() { IfNoneMatch = ETag.All };

    /// <summary>What the client is made with: Azure.Core's retries, and the app's words for an account that doesn't answer.</summary>
    public static BlobClientOptions ClientOptions()
    {
        var options = new BlobClientOptions
        {
            Retry = { Mode = RetryMode.Exponential, MaxRetries = 5, NetworkTimeout = TimeSpan.FromSeconds(60) },
        };
        options.AddPolicy(new StoreAwayPolicy(), HttpPipelinePosition.PerCall);
        return options;
    }

    /// <summary>The store in the usual containers of an account.</summary>
    /// <param name="account">The account; made with <see cref="ClientOptions"/>.</param>
    /// <param name="siteContainer">The site's container.</param>
    public static BlobPublicationStore In(BlobServiceClient account, string siteContainer = StaticSite)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new(account.GetBlobContainerClient(siteContainer), account.GetBlobContainerClient(DecidedVersions));
    }

    /// <summary>Makes the containers where they are missing, both private: for Azurite, since on Azure the deployment makes them.</summary>
    public async Task CreateContainersAsync(CancellationToken cancellation)
    {
        await site.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await versions.CreateIfNotExistsAsync(cancellationToken: cancellation);
    }

    /// <inheritdoc/>
    public async Task PublishAsync(string address, IReadOnlyList<PublishedFile> files, CancellationToken cancellation)
    {
        PublicPath.RefuseUnclear(address);
        PublicPath.RefuseUnclear(files);
        var decided = await FindDecidedAsync(address, cancellation) ?? await DecideAsync(address, files, cancellation);
        await CarryOutAsync(address, decided, cancellation);
        RefuseOther(address, files, decided);
    }

    /// <summary>Whether a version is at the address, whole. One that was decided and then cut off is carried out first.</summary>
    /// <inheritdoc/>
    public async Task<bool> IsPublishedAsync(string address, CancellationToken cancellation)
    {
        PublicPath.RefuseUnclear(address);
        if (await Mark(address).ExistsAsync(cancellation))
        {
            return true;
        }

        if (await FindDecidedAsync(address, cancellation) is not { } decided)
        {
            return false;
        }

        await CarryOutAsync(address, decided, cancellation);
        return true;
    }

    /// <inheritdoc/>
    public async Task ReplaceIndexAsync(IReadOnlyList<PublishedFile> pages, CancellationToken cancellation)
    {
        PublicPath.RefuseUnclear(pages);
        foreach (var page in pages)
        {
            await RefuseInsideVersionAsync(page.Path, cancellation);
        }

        foreach (var page in pages)
        {
            await site.GetBlobClient(page.Path).UploadAsync(new BinaryData(page.Content), Options(page, AWhile), cancellation);
        }
    }

    private BlobClient Bundle(string address) => versions.GetBlobClient(address + "/version.zip");

    private BlobClient Mark(string address) => versions.GetBlobClient(address + "/published");

    private async Task<List<PublishedFile>?> FindDecidedAsync(string address, CancellationToken cancellation)
    {
        try
        {
            return VersionBundle.Read((await Bundle(address).DownloadContentAsync(cancellation)).Value.Content);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<PublishedFile>> DecideAsync(
        string address, IReadOnlyList<PublishedFile> files, CancellationToken cancellation)
    {
        await RefuseInsideVersionAsync(address, cancellation);
        if (await OccupantAsync(address, cancellation) is { } occupant)
        {
            // Somebody else has decided just now and is carrying it out; or it is no version, and one could never be carried out here.
            return await FindDecidedAsync(address, cancellation) ?? throw new PublishedFilesDifferException(address, occupant);
        }

        var options = new BlobUploadOptions { Conditions = s_ifNew, HttpHeaders = new BlobHttpHeaders { ContentType = "application/zip" } };
        return await IsCreatedAsync(Bundle(address), VersionBundle.Write(files), options, cancellation)
            ? files
            : (await FindDecidedAsync(address, cancellation))!;
    }

    private async Task CarryOutAsync(string address, IReadOnlyList<PublishedFile> files, CancellationToken cancellation)
    {
        if (await Mark(address).ExistsAsync(cancellation))
        {
            return;
        }

        var bounded = new ParallelOptions { MaxDegreeOfParallelism = Uploads, CancellationToken = cancellation };
        await Parallel.ForEachAsync(files.Where(f => f.Path != FirstPage), bounded, UploadAsync);
        foreach (var first in files.Where(f => f.Path == FirstPage))
        {
            await UploadAsync(first, cancellation);
        }

        await IsCreatedAsync(Mark(address), BinaryData.Empty, new BlobUploadOptions { Conditions = s_ifNew }, cancellation);

        async ValueTask UploadAsync(PublishedFile file, CancellationToken stop)
        {
            var blob = site.GetBlobClient($"{address}/{file.Path}");
            var options = Options(file, Forever);
            options.Conditions = s_ifNew;
            if (!await IsCreatedAsync(blob, new BinaryData(file.Content), options, stop)
                && await SumAsync(blob, stop) != SumOf(file))
            {
                throw new PublishedFilesDifferException(address, file.Path);
            }
        }
    }

    // A version's files never change. So no index page and no other version may come to lie among them.
    private async Task RefuseInsideVersionAsync(string path, CancellationToken cancellation)
    {
        foreach (var folder in PublicPath.FoldersAbove(path))
        {
            if (await Bundle(folder).ExistsAsync(cancellation))
            {
                throw new PublishedFilesDifferException(path, folder);
            }
        }
    }

    private async Task<string?> OccupantAsync(string address, CancellationToken cancellation)
    {
        await foreach (var blob in site.GetBlobsAsync(BlobTraits.None, BlobStates.None, address + "/", cancellation))
        {
            return blob.Name;
        }

        return null;
    }

    private static async Task<string?> SumAsync(BlobClient blob, CancellationToken cancellation) =>
        (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value.Metadata.TryGetValue(Sum, out var sum) ? sum : null;

    private static void RefuseOther(string address, IReadOnlyList<PublishedFile> files, IReadOnlyList<PublishedFile> decided)
    {
        var there = decided.ToDictionary(f => f.Path, f => f.Content, StringComparer.Ordinal);
        var other = files.FirstOrDefault(f => !there.Remove(f.Path, out var content) || !content.Span.SequenceEqual(f.Content.Span))?.Path
            ?? there.Keys.Order(StringComparer.Ordinal).FirstOrDefault();
        if (other is not null)
        {
            throw new PublishedFilesDifferException(address, other);
        }
    }

    // false: it is there already. Also when our own first try got through and only its answer was lost.
    private static async Task<bool> IsCreatedAsync(
        BlobClient blob, BinaryData content, BlobUploadOptions options, CancellationToken cancellation)
    {
        try
        {
            await blob.UploadAsync(content, options, cancellation);
            return true;
        }
        catch (RequestFailedException there) when (IsThere(there.ErrorCode))
        {
            return false;
        }
    }

    // The last, where the container has a policy of immutable storage.
    private static bool IsThere(string? error) =>
        error == BlobErrorCode.BlobAlreadyExists || error == BlobErrorCode.ConditionNotMet || error == "BlobImmutableDueToPolicy";

    private static BlobUploadOptions Options(PublishedFile file, string caching) => new()
    {
        HttpHeaders = new BlobHttpHeaders { ContentType = file.MediaType, CacheControl = caching },
        Metadata = new Dictionary<string, string> { [Sum] = SumOf(file) },
    };

    private static string SumOf(PublishedFile file) => Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
}
