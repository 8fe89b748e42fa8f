using System.Collections.Immutable;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Texts;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>A correction's list: what it belongs to, what changed, before and after.</summary>
internal static class CorrectionTable
{
    public static PaperTable Of(Correction correction)
    {
        ImmutableArray<PaperColumn> columns =
        [
            PaperColumn.Words("訂正した数値・記載", 12), PaperColumn.Words("訂正前", 18), PaperColumn.Words("訂正後", 18),
        ];
        return new PaperTable(ChangeWords.Caption(correction), columns,
        [
            .. correction.Changes.GroupBy(c => (c.Of, c.Subject)).SelectMany(subject => subject
                .Select(change => new PaperRow([ChangeWords.What(change), .. Values(change)]))
                .Prepend(new PaperRow([new PaperCell(Subject(subject.First()), null, columns.Length)], IsGroup: true))),
        ]);
    }

    /// <summary>What differs between two texts, with a few words around it.</summary>
    public static (ComparedText Before, ComparedText After) Compare(string before, string after)
    {
        const int around = 24;
        var (was, now) = ComparedText.Compare(before, after);
        return (was.Shortened(around), now.Shortened(around));
    }

    private static string Subject(FigureChange change) => $"{change.Of.Label()} {ChangeWords.Subject(change)}";

    // Of a long text, what differs stands out with a few words around it.
    private static ImmutableArray<PaperCell> Values(FigureChange change)
    {
        if (!ChangeWords.IsText(change) || change is not { Before: { } before, After: { } after })
        {
            return [change.Before ?? ChangeWords.Nothing, change.After ?? ChangeWords.Nothing];
        }

        var (was, now) = Compare(before, after);
        return [Cell(was), Cell(now)];
    }

    private static PaperCell Cell(ComparedText part) =>
        new(part.Lead + part.Changed + part.Tail) { Changed = (part.Lead.Length, part.Changed.Length) };
}
