using GyoseiFlow.Review.Texts;

namespace GyoseiFlow.Review.Corrections;

/// <summary>What changed between two lists of texts: opinions, or a table's rows.</summary>
internal static class TextChanges
{
    /// <summary>The texts that were edited (both are there), removed (no second) or added (no first), with their place from 1.</summary>
    public static IEnumerable<(int Place, string? Before, string? After)> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var kept = KeptTexts.Between(before, after);
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
}
