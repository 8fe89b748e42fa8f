using System.Collections.Immutable;

namespace GyoseiFlow.Review.Texts;

/// <summary>What became of a text, piece by piece: pieces end where Japanese sentences and lines do.</summary>
public static class TextDiff
{
    // Beyond this the table of lengths would be large; then the whole text counts as replaced.
    private const int MostPieces = 1_000;

    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create("。、\n");

    /// <summary>The pieces of both texts in order; pieces of the same kind are joined.</summary>
    public static ImmutableArray<DiffPiece> Between(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (was, now) = (Pieces(before), Pieces(after));
        if (was.Count > MostPieces || now.Count > MostPieces)
        {
            return [new(DiffKind.Removed, before), new(DiffKind.Added, after)];
        }

        var pieces = new List<DiffPiece>();
        var (i, j) = (0, 0);
        // A text's last line is the same line when others follow it.
        foreach (var (keptBefore, keptAfter) in KeptTexts.Between(was.ConvertAll(Line), now.ConvertAll(Line)))
        {
            AddChanges(keptBefore, keptAfter);
            AddKept(was[keptBefore], now[keptAfter]);
            (i, j) = (keptBefore + 1, keptAfter + 1);
        }

        AddChanges(was.Count, now.Count);
        return [.. pieces];

        static string Line(string piece) => piece.TrimEnd('\n');

        void AddKept(string kept, string after)
        {
            var same = Math.Min(kept.Length, after.Length);
            Add(pieces, DiffKind.Same, kept[..same]);
            Add(pieces, DiffKind.Removed, kept[same..]);
            Add(pieces, DiffKind.Added, after[same..]);
        }

        void AddChanges(int endBefore, int endAfter)
        {
            was[i..endBefore].ForEach(text => Add(pieces, DiffKind.Removed, text));
            now[j..endAfter].ForEach(text => Add(pieces, DiffKind.Added, text));
        }
    }

    private static void Add(List<DiffPiece> pieces, DiffKind kind, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

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
