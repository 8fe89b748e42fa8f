namespace GyoseiFlow.Review.Texts;

/// <summary>What two lists of texts have in common: the longest common subsequence.</summary>
public static class KeptTexts
{
    /// <summary>The places, in both lists, of the most texts that can be said to have stayed, in their order.</summary>
    public static List<(int Before, int After)> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
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
