using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using GyoseiFlow.Documents.Excel;

namespace GyoseiFlow.Documents.Office;

/// <summary>A cell's text as XML holds it (ST_Xstring): what XML can't hold is written _x0007_, and a text that really says so is escaped.</summary>
internal static partial class CellText
{
    public static string Escape(string text)
    {
        var escaped = ExcelText.Escaped(text);
        if (!NeedsEscape(escaped))
        {
            return escaped;
        }

        var builder = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (i + 1 < escaped.Length && char.IsSurrogatePair(escaped[i], escaped[i + 1]))
            {
                builder.Append(escaped, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(escaped[i]) && escaped[i] != '\r')
            {
                builder.Append(escaped[i]);
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"_x{(int)escaped[i]:X4}_");
            }
        }

        return builder.ToString();
    }

    public static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escapes().Replace(text, m => ((char)int.Parse(m.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    private static bool NeedsEscape(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]) || text[i] == '\r')
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Escapes();
}
