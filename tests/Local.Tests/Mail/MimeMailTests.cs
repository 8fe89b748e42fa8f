using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Mail;
using GyoseiFlow.Local.Tests.Contracts;
using MimeKit;

namespace GyoseiFlow.Local.Tests.Mail;

public sealed partial class MimeMailTests
{
    private const string Calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

    /// <summary>
    /// The bytes that this mail has on every machine, at every time and in every language. A new version of MimeKit may fold or encode
    /// in another way, and then this is to be written anew; nothing else may.
    /// </summary>
    [Theory]
    [InlineData("ja-JP")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    public void Write_SameMail_SameBytesEverywhere(string language)
    {
        var mail = Mails.Task() with { Html = "<p>本文</p>\n", Calendar = Calendar, ReplyTo = "kikaku@city.example.jp" };
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        var written = MimeMail.Write(mail, isReadable: true);
        CultureInfo.CurrentCulture = before;

        var expected = $$"""
            From: =?utf-8?b?6Iur5bCP54mn5biCIOe3j+WLmemDqA==?=
             =?utf-8?b?IOihjOaUv+ebo+eQhuWupO+8iOihjOaUv+WJtemdqeODl+ODqeODs+mAsuihjOeuoQ==?=
             =?utf-8?b?55CG5ouF5b2T77yJ?= <gyokaku@city.example.jp>
            To: byoin-keiei@example.jp, byoin-iji@example.jp
            Cc: zaisei@example.jp
            Reply-To: kikaku@city.example.jp
            Subject: =?utf-8?b?44CQ5L6d6aC844CR5Luk5ZKMNuW5tOW6pg==?=
             =?utf-8?b?IOihjOaUv+WJtemdqeODl+ODqeODs+mAsuaNl+eKtuazgeOCt+ODvOODiOOBruS9nA==?=
             =?utf-8?b?5oiQ44Gr44Gk44GE44Gm77yI5a6f6Le16aCF55uuN+OAgOW4gueri+eXhemZog==?=
             =?utf-8?b?57WM5Za25by35YyW44OX44Op44Oz44Gu562W5a6a44Go5o6o6YCy77yJ8J+YgA==?=
            Date: Fri, 25 Apr 2025 00:30:00 +0900
            Message-Id: <e18892e683a561ab3ba616ac41091857@city.example.jp>
            X-GyoseiFlow-Key: tomakomai%2FR6%2Fsheet%2F7%2FTask%2F%E5%8F%96%E7%B5%84%E2%91%A0
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=m-e18892e683a561ab3ba616ac41091857

            --m-e18892e683a561ab3ba616ac41091857
            Content-Type: multipart/alternative;
            {{'\t'}}boundary=a-e18892e683a561ab3ba616ac41091857

            --a-e18892e683a561ab3ba616ac41091857
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            市立病院経営管理課　御中

            進捗状況シートの作成をお願いします。
            期限：令和7年5月16日（金）

            --a-e18892e683a561ab3ba616ac41091857
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: 8bit

            <p>本文</p>

            --a-e18892e683a561ab3ba616ac41091857--

            --m-e18892e683a561ab3ba616ac41091857
            Content-Type: text/calendar; charset=utf-8; method=PUBLISH
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename=deadline.ics

            QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=

            --m-e18892e683a561ab3ba616ac41091857--

            """;
        Assert.Equal(expected.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(written));
    }

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
        Assert.Throws<MailRefusedException>(() => MimeMail.Write(Mails.Task() with { ReplyTo = "a@example.jp\r\nBcc: b@example.jp" }));
    }

    [Fact]
    public void Write_JapaneseHeaders_ReadBack()
    {
        var mail = ReadBack(Mails.Task());

        Assert.Equal(Mails.Task().Subject, mail.Subject);
        Assert.Equal((Mails.Task().FromName, Mails.Task().From), Sender(mail));
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
        string[] hostile = [new('あ', 333), $"--a-{MimeMail.KeyHash(Mails.Task().Key)[..32]}--", "nul\0"];
        foreach (var body in hostile)
        {
            var text = Encoding.UTF8.GetString(MimeMail.Write(Mails.Task() with { Body = body }, isReadable: true)).Split("\r\n\r\n", 2);
            Assert.Contains("Content-Transfer-Encoding: base64", text[0], StringComparison.Ordinal);
            Assert.Equal(body, Encoding.UTF8.GetString(Convert.FromBase64String(text[1])));
        }

        var longest = Encoding.UTF8.GetString(MimeMail.Write(Mails.Task() with { Body = new('あ', 332) }, isReadable: true));
        Assert.Contains("Content-Transfer-Encoding: 8bit\r\n", longest, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HtmlAndCalendar_AreAlternativesWithAnAttachment()
    {
        var mail = Mails.Task() with { Html = "<p>本文</p>\n", Calendar = Calendar };

        var mixed = Assert.IsType<Multipart>(ReadBack(mail).Body);

        Assert.Equal("multipart/mixed", mixed.ContentType.MimeType);
        var letter = Assert.IsType<MultipartAlternative>(mixed[0]);
        Assert.Equal(["text/plain; charset=utf-8", "text/html; charset=utf-8"], letter.Select(TypeOf));
        Assert.Equal(mail.Body.ReplaceLineEndings("\r\n"), ContentOf(letter[0]));
        Assert.Equal("<p>本文</p>\r\n", ContentOf(letter[1]));
        Assert.Equal("text/calendar; charset=utf-8; method=PUBLISH", TypeOf(mixed[1]));
        Assert.True(mixed[1].IsAttachment);
        Assert.Equal("deadline.ics", mixed[1].ContentDisposition?.FileName);
        Assert.Equal(Calendar, ContentOf(mixed[1]));
    }

    [Fact]
    public void Write_HtmlWithoutCalendar_IsAlternatives()
    {
        var letter = Assert.IsType<MultipartAlternative>(ReadBack(Mails.Task() with { Html = "<p>本文</p>" }).Body);

        Assert.Equal(["text/plain; charset=utf-8", "text/html; charset=utf-8"], letter.Select(TypeOf));
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

        // RFC 2047's limits are 76 and 75; MimeKit takes an octet more, and of a header's first line counts the word only.
        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76 + "X-GyoseiFlow-Key: ".Length));
        Assert.All(text, c => Assert.True(c < 128));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(Word().Matches(text), word =>
        {
            Assert.InRange(word.Length, 0, 76);

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
    [InlineData("=?UTF-8?B?dGVzdA==?=", "=？UTF-8?B?dGVzdA==？=")]
    [InlineData("Doe, \"John\" <x@y.jp>", "Doe, \"John\" <x@y.jp>")]
    public void Write_TextsThatLookLikeSyntax_AreReadAsWritten(string text, string read)
    {
        var mail = ReadBack(Mails.Task() with { Subject = text, FromName = text });

        Assert.Equal(read, mail.Subject);
        Assert.Equal((read, "gyokaku@city.example.jp"), Sender(mail));
    }

    /// <summary>The first two are no addresses by the book, but there are phones that have them.</summary>
    [Theory]
    [InlineData("taro..yamada@example.jp")]
    [InlineData("taro.@example.jp")]
    [InlineData("o'hara+1@example.jp")]
    public void Write_UnusualAddresses_StayAsTheyAre(string address) =>
        Assert.Equal(address, HeadersOf(Mails.Task() with { To = [address] })["To"]);

    [Theory]
    [InlineData("taro@example..jp")]
    [InlineData("taro@.example.jp")]
    [InlineData(".@-")]
    public void Write_AddressesThatNoRelayTakes_AreRefused(string address) =>
        Assert.Contains(address, Assert.Throws<MailRefusedException>(() => MimeMail.Write(Mails.Task() with { To = [address] })).Message, StringComparison.Ordinal);

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
        using var written = new MemoryStream(MimeMail.Write(Mails.Task() with { Key = key }));

        Assert.Equal(key, MimeMail.ReadKey(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no headers")]
    [InlineData("Subject: of somebody else\r\n\r\nX-GyoseiFlow-Key: town")]
    public void ReadKey_OfAnotherFile_IsNone(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.Null(MimeMail.ReadKey(file));
    }

    private static MimeMessage ReadBack(MailMessage mail)
    {
        using var written = new MemoryStream(MimeMail.Write(mail));
        return MimeMessage.Load(written);
    }

    private static (string? Name, string Address) Sender(MimeMessage mail)
    {
        var sender = Assert.IsType<MailboxAddress>(Assert.Single(mail.From));
        return (sender.Name, sender.Address);
    }

    private static string TypeOf(MimeEntity part) => part.ContentType.ToString()["Content-Type: ".Length..].Replace("\"", "", StringComparison.Ordinal);

    private static string ContentOf(MimeEntity part)
    {
        using var content = new MemoryStream();
        Assert.IsType<TextPart>(part).Content!.DecodeTo(content);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private static string TextOf(MailMessage mail) => Encoding.ASCII.GetString(MimeMail.Write(mail));

    private static Dictionary<string, string> HeadersOf(MailMessage mail) =>
        TextOf(mail).Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .Select(line => line.Split(':', 2))
            .ToDictionary(line => line[0], line => line[1].Trim(), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"=\?utf-8\?b\?(?<base64>[A-Za-z0-9+/=]*)\?=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
