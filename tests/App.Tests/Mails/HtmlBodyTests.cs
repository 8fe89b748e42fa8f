using GyoseiFlow.App.Mail;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Tests.Mails;

/// <summary>The HTML of a mail says what its text says.</summary>
public class HtmlBodyTests
{
    private static readonly SheetRow[] Two = [new("No.1", "広告<料>", "https://x.jp/1"), new("No.2", "納税", "https://x.jp/2")];

    [Fact]
    public void Write_ParagraphsLinesAndLink()
    {
        var html = Write("{{name}} 様\n\n1行目\n2行目 {{link}}\n", []);

        Assert.Contains("<html lang=\"ja\">", html, StringComparison.Ordinal);
        Assert.Contains("<title>件&lt;名&gt;</title>", html, StringComparison.Ordinal);
        Assert.Contains(
            "<p>財政課 様</p>\n<p>1行目<br>\n2行目 <a href=\"https://x.jp/?a=1&amp;b=2\">https://x.jp/?a=1&amp;b=2</a></p>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SeveralSheetsOnALineOfTheirOwn_AreATable()
    {
        var html = Write("シート\n{{measures}}\n以上", Two);

        Assert.Contains("<p>シート</p>\n<table", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">番号</th><th scope=\"col\">名称</th>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><td>No.1</td><td><a href=\"https://x.jp/1\">広告&lt;料&gt;</a></td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("</table>\n<p>以上</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SeveralSheetsWithinALine_StayText()
    {
        var html = Write("次の{{measures}}です", Two);

        Assert.Contains("<p>次のNo.1 広告&lt;料&gt;、No.2 納税です</p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", html, StringComparison.Ordinal);
    }

    /// <summary>What a person typed stays text, marks of ours included.</summary>
    [Fact]
    public void Write_TypedTextThatLooksLikeHtml_IsEscaped()
    {
        var html = Write("{{reason}}", Two, "<script>alert(1)</script>\u0001\u0002\n2行目");

        Assert.Contains("<p>&lt;script&gt;alert(1)&lt;/script&gt;<br>\n2行目</p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FetchesNothing() =>
        Assert.DoesNotMatch("src=|<img|<link|url\\(", Write("{{name}} {{link}} {{measures}}", Two));

    private static string Write(string body, SheetRow[] sheets, string reason = "理由") => HtmlBody.Write(
        "件<名>",
        new TextTemplate(body),
        new Dictionary<string, string>
        {
            ["name"] = "財政課",
            ["link"] = "https://x.jp/?a=1&b=2",
            ["measures"] = "No.1 広告<料>\nNo.2 納税",
            ["reason"] = reason,
        },
        sheets);
}
