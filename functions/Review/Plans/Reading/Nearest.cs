namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Guesses which name was meant.</summary>
internal static class Nearest
{
    // A guess is worth only so much work.
    private const int MostNames = 500;

    /// <returns>A sentence that names the likeliest one; null when none is near.</returns>
    public static string? Hint(string written, IEnumerable<string> names) =>
        Of(written, names) is { } near ? $"「{near}」の間違いではありませんか。" : null;

    /// <summary>The likeliest name itself.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        // kaikei is no slip for zaisei: a short name may have one letter wrong, a long one a quarter of them.
        var limit = written.Length < 3 ? 0 : Math.Max(1, written.Length / 4);
        // Ids and keys have at most 40 letters; a longer text is no slip of the pen.
        return written.Length > 80
            ? null
            : names
                .Take(MostNames)
                .Select(name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
                .Where(candidate => candidate.Distance <= limit)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Select(candidate => candidate.Name)
                .FirstOrDefault();
    }

    // Levenshtein: letters added, left out or replaced; two that changed places are one slip, as in firstYaer.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        var above = row;
        for (var i = 1; i <= a.Length; i++)
        {
            var before = above;
            above = [.. row];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[^1];
    }
}
