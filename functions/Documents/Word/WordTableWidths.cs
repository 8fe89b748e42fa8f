using System.Collections.Immutable;
using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Word;

/// <summary>How wide a table's columns are, in twentieths of a point.</summary>
internal static class WordTableWidths
{
    /// <summary>Between the margins of the page.</summary>
    public const int Text = 9860;

    private const int Character = 170;
    private const int Padding = 110;
    private const int LeastWords = 4;

    /// <summary>Columns of words share what the others leave; a small table stays small.</summary>
    public static ImmutableArray<int> Of(ImmutableArray<PaperColumn> columns)
    {
        var natural = columns.Select(c => Width(c.Width)).ToArray();
        var words = columns.Select(c => c.Look == PaperLook.Words ? c.Width : 0).ToArray();
        if (words.Sum() == 0 || natural.Sum() <= Text * 7 / 10)
        {
            return Fitted(natural);
        }

        var left = Text - natural.Where((_, i) => words[i] == 0).Sum();
        return Fitted([.. natural.Select((w, i) => words[i] == 0 ? w : Math.Max(Width(LeastWords), left * words[i] / words.Sum()))]);
    }

    private static int Width(int characters) => (characters * Character) + Padding;

    // A plan with very many criteria or years gets narrow columns rather than a table that leaves the page.
    private static ImmutableArray<int> Fitted(int[] widths) =>
        widths.Sum() <= Text ? [.. widths] : [.. widths.Select(w => Math.Max(1, (int)((long)w * Text / widths.Sum())))];
}
