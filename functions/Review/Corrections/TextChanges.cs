namespace GyoseiFlow.Review.Corrections;

/// <summary>What changed between two lists of texts: opinions, or a table's rows.</summary>
internal static class TextChanges
{
    /// <summary>The texts that were edited (both are there), removed (no second) or added (no first), with their place from 1.</summary>
    public static IEnumerable<(int Place, string? Before, string? After)> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var kept = Kept(before, after);
        var (was, now) = (0, 0);
        foreach (var (keptBefore, keptAfter) in kept.Append((before.Count, after.Count)))
        {
            // Between two texts that stayed, the first on one side became the first on the other, and so on.
            for (; was < keptBefore || now < keptAfter; was += was < keptBefore ? 1 : 0, now += now < keptAfter ? 1 : 0)
            {
                var (text, corrected) = (was < keptBefore ? before[was] : null, now < keptAfter ? after[now] : null);
                yield return ((corrected is null ? was : now) + 1, text, corrected);
            }

            (was, now) = (keptBefore + 1, keptAfter + 1);
        }
    }

    // The longest common subsequence: the most texts that can be said to have stayed, in their order.
    private static List<(int Before, int After)> Kept(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var lengths = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
            {
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        var kept = new List<(int, int)>();
        for (var (i, j) = (0, 0); i < before.Count && j < after.Count;)
        {
            if (before[i] == after[j])
            {
                kept.Add((i++, j++));
            }
            else if (lengths[i + 1, j] >= lengths[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return kept;
    }
}
