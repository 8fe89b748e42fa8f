using System.Collections.Immutable;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What became of a text, piece by piece: pieces end where Japanese sentences and lines do.</summary>
internal static class TextDiff
{
    // Beyond this the table of lengths would be large; then the whole text counts as replaced.
    private const int MostPieces = 1_000;

    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create("。、\n");

    /// <summary>The pieces of both texts in order; pieces of the same kind are joined.</summary>
    public static ImmutableArray<DiffPiece> Between(string before, string after)
    {
        var (was, now) = (Pieces(before), Pieces(after));
        if (was.Count > MostPieces || now.Count > MostPieces)
        {
            return [new(DiffKind.Removed, before), new(DiffKind.Added, after)];
        }

        var lengths = Lengths(was, now);
        var pieces = new List<DiffPiece>();
        for (var (i, j) = (0, 0); i < was.Count || j < now.Count;)
        {
            var kind = i < was.Count && j < now.Count && was[i] == now[j] ? DiffKind.Same
                : j == now.Count || (i < was.Count && lengths[i + 1, j] >= lengths[i, j + 1]) ? DiffKind.Removed
                : DiffKind.Added;
            Add(pieces, kind, kind == DiffKind.Added ? now[j] : was[i]);
            i += kind == DiffKind.Added ? 0 : 1;
            j += kind == DiffKind.Removed ? 0 : 1;
        }

        return [.. pieces];
    }

    private static void Add(List<DiffPiece> pieces, DiffKind kind, string text)
    {
        if (pieces is [.., var last] && last.Kind == kind)
        {
            pieces[^1] = last with { Text = last.Text + text };
        }
        else
        {
            pieces.Add(new DiffPiece(kind, text));
        }
    }

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(Ends) is >= 0 and var found ? start + found + 1 : text.Length;
            pieces.Add(text[start..end]);
            start = end;
        }

        return pieces;
    }

    // Of the longest common subsequence from each place on.
    private static int[,] Lengths(List<string> was, List<string> now)
    {
        var lengths = new int[was.Count + 1, now.Count + 1];
        for (var i = was.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                lengths[i, j] = was[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}

/// <summary>A piece of a text.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">What it says.</param>
public sealed record DiffPiece(DiffKind Kind, string Text);

/// <summary>What became of a piece.</summary>
public enum DiffKind
{
    /// <summary>It stayed.</summary>
    Same,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is new.</summary>
    Added,
}
