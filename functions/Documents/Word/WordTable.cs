using System.Collections.Immutable;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Texts;

namespace GyoseiFlow.Documents.Word;

/// <summary>A table of the document as Word's: its head comes again on every page, and short rows are never split.</summary>
internal static class WordTable
{
    // A row with more than this has to be allowed to go on on the next page.
    private const int ShortRow = 400;

    public static Table Of(PaperTable table)
    {
        var widths = WordTableWidths.Of(table.Columns);
        return new Table(
        [
            new TableProperties(
                new TableStyle { Val = "OpinionTable" },
                new TableWidth { Width = Printed.Number(widths.Sum()), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableLook { FirstRow = true, LastRow = false, FirstColumn = false, LastColumn = false, NoHorizontalBand = true, NoVerticalBand = true },
                new TableCaption { Val = WordText.OneLine(table.Caption) },
                new TableDescription { Val = WordText.OneLine(Description(table)) }),
            new TableGrid(widths.Select(w => new GridColumn { Width = Printed.Number(w) })),
            .. WordTableHead.Rows(table.Columns, widths),
            .. table.Rows.Select(row => Row(row, table.Columns, widths)),
        ]);
    }

    public static TableCell Cell(int width, int span, string style, PaperCell cell, params OpenXmlElement[] properties) => new(
        new TableCellProperties(
            [
                new TableCellWidth { Width = Printed.Number(width), Type = TableWidthUnitValues.Dxa },
                .. span > 1 ? [new GridSpan { Val = span }] : Array.Empty<OpenXmlElement>(),
                .. properties,
                new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center },
            ]),
        WordText.Paragraph(style, [.. Runs(cell)]));

    public static Shading Shade(string fill) => new() { Val = ShadingPatternValues.Clear, Color = "auto", Fill = fill };

    private static IEnumerable<Run> Runs(PaperCell cell)
    {
        if (!cell.Pieces.IsDefault)
        {
            return cell.Pieces.SelectMany(Piece);
        }

        if (cell.Changed is not { } changed)
        {
            return [WordText.Run(cell.Text, cell.IsTotal ? "Strong" : null)];
        }

        var end = changed.Start + changed.Length;
        return [WordText.Run(cell.Text[..changed.Start]), WordText.Run(cell.Text[changed.Start..end], "Changed"), WordText.Run(cell.Text[end..])];
    }

    // Marked by words as well: a line alone can be overlooked, and no screen reader says it.
    private static IEnumerable<Run> Piece(DiffPiece piece)
    {
        switch (piece.Kind)
        {
            case DiffKind.Added:
                return [WordText.Run("［追記］", "Strong"), WordText.Run(piece.Text, "Changed")];
            case DiffKind.Removed:
                var removed = WordText.Run(piece.Text);
                removed.PrependChild(new RunProperties(new Strike()));
                return [WordText.Run("［削除］", "Strong"), removed];
            default:
                return [WordText.Run(piece.Text)];
        }
    }

    private static string Description(PaperTable table) =>
        $"列は、{string.Join("、", table.Columns.Select(c => c.FullHead))}。{Printed.Number(table.Rows.Count(r => !r.IsGroup))}行。";

    private static TableRow Row(PaperRow row, ImmutableArray<PaperColumn> columns, ImmutableArray<int> widths)
    {
        var made = new TableRow();
        if (row.Cells.Sum(c => c.Text.Length) <= ShortRow)
        {
            made.Append(new TableRowProperties(new CantSplit()));
        }

        var at = 0;
        foreach (var cell in row.Cells)
        {
            var width = widths.AsSpan(at, cell.Span).ToArray().Sum();
            made.Append(row.IsGroup
                ? Cell(width, cell.Span, "TableGroup", cell, Shade("E8EDF8"))
                : Cell(width, cell.Span, Style(columns[at], cell), cell, cell.IsHead ? [Shade("F3F5F9")] : []));
            at += cell.Span;
        }

        return made;
    }

    private static string Style(PaperColumn column, PaperCell cell) =>
        cell.IsWide || (column.Look == PaperLook.Words && cell.Span == 1) ? "TableText" : "TableCenter";
}
