using System.Collections.Immutable;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Word;

/// <summary>A table's head: one row, or two where columns belong to groups.</summary>
internal static class WordTableHead
{
    private const int Character = 165;
    private const int MostUpright = 8;

    public static IEnumerable<TableRow> Rows(ImmutableArray<PaperColumn> columns, ImmutableArray<int> widths)
    {
        if (columns.All(c => c.Group is null))
        {
            return [Row(Height(columns), columns.Select((c, i) => Cell(c, widths[i])))];
        }

        var lower = Height(columns.Where(c => c.Group is not null));
        // What spans both rows has the upper one's height as well.
        var upper = Math.Max(0, (int)(Height(columns) - lower));
        return [Row((uint)upper, Upper(columns, widths)), Row(lower, columns.Select((c, i) => Lower(c, widths[i])))];
    }

    private static IEnumerable<TableCell> Upper(ImmutableArray<PaperColumn> columns, ImmutableArray<int> widths)
    {
        for (var i = 0; i < columns.Length;)
        {
            if (columns[i].Group is not { } group)
            {
                yield return Cell(columns[i], widths[i], new VerticalMerge { Val = MergedCellValues.Restart });
                i++;
                continue;
            }

            var span = columns.Skip(i).TakeWhile(c => c.Group == group).Count();
            yield return WordTable.Cell(widths.Skip(i).Take(span).Sum(), span, "TableHead", group, Shade());
            i += span;
        }
    }

    private static TableCell Lower(PaperColumn column, int width) => column.Group is null
        ? WordTable.Cell(width, 1, "TableHead", "", new VerticalMerge { Val = MergedCellValues.Continue }, Shade())
        : Cell(column, width);

    private static TableCell Cell(PaperColumn column, int width, VerticalMerge? merge = null) => WordTable.Cell(
        width,
        1,
        "TableHead",
        column.Head,
        [
            .. merge is null ? Array.Empty<OpenXmlElement>() : [merge],
            Shade(),
            .. column.IsUpright ? [new TextDirection { Val = TextDirectionValues.TopToBottomRightToLeft }] : Array.Empty<OpenXmlElement>(),
        ]);

    private static TableRow Row(uint height, IEnumerable<TableCell> cells)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (height > 0)
        {
            properties.Append(new TableRowHeight { Val = height, HeightType = HeightRuleValues.AtLeast });
        }

        properties.Append(new TableHeader());
        return new TableRow([properties, .. cells]);
    }

    // Word doesn't make a row as high as its upright heads by itself.
    private static uint Height(IEnumerable<PaperColumn> columns)
    {
        var longest = columns.Where(c => c.IsUpright).Select(c => Math.Min(c.Head.Length, MostUpright)).DefaultIfEmpty(0).Max();
        return longest == 0 ? 0 : (uint)((longest * Character) + 160);
    }

    private static Shading Shade() => WordTable.Shade("D6DFF3");
}
