using System.Globalization;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Says which line of a file that can't be read is indented wrongly, or has lost the line above it.</summary>
internal static class IndentSlips
{
    /// <summary>The first such line: what stands below it can't be judged.</summary>
    /// <returns>null when the indents are right.</returns>
    public static Slip? First(IReadOnlyList<EntryLine> entries)
    {
        var above = new Stack<Level>();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var deepest = above.TryPeek(out var top) ? top : null;
            if (deepest is not null && entry.Indent > deepest.At && deepest.Last is { HasValue: true } or { Key: "" })
            {
                return entry.Key.Length == 0 && !entry.IsListed ? null : IsBlock(entries, i) ? NoParent(entry) : Uneven(entry, deepest);
            }

            while (above.TryPeek(out top) && top.At > entry.Indent)
            {
                deepest = above.Pop();
            }

            if (top is not null && top.At < entry.Indent && deepest != top)
            {
                // Where more lines stand like this one, it is the deeper ones above that have lost their parent.
                return IsBlock(entries, i)
                    ? NoParent(deepest!.First)
                    : Uneven(entry, deepest!.At - entry.Indent < entry.Indent - top.At ? deepest : top);
            }

            if (top is not null && top.At == entry.Indent && top.IsList != entry.IsListed)
            {
                // A list may stand as far left as its own key.
                if (!top.IsList && top.Last is { HasValue: false })
                {
                    above.Push(new Level(entry.Indent, true, entry, entry));
                }
                else if (top.IsList && above.Skip(1).FirstOrDefault()?.At == entry.Indent)
                {
                    above.Pop();
                }
                else
                {
                    return NoParent(entry);
                }
            }

            Enter(above, entry);
        }

        return null;
    }

    private static void Enter(Stack<Level> above, EntryLine entry)
    {
        if (above.TryPeek(out var top) && top.At == entry.Indent)
        {
            above.Pop();
        }
        else
        {
            top = null;
        }

        above.Push(new Level(entry.Indent, entry.IsListed, top?.First ?? entry, entry));
        if (entry.IsListed && entry.Key.Length > 0)
        {
            above.Push(new Level(entry.ContentAt, false, entry, entry));
        }
    }

    private static bool IsBlock(IReadOnlyList<EntryLine> entries, int i) =>
        entries.Skip(i + 1).FirstOrDefault(e => e.Indent <= entries[i].Indent)?.Indent == entries[i].Indent;

    private static Slip Uneven(EntryLine entry, Level like) => new(
        new Place(entry.Line + 1, entry.Indent + 1),
        string.Create(
            CultureInfo.InvariantCulture, $"字下げが合っていません。{like.Last.Line + 1}行目とそろえて、半角の空白{like.At}個にしてください。"));

    private static Slip NoParent(EntryLine entry) => new(
        new Place(entry.Line + 1, entry.Indent + 1),
        "字下げされたこの行の上に、親になる行（「キー:」だけの行）がありません。消してしまった行を書き戻すか、字下げを直してください。");

    private sealed record Level(int At, bool IsList, EntryLine First, EntryLine Last);
}
