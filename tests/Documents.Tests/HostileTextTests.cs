using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests;

public class HostileTextTests
{
    private const string Script = "<script>alert(1)</script>\" onload='x' & <img src=//evil>";

    [Fact]
    public async Task UserText_IsShownNotObeyed()
    {
        var years = new Years
        {
            PlanName = Script,
            Items = [new(1, Script, ["money"], [Years.Measure("1", Script, tag: Script)])],
            Themes = [new Theme("money", "I", Script, Script)],
            Opinions = [Script],
            Answers = ImmutableDictionary<string, Answers>.Empty.Add("1", Answers.None.With("remark", new TextAnswer(Script))),
            Introduction = Script,
            GeneralReview = "{{highestItems}}" + Script,
        };

        var published = await Published.OfAsync(years.Build());

        var page = published.Page;
        Assert.Empty(page.QuerySelectorAll("script, img, [onload]"));
        Assert.Equal(Script, page.QuerySelector(".opinions li")!.TextContent);
        Assert.Equal($"1 {Script}", page.QuerySelector("#item-1 > h4")!.TextContent);
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("#chapter-1 p")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(published.Html("data/index.html").QuerySelectorAll("script, img"));
    }

    [Theory]
    [InlineData("[押す](javascript:alert(1))")]
    [InlineData("![絵](https://example.jp/a.png)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[押す][a]\n\n[a]: data:text/html,x")]
    public async Task Markdown_NeverFetchesOrRuns(string markdown)
    {
        var chapter = (await Published.OfAsync(new Years { Introduction = markdown }.Build())).Page.GetElementById("chapter-1")!;

        Assert.Empty(chapter.QuerySelectorAll("a, img"));
        Assert.NotEqual("", chapter.QuerySelector("p")!.TextContent);
    }

    [Fact]
    public async Task Markdown_KeepsOrdinaryLinksListsAndEmphasis()
    {
        var chapter = (await Published.OfAsync(new Years { Introduction = "**強調**と[市](https://example.jp/)\n\n- 一\n- 二" }.Build()))
            .Page.GetElementById("chapter-1")!;

        Assert.Equal("強調", chapter.QuerySelector("strong")!.TextContent);
        Assert.Equal("https://example.jp/", chapter.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(2, chapter.QuerySelectorAll("li").Length);
    }

    [Fact]
    public async Task Placeholders_AreTextWhateverTheyHold()
    {
        var years = new Years
        {
            Items = [new(1, "*星* [a](b) `c` $&", ["money"], [Years.Measure("M1", "広告")])],
            GeneralReview = "最高は{{highestItems}}。",
        };

        var text = (await Published.OfAsync(years.Build())).Page.QuerySelector("#chapter-5 p")!;

        Assert.Equal("最高は「1 *星* [a](b) `c` $&」。", text.TextContent);
        Assert.Empty(text.Children);
    }

    [Fact]
    public async Task FiguresInTexts_CarryTheirAddress_WhereverTheyStand()
    {
        const string Text = "**{{shareAB}}%**、{{highestItemMean}}点、`{{measureCount}}`、[{{itemsFrom4}}](https://example.jp/{{measureCount}} \"{{measureCount}}\")\n\n```{{measureCount}}\nx\n```";
        var chapter = (await Published.OfAsync(new Years { GeneralReview = Text }.Build())).Page.GetElementById("chapter-5")!;

        Assert.Equal(
            ["data.json#closing.topTwoShare 100.0", "data.json#closing.highestItemMean 4.3", "data.json#closing.itemsFromFour 1"],
            chapter.QuerySelectorAll("[data-source]").Select(e => $"{e.GetAttribute("data-source")} {e.TextContent}"));
        Assert.Equal("100.0%", chapter.QuerySelector("strong")!.TextContent);
        Assert.Equal("https://example.jp/2", chapter.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("2", chapter.QuerySelector("p code")!.TextContent);
        Assert.DoesNotContain(chapter.OuterHtml, c => c is >= '\uE000' and <= '\uF8FF');
    }

    [Theory]
    [InlineData("𠮷野家で👨‍👩‍👧‍👦", "𠮷野家で👨‍👩‍👧‍👦")]
    [InlineData("髙﨑　①Ⅳ㌔", "髙﨑　(1)IVキロ")]
    public async Task RareCharacters_SurviveEverywhere_SymbolsAsPlainTextInCsv(string text, string csv)
    {
        var published = await Published.OfAsync(new Years { Opinions = [text] }.Build());

        Assert.Equal(text, published.Page.QuerySelector(".opinions li")!.TextContent);
        Assert.Equal(text, published.Data.GetProperty("opinions")[0].GetProperty("text").GetString());
        Assert.Contains($"\"{text}\"", published.Text("data/data.json"), StringComparison.Ordinal);
        Assert.Equal(csv, published.Csv("opinions.csv")[0]["text"]);
    }

    [Theory]
    [InlineData("\\u3000")]
    [InlineData("\\\\\u3000\\")]
    [InlineData("\u2028<\"'&+\u0001\u0085")]
    public async Task Backslashes_SurviveJson(string text)
    {
        var published = await Published.OfAsync(new Years { Opinions = [text] }.Build());

        Assert.Equal(text, published.Data.GetProperty("opinions")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task VeryLongText_IsWhole()
    {
        var text = string.Concat(Enumerable.Repeat("とても長い意見。", 20_000));

        var published = await Published.OfAsync(new Years { Opinions = [text] }.Build());

        Assert.Equal(text, published.Page.QuerySelector(".opinions li")!.TextContent);
        Assert.Equal(text, published.Csv("opinions.csv")[0]["text"]);
    }

    [Fact]
    public async Task LineBreaks_BecomeSlashesInCsvAndStayInJson()
    {
        var published = await Published.OfAsync(new Years { Opinions = ["一行目\n二行目\r\n\"三\",行目"] }.Build());

        Assert.Equal("一行目 / 二行目 / \"三\",行目", published.Csv("opinions.csv")[0]["text"]);
        Assert.Equal("一行目\n二行目\r\n\"三\",行目", published.Data.GetProperty("opinions")[0].GetProperty("text").GetString());
        Assert.Equal(2, published.Text("data/opinions.csv").TrimEnd().Split("\r\n").Length);
    }
}
