using System.Globalization;
using System.Text;

namespace GyoseiFlow.App.Azure.Tables;

/// <summary>
/// Partitions and keys in the characters that Azure Tables takes (not / \ # ? and control characters), in the same order: code
/// point by code point, as SQLite has them. What comes out is ASCII, so that every way to compare strings by their characters
/// gives this order, and no part of an address or a filter needs care.
/// </summary>
/// <remarks>
/// Letters and digits are themselves. / is a dot, - and . are "--" and "-.". Other ASCII is two hexadecimal digits behind a
/// character that sorts where it belongs (! before the digits, : before A, _ before a), everything after z four behind ~, and what
/// is beyond U+FFFF six behind ~g. No code is the beginning of another, so a text starts with a prefix exactly if the codes do.
/// </remarks>
internal static class TableKey
{
    /// <summary>The most UTF-16 characters of a PartitionKey or RowKey: 1 KiB.</summary>
    public const int MaxLength = 512;

    /// <summary>Sorts after everything that is encoded, and is no beginning of it: rows of the store's own start so.</summary>
    public const string AfterAll = "~~";

    /// <summary>The text as a key.</summary>
    /// <exception cref="ArgumentException">It would be too long.</exception>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(encoded, rune.Value);
        }

        return encoded.Length <= MaxLength
            ? encoded.ToString()
            : throw new ArgumentException($"A partition or key of {encoded.Length} characters is too long for Azure Tables: {text}", nameof(text));
    }

    /// <summary>The text that was encoded.</summary>
    /// <exception cref="FormatException">It is none of ours.</exception>
    public static string Decode(string encoded)
    {
        var text = new StringBuilder(encoded.Length);
        for (var at = 0; at < encoded.Length;)
        {
            var (rune, length) = CodeAt(encoded.AsSpan(at));
            text.Append(rune.ToString());
            at += length;
        }

        return text.ToString();
    }

    private static void Append(StringBuilder encoded, int point) => _ = point switch
    {
        < '-' => encoded.Append(CultureInfo.InvariantCulture, $"!{point:x2}"),
        '-' => encoded.Append("--"),
        '.' => encoded.Append("-."),
        '/' => encoded.Append('.'),
        <= '9' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => encoded.Append((char)point),
        < 'A' => encoded.Append(CultureInfo.InvariantCulture, $":{point:x2}"),
        < 'a' => encoded.Append(CultureInfo.InvariantCulture, $"_{point:x2}"),
        <= 0xFFFF => encoded.Append(CultureInfo.InvariantCulture, $"~{point:x4}"),
        _ => encoded.Append(CultureInfo.InvariantCulture, $"~g{point:x6}"),
    };

    private static (Rune Rune, int Length) CodeAt(ReadOnlySpan<char> encoded) => encoded switch
    {
        ['-', '-', ..] => (new Rune('-'), 2),
        ['-', '.', ..] => (new Rune('.'), 2),
        ['.', ..] => (new Rune('/'), 1),
        ['!' or ':' or '_', _, _, ..] => (Hexadecimal(encoded[1..3]), 3),
        ['~', 'g', _, _, _, _, _, _, ..] => (Hexadecimal(encoded[2..8]), 8),
        ['~', _, _, _, _, ..] => (Hexadecimal(encoded[1..5]), 5),
        [(>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), ..] => (new Rune(encoded[0]), 1),
        _ => throw new FormatException($"{encoded} is no key of a record."),
    };

    private static Rune Hexadecimal(ReadOnlySpan<char> digits) =>
        new(int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
