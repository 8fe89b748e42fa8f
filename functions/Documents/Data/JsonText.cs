using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace GyoseiFlow.Documents.Data;

/// <summary>How published JSON is written: UTF-8 without BOM, Japanese as it is, null for what doesn't exist.</summary>
internal static partial class JsonText
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static PublishedFile Write<T>(string path, T value)
    {
        var text = Escapes().Replace(JsonSerializer.Serialize(value, Form), m => m.Groups["before"].Value + Readable(m.Groups["run"].Value));
        return new PublishedFile(path, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(text + "\n"));
    }

    // Whatever ranges it is given, the framework's encoder escapes the wide space, 𠮷 and every other character beyond the first plane.
    private static string Readable(string run)
    {
        var text = string.Concat(run.Split("\\u", StringSplitOptions.RemoveEmptyEntries)
            .Select(hex => (char)ushort.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        return string.Concat(text.EnumerateRunes().Select(rune => IsPlain(rune) ? rune.ToString() : Escaped(rune)));
    }

    private static bool IsPlain(Rune rune) =>
        !rune.IsAscii && Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);

    private static string Escaped(Rune rune) =>
        string.Concat(rune.ToString().Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}")));

    [GeneratedRegex(@"(?<!\\)(?<before>(?:\\\\)*)(?<run>(?:\\u[0-9A-F]{4})+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Escapes();
}
