using System.Globalization;
using System.Text.RegularExpressions;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Excel;

/// <summary>Text as a cell can hold it.</summary>
internal static partial class ExcelText
{
    /// <summary>The characters that fit in a cell.</summary>
    public const int CellLimit = 32_767;

    /// <summary>How many cells a text takes.</summary>
    public static int PieceCount(string text) => text.Length <= CellLimit ? 1 : Pieces(text).Count;

    /// <summary>The pieces of a text that fit in a cell each; no character is cut in two.</summary>
    public static IReadOnlyList<string> Pieces(string text)
    {
        var whole = OfficeText.Clean(text);
        if (whole.Length <= CellLimit)
        {
            return [whole];
        }

        var pieces = new List<string>();
        var start = 0;
        var end = 0;
        while (end < whole.Length)
        {
            // Something that claims to be one character may be longer than a cell; then it is cut all the same.
            var next = Math.Min(CellLimit, StringInfo.GetNextTextElementLength(whole, end));
            if (end + next - start > CellLimit)
            {
                pieces.Add(whole[start..end]);
                start = end;
            }

            end += next;
        }

        pieces.Add(whole[start..]);
        return pieces;
    }

    /// <summary>_x0041_ means A in a cell, so a text that really says so is escaped.</summary>
    public static string Escaped(string piece) => Escapes().Replace(piece, "_x005F_");

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Escapes();
}
