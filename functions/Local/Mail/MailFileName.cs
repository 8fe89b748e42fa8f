using System.Globalization;
using System.Text;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Mail;

/// <summary>
/// The name of a mail's file: when (Japan), about what, what for and on which occasion, and eight digits of the key's hash, e.g.
/// 20250428-090000-sheet-7-Overdue-20250425+1-1f3a9c04.eml. A folder sorted by name is sorted by time.
/// </summary>
internal static class MailFileName
{
    // With the rest, and the mark of an unfinished file, within the 255 bytes that file systems allow.
    private const int LongestSlug = 200;

    public static string Of(MailMessage message)
    {
        var at = message.At.ToOffset(JapanTime.Offset).ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return $"{at}-{Slug(message.Key)}{Ending(message.Key)}";
    }

    /// <summary>How the file of this key ends, whenever it was written.</summary>
    public static string Ending(string key) => $"-{MimeMail.KeyHash(key)[..8]}.eml";

    private static string Slug(string key)
    {
        // A key begins with its cycle, which is the same for every mail of the folder's year.
        var words = string.Concat(key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..].EnumerateRunes().Select(Letter))
            .Split('-', StringSplitOptions.RemoveEmptyEntries);
        var (slug, bytes) = (new StringBuilder(), 0);
        foreach (var rune in string.Join('-', words).EnumerateRunes().TakeWhile(r => (bytes += r.Utf8SequenceLength) <= LongestSlug))
        {
            slug.Append(rune);
        }

        return slug.ToString().Trim('-');
    }

    // The plus tells a reminder after the deadline (+3) from one before (-3).
    private static string Letter(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '+' ? rune.ToString() : "-";
}
