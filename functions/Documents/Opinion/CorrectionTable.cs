using System.Collections.Immutable;
using GyoseiFlow.Review.Corrections;

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

    private static string Subject(FigureChange change) => $"{change.Of.Label()} {ChangeWords.Subject(change)}";

    // Of a long text, what differs stands out with a few words around it.
    private static ImmutableArray<PaperCell> Values(FigureChange change)
    {
        if (!ChangeWords.IsText(change) || change is not { Before: { } before, After: { } after })
        {
            return [change.Before ?? ChangeWords.Nothing, change.After ?? ChangeWords.Nothing];
        }

        var (was, now) = TextDifference.Between(before, after);
        return [Cell(was), Cell(now)];
    }

    private static PaperCell Cell(TextPart part) =>
        new(part.Lead + part.Changed + part.Tail) { Changed = (part.Lead.Length, part.Changed.Length) };
}
