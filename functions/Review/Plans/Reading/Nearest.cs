namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Guesses which name was meant.</summary>
internal static class Nearest
{
    /// <returns>A sentence that names the likeliest one; null when none is near.</returns>
    public static string? Hint(string written, IEnumerable<string> names) =>
        Of(written, names) is { } near ? $"「{near}」の間違いではありませんか。" : null;

    private static string? Of(string written, IEnumerable<string> names)
    {
        // A third of the letters may be wrong: more, and the guess is no help.
        var limit = Math.Max(1, written.Length / 3);
        // Ids and keys have at most 40 letters; a longer text is no slip of the pen.
        return written.Length > 80
            ? null
            : names
                .Select(name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
                .Where(candidate => candidate.Distance <= limit)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Select(candidate => candidate.Name)
                .FirstOrDefault();
    }

    // Levenshtein: letters added, left out or replaced.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
