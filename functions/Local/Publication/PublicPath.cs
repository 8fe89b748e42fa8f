namespace GyoseiFlow.Local.Publication;

/// <summary>A relative path with / between its parts that means the same file on every system and stays inside the site.</summary>
internal static class PublicPath
{
    /// <summary>The path under <paramref name="root"/>.</summary>
    /// <exception cref="ArgumentException">The path could leave the site, or can't be a file everywhere.</exception>
    public static string Under(string root, string path)
    {
        var parts = path.Split('/');
        if (!Array.TrueForAll(parts, IsPlain))
        {
            throw new ArgumentException($"「{path}」は公開する場所の名前に使えません。", nameof(path));
        }

        return Path.Combine([root, .. parts]);
    }

    // A leading dot is kept for what isn't published (and refuses . and ..); the rest is what Windows forbids or drops.
    private static bool IsPlain(string part) =>
        part.Length is > 0 and <= 200
        && part[0] != '.'
        && part[^1] is not ('.' or ' ')
        && !part.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|');
}
