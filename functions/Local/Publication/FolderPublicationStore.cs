using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Documents;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Publication;

/// <summary>
/// The public site as a folder that any web server can serve. A version is prepared out of sight and appears in one step, by the
/// renaming of its folder; its files are then read-only, which also tells them from the index pages, which may change.
/// </summary>
internal sealed class FolderPublicationStore : IPublicationStore, IDisposable
{
    // On the same disk as the site, or renaming would be copying; one place, so that a crash leaves one thing to clear away.
    private const string Staging = ".staging";
    private readonly string _root;
    private readonly SemaphoreSlim _publishing = new(1, 1);

    /// <param name="root">The site's folder, made if it isn't there. What a crash left half-written is removed.</param>
    public FolderPublicationStore(string root)
    {
        _root = Path.GetFullPath(root);
        Directory.CreateDirectory(_root);
        RemoveFolder(Path.Combine(_root, Staging));
    }

    public async Task PublishAsync(string address, IReadOnlyList<PublishedFile> files, CancellationToken cancellation)
    {
        var target = PublicPath.Under(_root, address);
        PublicPath.RefuseUnclear(files);
        await _publishing.WaitAsync(cancellation);
        try
        {
            if (Directory.Exists(target))
            {
                await CompareAsync(target, address, files, cancellation);
                return;
            }

            RefuseInsideVersion(target, address);
            var staged = NewStaging();
            try
            {
                await StageAsync(staged, files, cancellation);
                cancellation.ThrowIfCancellationRequested();
                CreateFolder(Path.GetDirectoryName(target)!);
                Directory.Move(staged, target);
                DurableFile.FlushFolder(Path.GetDirectoryName(target)!);
            }
            finally
            {
                // The whole of it: the site's folder is what somebody uploads.
                RemoveFolder(Path.Combine(_root, Staging));
            }
        }
        finally
        {
            _publishing.Release();
        }
    }

    public Task<bool> IsPublishedAsync(string address, CancellationToken cancellation) =>
        Task.FromResult(Directory.Exists(PublicPath.Under(_root, address)));

    public async Task ReplaceIndexAsync(IReadOnlyList<PublishedFile> pages, CancellationToken cancellation)
    {
        PublicPath.RefuseUnclear(pages);
        await _publishing.WaitAsync(cancellation);
        try
        {
            foreach (var page in pages)
            {
                RefuseInsideVersion(PublicPath.Under(_root, page.Path), page.Path);
            }

            // All are ready before the first is replaced, so a full disk changes nothing.
            var staged = NewStaging();
            try
            {
                await StageAsync(staged, pages, cancellation, readOnly: false);
                cancellation.ThrowIfCancellationRequested();
                foreach (var page in pages)
                {
                    Replace(PublicPath.Under(staged, page.Path), PublicPath.Under(_root, page.Path));
                }
            }
            finally
            {
                // The whole of it: the site's folder is what somebody uploads.
                RemoveFolder(Path.Combine(_root, Staging));
            }
        }
        finally
        {
            _publishing.Release();
        }
    }

    public void Dispose() => _publishing.Dispose();

    private static async Task StageAsync(
        string folder, IReadOnlyList<PublishedFile> files, CancellationToken cancellation, bool readOnly = true)
    {
        foreach (var file in files)
        {
            var path = PublicPath.Under(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await DurableFile.WriteNewAsync(path, file.Content, cancellation);
            if (readOnly)
            {
                File.SetAttributes(path, FileAttributes.ReadOnly);
            }
        }

        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
        {
            DurableFile.FlushFolder(inner);
        }

        DurableFile.FlushFolder(folder);
    }

    private static async Task CompareAsync(
        string target, string address, IReadOnlyList<PublishedFile> files, CancellationToken cancellation)
    {
        var published = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(target, path).Replace(Path.DirectorySeparatorChar, '/'))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in files)
        {
            byte[]? bytes = published.Remove(file.Path)
                ? await File.ReadAllBytesAsync(PublicPath.Under(target, file.Path), cancellation)
                : null;
            if (bytes is null || !file.Content.Span.SequenceEqual(bytes))
            {
                throw new PublishedFilesDifferException(address, file.Path);
            }
        }

        if (published.Count > 0)
        {
            throw new PublishedFilesDifferException(address, published.Order(StringComparer.Ordinal).First());
        }
    }

    private static void Replace(string staged, string target)
    {
        CreateFolder(Path.GetDirectoryName(target)!);
        File.Move(staged, target, overwrite: true);
        DurableFile.FlushFolder(Path.GetDirectoryName(target)!);
    }

    // Every folder on the way is written through, or a power cut could lose the whole branch.
    private static void CreateFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            var parent = Path.GetDirectoryName(folder)!;
            CreateFolder(parent);
            Directory.CreateDirectory(folder);
            DurableFile.FlushFolder(parent);
        }
    }

    private string NewStaging() => Directory.CreateDirectory(Path.Combine(_root, Staging, Path.GetRandomFileName())).FullName;

    // A version's files are read-only. So no index page and no other version may come to lie among them.
    private void RefuseInsideVersion(string target, string path)
    {
        for (var folder = Path.GetDirectoryName(target)!; folder.Length > _root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(IsReadOnly))
            {
                throw new PublishedFilesDifferException(path, Path.GetRelativePath(_root, folder));
            }
        }
    }

    private static bool IsReadOnly(string path) => File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly);

    private static void RemoveFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        // Windows removes no read-only files.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(folder, recursive: true);
    }
}
