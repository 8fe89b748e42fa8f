using System.Text;
using System.Text.RegularExpressions;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Mail;
using GyoseiFlow.Local.Tests.Contracts;

namespace GyoseiFlow.Local.Tests.Mail;

public sealed partial class MimeTextTests
{
    [Fact]
    public void Write_EveryHeaderThatAMailNeeds()
    {
        var headers = HeadersOf(Mails.Task());

        Assert.Equal("byoin-keiei@example.jp, byoin-iji@example.jp", headers["To"]);
        Assert.Equal("zaisei@example.jp", headers["Cc"]);
        Assert.Equal("Fri, 25 Apr 2025 00:30:00 +0900", headers["Date"]);
        Assert.Matches("^<[0-9a-f]{32}@city[.]example[.]jp>$", headers["Message-ID"]);
        Assert.Equal("1.0", headers["MIME-Version"]);
        Assert.Equal("text/plain; charset=utf-8", headers["Content-Type"]);
        Assert.Equal("base64", headers["Content-Transfer-Encoding"]);
        Assert.Equal("auto-generated", headers["Auto-Submitted"]);
        Assert.Equal(Mails.Task().Key, Uri.UnescapeDataString(headers["X-GyoseiFlow-Key"].Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_ReplyTo_OnlyWhereAnswersGoElsewhere()
    {
        Assert.False(HeadersOf(Mails.Task()).ContainsKey("Reply-To"));
        Assert.Equal("kikaku@city.example.jp", HeadersOf(Mails.Task() with { ReplyTo = "kikaku@city.example.jp" })["Reply-To"]);
        Assert.Throws<MailRefusedException>(() => MimeText.Write(Mails.Task() with { ReplyTo = "a@example.jp\r\nBcc: b@example.jp" }));
    }

    [Fact]
    public void Write_JapaneseHeaders_ReadBack()
    {
        var headers = HeadersOf(Mails.Task());

        Assert.Equal(Mails.Task().Subject, Decode(headers["Subject"]));
        Assert.Equal($"{Mails.Task().FromName} <{Mails.Task().From}>", Decode(headers["From"]));
    }

    [Fact]
    public void Write_Body_ReadsBackWithCrLf()
    {
        var body = TextOf(Mails.Task()).Split("\r\n\r\n", 2)[1];

        Assert.Equal(
            Mails.Task().Body.Replace("\n", "\r\n", StringComparison.Ordinal), Encoding.UTF8.GetString(Convert.FromBase64String(body)));
    }

    [Fact]
    public void Write_Readable_KeepsToBase64_WhereALineIsTooLongOrCouldEndThePart()
    {
        string[] hostile = [new('あ', 333), $"--a-{MimeText.KeyHash(Mails.Task().Key)[..32]}--", "nul\0"];
        foreach (var body in hostile)
        {
            var text = Encoding.UTF8.GetString(MimeText.Write(Mails.Task() with { Body = body }, isReadable: true));
            Assert.Contains("Content-Transfer-Encoding: base64\r\n", text, StringComparison.Ordinal);
            Assert.Equal(body, ContentOf(text));
        }

        var longest = Encoding.UTF8.GetString(MimeText.Write(Mails.Task() with { Body = new('あ', 332) }, isReadable: true));
        Assert.Contains("Content-Transfer-Encoding: 8bit\r\n", longest, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HtmlAndCalendar_AreAlternativesWithAnAttachment()
    {
        var calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
        var mail = Mails.Task() with { Html = "<p>本文</p>\n", Calendar = calendar };

        var parts = PartsOf(TextOf(mail));

        Assert.Equal(["multipart/alternative", "text/calendar; charset=utf-8; method=PUBLISH"], parts.Select(TypeOf));
        Assert.Contains("Content-Disposition: attachment; filename=deadline.ics", parts[1], StringComparison.Ordinal);
        Assert.Equal(calendar, ContentOf(parts[1]));
        var letter = PartsOf(parts[0]);
        Assert.Equal(["text/plain; charset=utf-8", "text/html; charset=utf-8"], letter.Select(TypeOf));
        Assert.Equal(mail.Body.ReplaceLineEndings("\r\n"), ContentOf(letter[0]));
        Assert.Equal("<p>本文</p>\r\n", ContentOf(letter[1]));
        Assert.Equal(TextOf(mail), TextOf(mail));
    }

    [Fact]
    public void Write_HtmlWithoutCalendar_IsAlternatives()
    {
        var parts = PartsOf(TextOf(Mails.Task() with { Html = "<p>本文</p>" }));

        Assert.Equal(["text/plain; charset=utf-8", "text/html; charset=utf-8"], parts.Select(TypeOf));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(200)]
    public void Write_Lines_KeepToTheLimits(int repeat)
    {
        var text = TextOf(Mails.Task() with
        {
            Subject = string.Concat(Enumerable.Repeat("令和6年度😀", repeat)),
            FromName = string.Concat(Enumerable.Repeat("行政監理室", repeat)),
            Key = string.Concat(Enumerable.Repeat("鍵/", repeat)),
            Body = string.Concat(Enumerable.Repeat("本文です。", repeat)),
        });

        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
        Assert.All(text, c => Assert.True(c < 128));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(Word().Matches(text), word =>
        {
            Assert.InRange(word.Length, 0, 75);

            // Every word is readable on its own.
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(word.Groups["base64"].Value));
        });
    }

    [Theory]
    [InlineData("件名\r\nBcc: b@example.jp")]
    [InlineData("subject\nBcc: b@example.jp")]
    [InlineData("subject\rBcc: b@example.jp")]
    public void Write_LineBreakInASubject_MakesNoHeader(string subject) =>
        Assert.DoesNotContain("Bcc", HeadersOf(Mails.Task() with { Subject = subject }).Keys);

    [Fact]
    public void Write_AsciiTexts_StayReadable()
    {
        var headers = HeadersOf(Mails.Task() with { Subject = "Review 2025", FromName = "City of Tomakomai" });

        Assert.Equal("Review 2025", headers["Subject"]);
        Assert.Equal("City of Tomakomai <gyokaku@city.example.jp>", headers["From"]);
    }

    [Theory]
    [InlineData("=?UTF-8?B?dGVzdA==?=")]
    [InlineData("Doe, \"John\" <x@y.jp>")]
    public void Write_TextsThatLookLikeSyntax_ReadBack(string text)
    {
        var headers = HeadersOf(Mails.Task() with { Subject = text, FromName = text });

        Assert.Equal(text, Decode(headers["Subject"]));
        Assert.Equal($"{text} <gyokaku@city.example.jp>", Decode(headers["From"]));
    }

    [Fact]
    public void Write_NoName_NoCc_EmptyTexts()
    {
        var headers = HeadersOf(Mails.Task() with { FromName = "", Cc = [], Subject = "", Body = "" });

        Assert.Equal("gyokaku@city.example.jp", headers["From"]);
        Assert.DoesNotContain("Cc", headers.Keys);
        Assert.Equal("", headers["Subject"]);
    }

    [Fact]
    public void ReadKey_OfAWrittenMessage_IsTheKey()
    {
        var key = string.Concat(Enumerable.Repeat("tomakomai/R6/個票 7 %?#/", 20));
        using var reader = new StringReader(TextOf(Mails.Task() with { Key = key }));

        Assert.Equal(key, MimeText.ReadKey(reader));
    }

    private static string[] PartsOf(string text)
    {
        var boundary = Regex.Match(text, "boundary=\"(?<boundary>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["boundary"].Value;
        var parts = text.Split($"--{boundary}");
        Assert.Equal("--\r\n", parts[^1]);
        return [.. parts[1..^1].Select(part => part[2..])];
    }

    private static string TypeOf(string part) => part["Content-Type: ".Length..].Split([";\r\n", "\r\n"], StringSplitOptions.None)[0];

    private static string ContentOf(string part) => Encoding.UTF8.GetString(Convert.FromBase64String(part.Split("\r\n\r\n", 2)[1]));

    private static string TextOf(MailMessage mail) => Encoding.ASCII.GetString(MimeText.Write(mail));

    private static Dictionary<string, string> HeadersOf(MailMessage mail) =>
        TextOf(mail).Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);

    // White space between two encoded words is no part of the text (RFC 2047, 6.2).
    private static string Decode(string header) => Word().Replace(
        header.Replace("?= =?", "?==?", StringComparison.Ordinal),
        word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["base64"].Value)));

    [GeneratedRegex(@"=\?UTF-8\?B\?(?<base64>[A-Za-z0-9+/=]*)\?=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
