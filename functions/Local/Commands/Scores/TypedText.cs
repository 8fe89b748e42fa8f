using System.Text;

namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>Text as people type it into a spreadsheet.</summary>
internal static class TypedText
{
    /// <summary>With full-width digits, letters and signs made narrow, and without spaces around it.</summary>
    /// <remarks>Not Unicode's NFKC: that would make a score of ③ and a year of ㋿ as well.</remarks>
    public static string Plain(string text) =>
        Ascii.IsValid(text) ? text.Trim() : string.Concat(text.Select(Narrow)).Trim();

    /// <summary>Whether it is one dash, whichever the keyboard gave: - ー ‐ – — ―.</summary>
    public static bool IsDash(string text) => text is "-" or "ー" or "\u2010" or "\u2011" or "\u2013" or "\u2014" or "\u2015";

    private static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' => ' ',
        // The minus sign, as some input methods write it.
        '\u2212' => '-',
        _ => c,
    };
}
