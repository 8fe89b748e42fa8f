using System.Globalization;
using System.Text;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Mail;

/// <summary>
/// The name of a mail's file: when (Japan), what for, and eight digits of the key's hash, e.g.
/// 20250425-0900-tomakomai-R6-sheet-7-Task-1f3a9c04.eml. A folder sorted by name is sorted by time.
/// </summary>
internal static class MailFileName
{
    // In UTF-8 at most 160 bytes: with the rest, within the 255 that file systems allow.
    private const int LongestSlug = 40;

    public static string Of(MailMessage message)
    {
        var at = message.At.ToOffset(JapanTime.Offset).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        return $"{at}-{Slug(message.Key)}{Ending(message.Key)}";
    }

    /// <summary>How the file of this key ends, whenever it was written.</summary>
    public static string Ending(string key) => $"-{MimeText.KeyHash(key)[..8]}.eml";

    private static string Slug(string key)
    {
        var words = string.Concat(key.EnumerateRunes().Select(r => Rune.IsLetterOrDigit(r) ? r.ToString() : "-"))
            .Split('-', StringSplitOptions.RemoveEmptyEntries);
        Rune[] runes = [.. string.Join('-', words).EnumerateRunes()];

        // The end of a key says most: purpose and occasion come last.
        return string.Concat(runes.TakeLast(LongestSlug)).Trim('-');
    }
}
