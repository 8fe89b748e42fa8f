using GyoseiFlow.Documents;

namespace GyoseiFlow.App.Publication;

/// <summary>
/// A relative path with / between its parts that means the same file on every system and stays inside the site. Every publication store
/// takes these and no others, so that a site can be copied from one to another.
/// </summary>
public static class PublicPath
{
    /// <summary>The path under <paramref name="root"/>, as this machine's files are named.</summary>
    /// <exception cref="ArgumentException">The path could leave the site, or can't be a file everywhere.</exception>
    public static string Under(string root, string path)
    {
        RefuseUnclear(path);
        return Path.Combine([root, .. path.Split('/')]);
    }

    /// <summary>The folders above a path, the nearest first: a/b and a for a/b/c.</summary>
    public static IEnumerable<string> FoldersAbove(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..slash];
        }
    }

    /// <summary>Refuses a path that could leave the site, or can't be a file everywhere.</summary>
    /// <exception cref="ArgumentException">It is one.</exception>
    public static void RefuseUnclear(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Array.TrueForAll(path.Split('/'), IsPlain))
        {
            throw new ArgumentException($"「{path}」は公開する場所の名前に使えません。", nameof(path));
        }
    }

    /// <summary>Refuses files that can't be published together.</summary>
    /// <exception cref="ArgumentException">There are none, a path is unclear, or two would be the same file on Windows.</exception>
    public static void RefuseUnclear(IReadOnlyCollection<PublishedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0)
        {
            throw new ArgumentException("公開するファイルがありません。", nameof(files));
        }

        // On Windows names differ by more than their case, or they are the same file.
        var twice = files.GroupBy(f => f.Path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"「{twice.Key}」が二つあります。", nameof(files));
        }

        foreach (var file in files)
        {
            RefuseUnclear(file.Path);
        }
    }

    // A leading dot is kept for what isn't published (and refuses . and ..); the rest is what Windows forbids or drops.
    private static bool IsPlain(string part) =>
        part.Length is > 0 and <= 200
        && part[0] != '.'
        && part[^1] is not ('.' or ' ')
        && !part.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|');
}
