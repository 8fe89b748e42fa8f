using GyoseiFlow.Documents;

namespace GyoseiFlow.App.Ports;

/// <summary>Where published files are: a folder, or a static web site's container.</summary>
public interface IPublicationStore
{
    /// <summary>
    /// Publishes a version whole: either all of its files are there afterwards, or none. Published files never change.
    /// </summary>
    /// <param name="address">Relative, e.g. tomakomai/2024/v1.</param>
    /// <param name="files">The files, with paths relative to the address.</param>
    /// <param name="cancellation">Gives up before publishing.</param>
    /// <exception cref="PublishedFilesDifferException">
    /// The address is taken by other bytes. The same bytes again are the same as once.
    /// </exception>
    Task PublishAsync(string address, IReadOnlyList<PublishedFile> files, CancellationToken cancellation);

    /// <summary>Whether a version is at the address, whole: it then never changes.</summary>
    Task<bool> IsPublishedAsync(string address, CancellationToken cancellation);

    /// <summary>Replaces the pages that list what is published; they alone may change.</summary>
    /// <param name="pages">The pages, with paths relative to the site.</param>
    /// <param name="cancellation">Gives up before replacing.</param>
    Task ReplaceIndexAsync(IReadOnlyList<PublishedFile> pages, CancellationToken cancellation);
}

/// <summary>Something else was published at the address; it stays. A correction is a new version.</summary>
public sealed class PublishedFilesDifferException(string address, string path)
    : Exception($"{address} is published with other content ({path}). Publish a correction as a new version.");
