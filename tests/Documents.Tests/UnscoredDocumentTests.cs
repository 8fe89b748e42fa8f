using System.Text;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Verification;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Tests;

/// <summary>Documents without scores: indicators, progress, groups, initiatives, profiles, a glossary.</summary>
public class UnscoredDocumentTests
{
    [Fact]
    public async Task Chapters_AreTheParts_Numbered()
    {
        var page = (await Published.OfAsync(UnscoredYear.Build(DocumentPart.Glossary, DocumentPart.Trends, DocumentPart.IndicatorTables))).Page;

        Assert.Equal(["1 用語解説", "2 指標の達成率と推移", "3 取組項目ごとの指標と取組状況"], page.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Null(page.GetElementById("appendix"));
        Assert.All(page.QuerySelectorAll("a[href^='#']"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task WithoutScoresAndCommittee_NothingSpeaksOfThem()
    {
        var published = await Published.OfAsync(UnscoredYear.WithoutCommittee());

        foreach (var path in new[] { "index.html", "data/index.html" })
        {
            var text = published.Html(path).Body!.TextContent;
            Assert.All(["審議会", "委員", "意見書", "評点", "総合評価"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        }

        Assert.All(["審議会", "意見書", "評点"], word => Assert.DoesNotContain(word, WordText(published), StringComparison.Ordinal));
        Assert.All(published.Files.Where(f => f.Path.EndsWith(".csv", StringComparison.Ordinal)), f => Assert.NotEmpty(published.Csv(Path.GetFileName(f.Path))));
        Assert.All(published.Page.QuerySelectorAll("main > section"), s => Assert.True(s.TextContent.Trim().Length > s.QuerySelector("h2")!.TextContent.Length));
    }

    [Fact]
    public async Task IndicatorTable_IsThePapersTable()
    {
        var page = (await UnscoredYear.PublishedAsync).Page;
        var table = page.GetElementById("indicators-1-1") ?? page.QuerySelector("[id^='indicators-1']")!;

        Assert.Equal(["区分", "初期値（2017年度）", "令和4年度", "令和5年度", "令和6年度"], table.QuerySelectorAll("thead th").Select(h => h.TextContent));
        var rows = Published.Cells(table);
        Assert.Equal(["計画（男性）", "70", "", "", "80"], rows[0]);
        Assert.Equal(["計画（①女性）", "60%", "", "", "90%以上"], rows[1]);
        Assert.Equal(["実績値①（男性）", "", "90", "96", ""], rows[2]);
        Assert.Equal(["実績値①（①女性）", "", "80%", "85%", ""], rows[3]);
        Assert.Contains(rows, r => r is ["令和5年度取組状況", "最初の文。"]);
        Assert.Contains(rows, r => r is ["令和6年度の取組内容", "続ける。"]);
        Assert.Contains("所管課　(総)総務課", table.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attainment_IsPrinted_WithItsRow()
    {
        var published = await UnscoredYear.PublishedAsync;

        var cells = published.Cells("attainment");
        Assert.Contains(cells, r => r is [_, "増加", "80（R6）", "96", "120.0%", "達成"]);
        Assert.Contains(cells, r => r is [_, "増加", "90%以上（R6）", "85%", "94.4%", "未達成"]);
        Assert.Contains(cells, r => r is [_, "減少", "40分以内（R5）", "30分", "200.0%", "達成"]);
        Assert.Contains(published.Csv("attainment.csv"), r => r["measure_code"] == "1-2" && r["rate"] == "200.0" && r["verdict"] == "reached");
        Assert.Equal("なし", published.Csv("profile_cells.csv")[0]["text"]);
    }

    [Fact]
    public async Task Trend_HasAChartWithWords_AndItsTable()
    {
        var page = (await UnscoredYear.PublishedAsync).Page;

        var chart = page.QuerySelector("#part-trends figure.chart svg")!;
        Assert.Contains("令和6年度は目標80", chart.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, chart.QuerySelectorAll("circle").Length);
        Assert.Contains(Published.Cells(page.GetElementById(chart.Id + "-table")!), r => r is ["令和5年度", "", "96"]);
    }

    [Fact]
    public async Task Progress_HasMeanAndLabel()
    {
        var published = await UnscoredYear.PublishedAsync;

        var rows = published.Page.QuerySelectorAll("#part-progress table").SelectMany(t => Published.Cells(t)).ToArray();
        Assert.Contains(rows, r => r is ["PDCA", "2：概ね順調"]);
        Assert.Contains(rows, r => r is ["全体の平均値", "2.5"]);
        Assert.Contains(rows, r => r is ["全体の進捗状況", "順調"]);
    }

    [Fact]
    public async Task GroupCopies_StandBesideEachOther_WithWhatWasAdded()
    {
        var published = await UnscoredYear.PublishedAsync;

        var part = published.Page.GetElementById("part-group-copies")!;
        Assert.Equal(["項目", "グループ①", "グループ②"], part.QuerySelectorAll("thead th").Select(h => h.TextContent));
        Assert.Contains("［追記］追記の文。", part.QuerySelectorAll("ins").Select(i => i.TextContent));
        Assert.Contains("［削除］最初の文。\n", part.QuerySelectorAll("del").Select(i => i.TextContent));
        Assert.Contains("会議室①", part.TextContent, StringComparison.Ordinal);
        Assert.Contains("［追記］追記の文。", WordText(published), StringComparison.Ordinal);
        Assert.Contains(published.Csv("group_copies.csv"), r => r["group_id"] == "ga" && r["piece"] == "added" && r["text"] == "追記の文。");
        Assert.Equal("2024-05-01", published.Csv("meetings.csv").Single()["held_on"]);
    }

    [Fact]
    public async Task Profile_SpansYearsOnPaper_AndHasARowAYearInData()
    {
        var published = await UnscoredYear.PublishedAsync;

        var part = published.Page.GetElementById("part-profiles")!;
        Assert.Equal(["新規", "DX"], part.QuerySelectorAll(".flag").Select(f => f.TextContent));
        var spanning = part.QuerySelector("td[colspan='2']")!;
        Assert.Equal(("本格実施\n拡大", "R5～R6"), (spanning.TextContent, spanning.GetAttribute("data-label")));
        Assert.Contains("現状（R3）", part.QuerySelectorAll("thead th").Select(h => h.TextContent));
        Assert.Contains(Published.Cells(part.QuerySelector("table[id$='-schedule']")!), r => r[^1] == "導入した");
        var years = published.Csv("profile_cells.csv").Where(r => r["text"] == "本格実施 / 拡大").Select(r => r["cell_fiscal_year"]);
        Assert.Equal(["2023", "2024"], years);
        using var word = WordprocessingDocument.Open(new MemoryStream(published.File("opinion.docx").Content.ToArray()), isEditable: false);
        Assert.Contains(word.MainDocumentPart!.Document!.Descendants<GridSpan>(), s => s.Val?.Value == 2 && s.Ancestors<TableCell>().First().InnerText.Contains("本格実施", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Initiative_SaysWhereItStands_AndExplainsItsWords()
    {
        var published = await Published.OfAsync(UnscoredYear.WithoutCommittee(DocumentPart.Initiatives, DocumentPart.Glossary));

        var part = published.Page.GetElementById("part-initiatives")!;
        Assert.Contains("目標（2023年）", part.QuerySelectorAll("dt").Select(d => d.TextContent));
        Assert.Contains("待ち時間　40分以内", part.QuerySelectorAll("dd").Select(d => d.TextContent));
        Assert.Equal([["BPR", "業務の再構築"], ["①印", "丸数字"]], published.Cells("glossary"));
    }

    [Theory]
    [InlineData("attainment.csv", ",120.0,", ",121.0,", "公表値は「121.0」、計算し直した値は「120.0」")]
    [InlineData("attainment.csv", "reached,達成", "not_reached,達成", "計算し直した値は「reached」")]
    [InlineData("progress_means.csv", ",2.5,順調", ",2.6,順調", "公表値は「2.6」、計算し直した値は「2.5」")]
    [InlineData("progress.csv", ",pdca,2", ",pdca,1", "計算し直した値は「2.0」")]
    public async Task FigureChanged_IsNamed(string table, string from, string to, string message)
    {
        var published = await UnscoredYear.PublishedAsync;
        var files = published.Files.ToDictionary(f => f.Path, f => f.Content);
        var text = published.Text($"data/{table}");
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        files[$"data/{table}"] = Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]);

        var findings = PublishedVersion.Verify(files, Figures(published)).Parts.SelectMany(p => p.Findings).Select(f => f.Message).ToArray();

        Assert.Contains(findings, f => f.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnscoredYear_IsSound() => await AssertSoundAsync(UnscoredYear.Build());

    [Fact]
    public async Task UnscoredYearWithoutAnswers_IsSound() => await AssertSoundAsync(
        UnscoredYear.Build() with { Answers = System.Collections.Immutable.ImmutableDictionary<string, Review.Sheets.Answers>.Empty, GroupWork = [] });

    [Fact]
    public async Task EveryCityWithoutScores_IsSound()
    {
        foreach (var name in Cities.Names)
        {
            await AssertSoundAsync(Cities.Read(name));
        }
    }

    /// <summary>Mails and pages lead to where an item begins; in every city's document there is such a place.</summary>
    [Fact]
    public async Task EveryCitysItem_IsWhereLinksToItLead()
    {
        foreach (var year in Cities.Names.Select(Cities.Read))
        {
            var page = (await Published.OfAsync(year)).Page;

            Assert.All(year.Plan.Items, item => Assert.NotNull(page.GetElementById(ItemAnchor.Of(year.Plan, item) ?? "")));
        }
    }

    private static async Task AssertSoundAsync(Review.Cycles.ReviewedYear year)
    {
        var published = await Published.OfAsync(year);

        var again = await Published.OfAsync(year);
        Assert.All(published.Files.Zip(again.Files), p => Assert.True(p.First.Content.Span.SequenceEqual(p.Second.Content.Span), p.First.Path));
        var errors = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, error) => errors.Add(error.ToString()!);
        parser.ParseDocument(published.Text("index.html"));
        Assert.Empty(errors);
        Assert.Empty(published.Page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        var files = published.Files.ToDictionary(f => f.Path, f => f.Content);
        Assert.Empty(PublishedVersion.Verify(files, Figures(published)).Parts.SelectMany(p => p.Findings).Select(f => $"{f.File}: {f.Message}"));
        using var word = WordprocessingDocument.Open(new MemoryStream(published.File("opinion.docx").Content.ToArray()), isEditable: false);
        using var excel = SpreadsheetDocument.Open(new MemoryStream(published.File("tables.xlsx").Content.ToArray()), isEditable: false);
        var validator = new OpenXmlValidator(FileFormatVersions.Office2019);
        Assert.Empty(validator.Validate(word).Concat(validator.Validate(excel)).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
    }

    private static PublishedFigure[] Figures(Published published) =>
    [
        .. published.Page.QuerySelectorAll("[data-source]")
            .Select(e => new PublishedFigure("index.html", e.TagName, e.GetAttribute("data-source")!, e.TextContent.Trim())),
    ];

    private static string WordText(Published published)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(published.File("opinion.docx").Content.ToArray()), isEditable: false);
        return word.MainDocumentPart!.Document!.InnerText;
    }
}
