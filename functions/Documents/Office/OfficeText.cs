using System.Text.RegularExpressions;
using System.Xml;

namespace GyoseiFlow.Documents.Office;

/// <summary>Text as XML can hold it.</summary>
internal static partial class OfficeText
{
    /// <summary>
    /// Line breaks of every kind become LF. Control characters, which have no shape and which XML forbids, are left out; half a
    /// surrogate pair becomes the replacement character.
    /// </summary>
    public static string Clean(string text)
    {
        var lines = LineBreaks().Replace(text, "\n");
        return IsLegal(lines) ? lines : string.Concat(lines.EnumerateRunes().Select(r => r.ToString()).Where(IsLegal));
    }

    private static bool IsLegal(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]))
            {
                if (i + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    [GeneratedRegex(@"\r\n|[\r\v\f\u0085\u2028\u2029]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LineBreaks();
}
