using System.Text;
using GyoseiFlow.App.Mail;

namespace GyoseiFlow.App.Tests.Mails;

/// <summary>The .ics of a mail's deadline, by RFC 5545.</summary>
public class DeadlineCalendarTests
{
    private static readonly DateTimeOffset At = new(2025, 4, 1, 9, 5, 0, TimeSpan.FromHours(9));

    [Fact]
    public void Write_ADeadline_IsAWholeDayInJapan()
    {
        Assert.Equal(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//GyoseiFlow//Deadlines//JA
            METHOD:PUBLISH
            X-WR-TIMEZONE:Asia/Tokyo
            BEGIN:VEVENT
            UID:UID@town.example.jp
            DTSTAMP:20250401T000500Z
            SEQUENCE:2
            DTSTART;VALUE=DATE:20250430
            DTEND;VALUE=DATE:20250501
            SUMMARY:【提出期限】No.3 橋の点検
            DESCRIPTION:開く場所\n電話
            URL:https://town.example.jp/tasks
            TRANSP:TRANSPARENT
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n"),
            System.Text.RegularExpressions.Regex.Replace(Write(), "[0-9a-f]{32}", "UID", default, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Write_TheSameSubject_HasTheSameId()
    {
        Assert.Equal(UidOf(Write()), UidOf(Write(summary: "別の件名")));
        Assert.NotEqual(UidOf(Write()), UidOf(Write(subject: "town-2024/sheet-4")));
    }

    /// <summary>One, two and three octets before characters of three and four: every offset of the fold within a character.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    public void Write_LongJapanese_IsFoldedBetweenCharactersAndReadsBack(string start)
    {
        var summary = start + string.Concat(Enumerable.Repeat("令和7年度の進捗状況シート😀を提出する期限", 10));

        var file = Write(summary: summary);

        Assert.All(file.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.All(
            file.Split("\r\n"),
            line => Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line))));
        Assert.Contains($"\r\nSUMMARY:{summary}\r\n", file.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', file.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_TextThatLooksLikeSyntax_IsEscaped()
    {
        var file = Write(summary: "1,2;3\\4\r\nEND:VEVENT");

        Assert.Contains("SUMMARY:1\\,2\\;3\\\\4\\nEND:VEVENT\r\n", file, StringComparison.Ordinal);
    }

    private static string Write(string subject = "town-2024/sheet-3", string summary = "【提出期限】No.3 橋の点検") => DeadlineCalendar.Write(
        [new Deadline(subject, 2, new DateOnly(2025, 4, 30), summary, "開く場所\n電話", "https://town.example.jp/tasks")], "town.example.jp", At);

    private static string UidOf(string file) => file.Split("\r\n").Single(line => line.StartsWith("UID:", StringComparison.Ordinal));
}
