using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GyoseiFlow.Local.Tests.Commands;

namespace GyoseiFlow.Local.Tests.Demo;

/// <summary>Toyama's mid-term year by the command: the committee's copies in its document, and the second edition that came of it on the site.</summary>
public class MidTermDemoTests
{
    [Fact]
    public async Task Demo_MidTermYear_PublishesTheCommitteesWordsAndBothEditions()
    {
        using var folder = new TemporaryFolder();

        var played = await Cli.RunAsync("demo", "--plan", "toyama", "--year", "R10", "--out", folder.FullPath);

        Assert.Equal((0, ""), (played.ExitCode, played.Errors));
        var page = await PageAsync(folder["published/toyama/2028/v1/index.html"]);
        Assert.Contains(page.QuerySelectorAll("ins"), added => added.TextContent.Contains("市と団体の役割分担から見直すべきである", StringComparison.Ordinal));
        Assert.DoesNotContain("外郭団体との役割分担の見直し", page.Body!.TextContent, StringComparison.Ordinal);
        var (first, second) = (await PageAsync(folder["published/toyama/edition-1.html"]), await PageAsync(folder["published/toyama/edition-2.html"]));
        Assert.DoesNotContain("地域の民間事業者と行う窓口サービス", first.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("地域の民間事業者と行う窓口サービス", second.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(12, second.QuerySelectorAll("#edition-changes tbody tr").Length);
        // What makes the table cards on a phone.
        Assert.Contains(second.QuerySelectorAll("style"), style => style.TextContent.Contains(".paper thead", StringComparison.Ordinal));
        var verdict = await Cli.RunAsync("verify", folder["published"]);
        Assert.Equal((0, ""), (verdict.ExitCode, verdict.Errors));
    }

    private static async Task<IHtmlDocument> PageAsync(string path) => new HtmlParser().ParseDocument(await File.ReadAllTextAsync(path));
}
