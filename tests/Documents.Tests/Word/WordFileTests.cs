using System.IO.Compression;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Tests.Word;

public class WordFileTests
{
    [Fact]
    public async Task Headings_AreThePages()
    {
        var published = await Tomakomai.PublishedAsync;
        using var word = new WordReading(published);

        Assert.Equal(published.Page.QuerySelectorAll("main h2").Select(h => h.TextContent), word.Texts("Heading1"));
        Assert.Equal("取組の有効性に関する意見書", Assert.Single(word.Texts("Title")));
        string[] items = [.. published.Page.QuerySelectorAll(".item > h4").Select(h => h.TextContent)];
        string[] third = [.. word.Texts("Heading3")];
        Assert.Equal(items, third.Where(items.Contains).Distinct());
        Assert.Subset(third.ToHashSet(), published.Page.QuerySelectorAll(".answers summary h4").Select(h => h.TextContent).ToHashSet());
    }

    [Theory]
    [InlineData("items-summary", "取組項目別・評価集計")]
    [InlineData("items-overview", "苫小牧市行政創革プラン 取組状況一覧【取組項目別】")]
    [InlineData("measures-overview", "苫小牧市行政創革プラン 取組状況一覧【実践項目別】")]
    [InlineData("themes-summary", "テーマ別・評価集計")]
    [InlineData("themes-means", "テーマ別評価平均（1～5）")]
    [InlineData("distribution-table", "実践項目の総合評価の分布（項目数）")]
    [InlineData("item-grades-table", "取組項目の総合評価の推移")]
    [InlineData("review-pairs-table", "自己評価と審議会評価")]
    [InlineData("item-17-measures", "17 庁内文書の電子化の推進の実践項目")]
    [InlineData("grades", "総合評価の区分")]
    [InlineData("scale", "苫小牧市行政改革推進審議会の評価基準")]
    [InlineData("flow", "年度ごとの評価の流れ")]
    [InlineData("effects", "主な取組の財政効果額")]
    [InlineData("roster", "委員の構成")]
    public async Task Tables_SayWhatThePageSays(string id, string caption)
    {
        var published = await Tomakomai.PublishedAsync;
        using var word = new WordReading(published);

        Assert.Equal(published.Cells(id), word.Cells(caption));
    }

    [Fact]
    public async Task Contents_AreAFieldWithItsEntries()
    {
        using var word = new WordReading(await Tomakomai.PublishedAsync);

        var bookmarks = word.Body.Descendants<BookmarkStart>().Select(b => b.Name!.Value).ToHashSet();
        var entries = word.Body.Descendants<Hyperlink>().Where(h => h.Anchor is not null).ToArray();
        Assert.True(word.Main.DocumentSettingsPart!.Settings.GetFirstChild<UpdateFieldsOnOpen>()!.Val!.Value);
        Assert.Equal(2, word.Body.Descendants<FieldCode>().Count(f => f.Text.StartsWith(" TOC ", StringComparison.Ordinal)));
        Assert.All(entries, entry => Assert.Contains(entry.Anchor!.Value, bookmarks));
        Assert.Equal(word.Texts("Heading1").Select(t => t + "\t"), word.Texts("TOC1"));
        Assert.Equal(word.Texts("Heading2").Select(t => t + "\t"), word.Texts("TOC2"));

        // The appendix lists its items, not the 95 sheets.
        Assert.Equal(word.Texts("Heading3").Select(t => t + "\t").Take(22 + 8), word.Texts("TOC3"));
    }

    [Fact]
    public async Task Tables_HaveCaptionsAndHeadsThatComeAgain()
    {
        using var word = new WordReading(await Tomakomai.PublishedAsync);

        Assert.All(word.Tables, table =>
        {
            var properties = table.GetFirstChild<TableProperties>()!;
            Assert.False(string.IsNullOrWhiteSpace(properties.TableCaption!.Val));
            Assert.False(string.IsNullOrWhiteSpace(properties.TableDescription!.Val));
            Assert.NotNull(table.GetFirstChild<TableRow>()!.TableRowProperties!.GetFirstChild<TableHeader>());
            Assert.True(table.GetFirstChild<TableGrid>()!.Elements<GridColumn>().Sum(c => int.Parse(c.Width!, null)) <= 9860);
        });
    }

    [Fact]
    public async Task Styles_AllExist()
    {
        using var word = new WordReading(await Tomakomai.PublishedAsync);

        var styles = word.Main.StyleDefinitionsPart!.Styles!.Elements<Style>().Select(s => s.StyleId!.Value).ToHashSet();
        Assert.All(word.Body.Descendants<ParagraphStyleId>().Select(s => s.Val!.Value).Distinct(), style => Assert.Contains(style, styles));
        Assert.All(word.Body.Descendants<RunStyle>().Select(s => s.Val!.Value).Distinct(), style => Assert.Contains(style, styles));
    }

    [Fact]
    public async Task Properties_HaveTitleAndLanguageButNoAuthor()
    {
        using var word = new WordReading(await Tomakomai.PublishedAsync);

        var properties = word.File.PackageProperties;
        Assert.Equal("取組の有効性に関する意見書（令和6年度）｜苫小牧市行政創革プラン", properties.Title);
        Assert.Equal("ja-JP", properties.Language);
        Assert.Null(properties.Creator);
        Assert.Null(properties.LastModifiedBy);
        Assert.Equal(new DateTime(2025, 7, 29, 15, 0, 0, DateTimeKind.Utc), properties.Created!.Value.ToUniversalTime());
    }

    [Fact]
    public async Task Appendix_HasEveryAnswerOfTheForm()
    {
        using var word = await WordReading.OfAsync(new Years().Build());

        Assert.Contains("M3 研修（取組終了）", word.Texts("Heading3"));
        Assert.Contains("M4 採用（開始前）", word.Texts("Heading3"));
        Assert.Equal(2, word.Texts("Heading4").Count(t => t == "特記事項"));
        Assert.Contains("順調", word.Texts("Normal"));
        Assert.Contains("この年度の進捗状況シートはありません。", word.Texts("Normal"));
    }

    [Fact]
    public async Task Markdown_BecomesParagraphsListsAndTables()
    {
        const string Text = "# 大\n\n**強調**と*傍点*と[市](https://example.jp/)、<script>\n続き  \n改行\n\n1. 一\n   - 子\n2. 二\n\n> 引用\n\n| 列 | 欄 |\n|---|---|\n| a | b |\n\n    code\n";
        using var word = await WordReading.OfAsync(new Years { Introduction = Text }.Build());

        Assert.Contains("強調と傍点と市、<script>続き\n改行", word.Texts("BodyText"));
        Assert.Equal(["一", "二"], word.Texts("ListNumber"));
        Assert.Contains("子", word.Texts("ListBullet"));
        Assert.Contains("引用", word.Texts("Quote"));
        Assert.Contains("code", word.Texts("Code"));
        Assert.Equal([["a", "b"]], word.Cells("列・欄"));
        Assert.Equal("https://example.jp/", Assert.Single(word.Main.HyperlinkRelationships).Uri.ToString());
        Assert.Contains("大", word.Texts("Heading4"));
    }

    [Theory]
    [InlineData("[押す](javascript:alert(1))")]
    [InlineData("![絵](https://example.jp/a.png)")]
    [InlineData("[押す](file:///etc/passwd)")]
    [InlineData("[押す](https://)")]
    public async Task Markdown_NeverFetchesOrRuns(string markdown)
    {
        using var word = await WordReading.OfAsync(new Years { Introduction = markdown }.Build());

        Assert.Empty(word.Main.HyperlinkRelationships);
        Assert.Empty(word.Main.ExternalRelationships);
    }

    [Theory]
    [InlineData("𠮷野家で髙﨑\U000E0100葛\U000E0101👨‍👩‍👧‍👦", "𠮷野家で髙﨑\U000E0100葛\U000E0101👨‍👩‍👧‍👦")]
    [InlineData("a\u0001b\u0000c\uFFFEd", "abcd")]
    [InlineData("一\r\n二\u2028三\v四\t五", "一\n二\n三\n四\t五")]
    [InlineData("<w:p>&amp;]]>", "<w:p>&amp;]]>")]
    public async Task Opinions_AreAsTyped(string typed, string printed)
    {
        using var word = await WordReading.OfAsync(new Years { Opinions = [typed] }.Build());

        Assert.Contains(printed, word.Texts("ListBullet"));
    }

    // Not a row of the theory above: half a pair doesn't survive an attribute.
    [Fact]
    public async Task HalfASurrogatePair_IsShownAsReplaced()
    {
        using var word = await WordReading.OfAsync(new Years { Opinions = ["\uD842だけ"] }.Build());

        Assert.Contains("\uFFFDだけ", word.Texts("ListBullet"));
    }

    [Fact]
    public async Task Entries_KnowNoClock()
    {
        using var zip = new ZipArchive(new MemoryStream((await Tomakomai.PublishedAsync).File("opinion.docx").Content.ToArray()));

        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
        Assert.Equal("[Content_Types].xml", zip.Entries[0].FullName);
    }

    [Fact]
    public async Task Form_OfAnotherCity_IsPrintedAsItIs()
    {
        var year = new Years().Build();
        var plan = year.Plan with { Form = [new FormField("remark", "所見", FieldKind.Text, false, false, 0, [], null)] };
        using var word = await WordReading.OfAsync(year with { Plan = plan });

        Assert.Contains("所見", word.Texts("Heading4"));
    }
}
