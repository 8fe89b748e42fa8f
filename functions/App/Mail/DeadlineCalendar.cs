using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GyoseiFlow.App.Mail;

/// <summary>A day in somebody's calendar by which something is to be done.</summary>
/// <param name="Subject">What it is about. A later mail about the same moves the entry instead of adding another.</param>
/// <param name="Revision">Grows with what it is about, so that a calendar knows the newer of two.</param>
/// <param name="Day">The day, in Japan.</param>
/// <param name="Summary">The entry's title.</param>
/// <param name="Description">Where to go and whom to ask.</param>
/// <param name="Link">Where to go.</param>
public sealed record Deadline(string Subject, int Revision, DateOnly Day, string Summary, string Description, string Link);

/// <summary>Writes deadlines as an iCalendar file (RFC 5545), the same bytes for the same mail.</summary>
public static class DeadlineCalendar
{
    private const int MaxOctets = 75;

    /// <summary>The file's content, with CRLF.</summary>
    /// <param name="deadlines">At least one.</param>
    /// <param name="domain">The sender's, which makes the entries' ids the world's only ones.</param>
    /// <param name="at">When the mail was written.</param>
    public static string Write(IEnumerable<Deadline> deadlines, string domain, DateTimeOffset at)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//GyoseiFlow//Deadlines//JA");
        Line(file, "METHOD:PUBLISH");
        Line(file, "X-WR-TIMEZONE:Asia/Tokyo");
        foreach (var deadline in deadlines)
        {
            WriteEvent(file, deadline, domain, at);
        }

        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    // A whole day is a date without a time, so that it is the same day wherever the calendar is.
    private static void WriteEvent(StringBuilder file, Deadline deadline, string domain, DateTimeOffset at)
    {
        Line(file, "BEGIN:VEVENT");
        Line(file, $"UID:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(deadline.Subject)))[..32]}@{domain}");
        Line(file, $"DTSTAMP:{at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
        Line(file, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{deadline.Revision}"));
        Line(file, $"DTSTART;VALUE=DATE:{Day(deadline.Day)}");
        Line(file, $"DTEND;VALUE=DATE:{Day(deadline.Day.AddDays(1))}");
        Line(file, $"SUMMARY:{Escaped(deadline.Summary)}");
        Line(file, $"DESCRIPTION:{Escaped(deadline.Description)}");
        Line(file, $"URL:{deadline.Link}");
        Line(file, "TRANSP:TRANSPARENT");
        Line(file, "END:VEVENT");
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            escaped.Append(c switch
            {
                '\\' or ';' or ',' => $"\\{c}",
                '\n' => "\\n",
                _ => char.IsControl(c) ? " " : c.ToString(),
            });
        }

        return escaped.ToString();
    }

    // Folded by octets and between characters: a reader that unfolds bytes and one that unfolds text see the same.
    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxOctets)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
