using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Commands.Verification;

/// <summary>Published files on disk, wherever they were copied to. Nothing here is trusted: not its size, not its links.</summary>
internal static class PublishedFolder
{
    private const long Largest = 100 * 1024 * 1024;
    private const long LargestVersion = 1024 * 1024 * 1024;

    // A link could lead out of the folder, or around in a circle.
    private static readonly EnumerationOptions Plain = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        MaxRecursionDepth = 10,
    };

    /// <summary>The versions' folders: the folder itself, or all that lie in it as a site has them (plan/2024/v1).</summary>
    /// <exception cref="CommandFailure">There is no such folder, or no version in it.</exception>
    public static IReadOnlyList<string> Versions(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new CommandFailure(File.Exists(folder)
                ? $"{folder}: ファイルです。公表したフォルダーを指定してください。"
                : $"{folder}: フォルダーがありません。場所と名前を確かめてください。");
        }

        try
        {
            if (Directory.Exists(Path.Combine(folder, "data")))
            {
                return [folder];
            }

            string[] versions =
            [
                .. Directory.EnumerateDirectories(folder, "v*", Plain).Where(IsVersion)
                    .OrderBy(path => Path.GetDirectoryName(path), StringComparer.Ordinal).ThenBy(Number),
            ];
            return versions.Length > 0
                ? versions
                : throw new CommandFailure($"{folder}: 公表された版がありません。1つの版（…/2024/v1）か、サイト全体のフォルダーを指定してください。");
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw new CommandFailure($"{folder}: フォルダーを読めません。権限を確かめてください。", e);
        }
    }

    /// <summary>Every file of a version by its relative path.</summary>
    /// <exception cref="CommandFailure">A file can't be read or is far larger than anything that is published.</exception>
    public static async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ReadAsync(string version, CancellationToken cancellation)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var read = 0L;
        try
        {
            foreach (var path in Directory.EnumerateFiles(version, "*", Plain))
            {
                var length = new FileInfo(path).Length;
                read += length;
                if (length > Largest || read > LargestVersion)
                {
                    throw new CommandFailure($"{path}: ファイルが大きすぎます（1つ100MB、版全体で1GBまで）。公表したファイルか確かめてください。");
                }

                var name = Path.GetRelativePath(version, path).Replace(Path.DirectorySeparatorChar, '/');
                files.Add(name, await File.ReadAllBytesAsync(path, cancellation));
            }
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw new CommandFailure($"{version}: ファイルを読めません（{e.Message}）。権限を確かめてください。", e);
        }

        return files;
    }

    private static bool IsVersion(string path) =>
        Number(path) > 0
        && Path.GetFileName(Path.GetDirectoryName(path)) is { Length: 4 } year && year.All(char.IsAsciiDigit);

    private static int Number(string path) =>
        int.TryParse(Path.GetFileName(path).AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number : 0;
}
