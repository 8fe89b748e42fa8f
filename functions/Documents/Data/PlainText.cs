using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Documents.Data;

/// <summary>
/// Text as the CSV files have it: on one line, without symbols that depend on the platform (①, ㈱, Ⅳ, ㌔), without spaces for looks, and
/// never a formula. The JSON files keep the original.
/// </summary>
internal static partial class PlainText
{
    /// <summary>The text for a cell.</summary>
    public static string Of(string text)
    {
        var oneLine = LineBreaks().Replace(text.Trim(), " / ");
        // As whole runs: ﾊ and ﾟ are one character together.
        var wide = HalfwidthKatakana().Replace(oneLine, run => run.Value.Normalize(NormalizationForm.FormKC));
        var plain = string.Concat(wide.EnumerateRunes().Select(Replace));
        return NoFormula(Gaps().Replace(plain, " ").Trim());
    }

    private static string Replace(Rune rune) => rune.Value switch
    {
        // Circled and bracketed: brackets keep ①と同じ from becoming 1と同じ, and 10① from becoming 101.
        (>= 0x2460 and <= 0x2473) or (>= 0x24B6 and <= 0x24EA) or (>= 0x3244 and <= 0x324F) or (>= 0x3251 and <= 0x325F)
            or (>= 0x3280 and <= 0x32BF) or (>= 0x32D0 and <= 0x32FE) => $"({Compatible(rune)})",
        // Circled digits of other shapes have a value but no decomposition.
        (>= 0x24EB and <= 0x24FF) or (>= 0x2776 and <= 0x2793) => $"({Rune.GetNumericValue(rune).ToString(CultureInfo.InvariantCulture)})",
        // ⅓, Ⅳ, №, ℡, ㈱, ㋿, ㌔, ㎡.
        (>= 0x2100 and <= 0x2138) or (>= 0x2150 and <= 0x218B) or (>= 0x2474 and <= 0x24B5) or (>= 0x3200 and <= 0x33FF) => Compatible(rune).Replace('\u2044', '/'),
        // A private character means something on one machine only.
        (>= 0xE000 and <= 0xF8FF) or >= 0xF0000 => "〓",
        '\t' => " ",
        _ when Rune.IsControl(rune) || rune.Value is 0xFEFF => "",
        _ => rune.ToString(),
    };

    private static string Compatible(Rune rune) => rune.ToString().Normalize(NormalizationForm.FormKC);

    // A spreadsheet obeys a cell that begins so; a reader sees the same sign.
    private static string NoFormula(string text) => text switch
    {
        ['=', .. var rest] => "＝" + rest,
        ['+', .. var rest] => "＋" + rest,
        ['-', .. var rest] => "－" + rest,
        ['@', .. var rest] => "＠" + rest,
        _ => text,
    };

    [GeneratedRegex(@"\s*(?:\r\n|[\n\v\f\r\u0085\u2028\u2029])\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LineBreaks();

    [GeneratedRegex(@"[\uFF61-\uFF9F]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HalfwidthKatakana();

    [GeneratedRegex(@"\s{2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gaps();
}
