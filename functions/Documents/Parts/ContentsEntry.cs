using System.Collections.Immutable;

namespace GyoseiFlow.Documents.Parts;

/// <summary>A line of the contents with the lines beneath it.</summary>
/// <param name="Text">A heading.</param>
/// <param name="Anchor">Its id in the page.</param>
/// <param name="Below">The headings beneath it.</param>
public sealed record ContentsEntry(string Text, string Anchor, ImmutableArray<ContentsEntry> Below)
{
    /// <summary>The headings of a chapter's blocks, one level inside the other.</summary>
    public static ImmutableArray<ContentsEntry> Of(DocumentChapter chapter)
    {
        PartHeading[] headings = [.. chapter.Parts.SelectMany(p => p.Blocks).OfType<PartHeading>().Where(h => h.IsListed)];
        var at = 0;
        return Level(headings, ref at, 0);
    }

    private static ImmutableArray<ContentsEntry> Level(PartHeading[] headings, ref int at, int above)
    {
        var entries = ImmutableArray.CreateBuilder<ContentsEntry>();
        while (at < headings.Length && headings[at].Level > above)
        {
            var heading = headings[at++];
            entries.Add(new ContentsEntry(heading.Text, heading.Anchor, Level(headings, ref at, heading.Level)));
        }

        return entries.ToImmutable();
    }
}
