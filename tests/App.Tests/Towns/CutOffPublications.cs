using GyoseiFlow.App.Ports;
using GyoseiFlow.Documents;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>A publication store whose connection breaks after the files are out and before the answer comes.</summary>
internal sealed class CutOffPublications(IPublicationStore folder) : IPublicationStore
{
    private bool _cutOff;

    // Once cut off, nothing can be asked either.
    public Task<bool> IsPublishedAsync(string address, CancellationToken cancellation) => IsFailing && _cutOff
        ? Task.FromException<bool>(new IOException("The connection is still down."))
        : folder.IsPublishedAsync(address, cancellation);

    public bool IsFailing { get; set; }

    public async Task PublishAsync(string address, IReadOnlyList<PublishedFile> files, CancellationToken cancellation)
    {
        await folder.PublishAsync(address, files, cancellation);
        if (IsFailing)
        {
            _cutOff = true;
            throw new IOException("The connection broke before the answer came.");
        }
    }

    public Task ReplaceIndexAsync(IReadOnlyList<PublishedFile> pages, CancellationToken cancellation) =>
        folder.ReplaceIndexAsync(pages, cancellation);
}
