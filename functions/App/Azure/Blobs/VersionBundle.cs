using System.IO.Compression;
using GyoseiFlow.Documents;

namespace GyoseiFlow.App.Azure.Blobs;

/// <summary>All files of a version in one, so that what a version consists of is decided by a single write: a zip that anybody can open.</summary>
internal static class VersionBundle
{
    // The earliest moment that a zip can hold: a bundle depends on nothing but its files.
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs.</summary>
    public static BinaryData Write(IReadOnlyList<PublishedFile> files)
    {
        var bundle = new MemoryStream();
        using (var zip = new ZipArchive(bundle, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                var entry = zip.CreateEntry(file.Path, CompressionLevel.Fastest);
                entry.LastWriteTime = s_noTime;
                entry.Comment = file.MediaType;
                using var content = entry.Open();
                content.Write(file.Content.Span);
            }
        }

        return new BinaryData(bundle.GetBuffer().AsMemory(0, (int)bundle.Length));
    }

    /// <summary>Unpacks, in the order in which they were packed.</summary>
    public static List<PublishedFile> Read(BinaryData bundle)
    {
        using var zip = new ZipArchive(bundle.ToStream());
        return [.. zip.Entries.Select(ReadFile)];
    }

    private static PublishedFile ReadFile(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        var bytes = new byte[entry.Length];
        content.ReadExactly(bytes);
        return new PublishedFile(entry.FullName, entry.Comment, bytes);
    }
}
