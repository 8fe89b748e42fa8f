using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Documents.Tests.Papers;

/// <summary>The text of a city's paper (tests/Papers/README.md), which nothing of the plan files was made from.</summary>
internal static partial class PaperText
{
    // What a piece of the paper begins with, and the document may print in another way.
    private const string Bullets = "・•●○-";

    /// <summary>The paper's lines.</summary>
    public static string[] Lines(string city) => File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Papers", city + ".txt"));

    /// <summary>The cells of a table's row.</summary>
    public static string[] Cells(string line) => line.Split('\t');

    /// <summary>What is printed, without white space, bullets, marks of HTML and Markdown, and the widths of letters.</summary>
    public static string Plain(string? text) =>
        new([.. Tag().Replace(text ?? "", "").Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && !IsMark(c))]);

    /// <summary>The pieces of a line that stand by themselves: cells, entries of lists, paragraphs.</summary>
    public static IEnumerable<string> Pieces(string line) =>
        Cells(line).SelectMany(cell => Tag().Split(cell)).Select(Plain).Where(piece => piece.Length > 0);

    private static bool IsMark(char c) =>
        Bullets.Contains(c, StringComparison.Ordinal) || c is '*' or '#' or '✓' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
