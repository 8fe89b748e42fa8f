using System.Text;
using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Excel;

/// <summary>
/// How wide columns and how high rows are. Rows would grow by themselves in Excel only when somebody edits them, and never in
/// LibreOffice, so their height is reckoned from the text.
/// </summary>
internal static class ExcelSizes
{
    private const int HeadLines = 3;
    private const double Line = 17;
    private const double Highest = 409;

    /// <summary>In Excel's unit, a narrow character; a wide one takes two.</summary>
    public static double Width(PaperColumn column) =>
        Math.Max(8, Math.Max(column.Width * 2, (Cells(column.Head.AsSpan(0, Math.Min(column.Head.Length, 60))) + HeadLines - 1) / HeadLines) + 3);

    /// <summary>The height in points of a row with these texts in columns of these widths.</summary>
    public static double Height(IEnumerable<(string Text, double Width)> cells) =>
        Math.Min(Highest, (Line * cells.Select(c => Lines(c.Text, c.Width)).DefaultIfEmpty(1).Max()) + 3);

    private static int Lines(string text, double width)
    {
        var lines = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            lines += Math.Max(1, (int)Math.Ceiling(Cells(line) / (width - 2)));
        }

        return lines;
    }

    private static int Cells(ReadOnlySpan<char> text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            cells += IsNarrow(rune) ? 1 : 2;
        }

        return cells;
    }

    // ASCII, Latin and the halfwidth kana.
    private static bool IsNarrow(Rune rune) => rune.Value is < 0x0250 or (>= 0xFF61 and <= 0xFF9F);
}
