using System.IO.Compression;

namespace GyoseiFlow.Documents.Office;

/// <summary>
/// Writes an Office package again without the moment at which it was made: System.IO.Packaging stamps every entry with the clock's time.
/// </summary>
internal static class FixedZip
{
    private const string ContentTypes = "[Content_Types].xml";

    // The first instant that a zip can hold.
    private static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same entries by name, the content types first as readers expect.</summary>
    public static byte[] Rewrite(Stream package)
    {
        package.Position = 0;
        using var source = new ZipArchive(package, ZipArchiveMode.Read);
        using var bytes = new MemoryStream();
        using (var target = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries.OrderBy(e => e.FullName != ContentTypes).ThenBy(e => e.FullName, StringComparer.Ordinal))
            {
                Copy(entry, target);
            }
        }

        return bytes.ToArray();
    }

    private static void Copy(ZipArchiveEntry entry, ZipArchive target)
    {
        var copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
        copy.LastWriteTime = Stamp;
        copy.ExternalAttributes = 0;
        using var from = entry.Open();
        using var to = copy.Open();
        from.CopyTo(to);
    }
}
