using System.Collections.Immutable;
using AngleSharp.Dom;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests;

public class OpinionPageTests
{
    [Fact]
    public async Task YearWithoutTheCommittee_PrintsNothingOfIt()
    {
        var year = new Years { Ballots = ImmutableDictionary<int, ImmutableArray<int>>.Empty }.Build();
        var published = await Published.OfAsync(year with { Cycle = year.Cycle with { Committee = null }, Opinions = Review.Committee.CompiledOpinions.None });

        string[] words = ["審議会評価平均", "委員評価", "委員の意見", "有効性"];
        Assert.All(words, word => Assert.DoesNotContain(word, published.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
        using var word = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(new MemoryStream(published.File("opinion.docx").Content.ToArray()), isEditable: false);
        Assert.All(words, text => Assert.DoesNotContain(text, word.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal));
        using var excel = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(published.File("tables.xlsx").Content.ToArray()), isEditable: false);
        Assert.DoesNotContain(excel.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>(), s => s.Name!.Value!.Contains("委員", StringComparison.Ordinal));
    }

    /// <summary>苫小牧市's paper says 審議会; a city with a 委員会 finds its own word in everything that is published.</summary>
    [Fact]
    public async Task Committee_IsCalledByItsKind_InEveryFile()
    {
        var year = new Years().Build();
        var published = await Published.OfAsync(year with { Plan = year.Plan with { Committee = year.Plan.Committee with { Name = "試験市行革推進委員会" } } });

        Assert.Contains("委員会評価平均", published.Page.QuerySelector("#items-overview thead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("委員会評価平均", published.Text("data/index.html"), StringComparison.Ordinal);
        using var excel = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(published.File("tables.xlsx").Content.ToArray()), isEditable: false);
        Assert.Contains(excel.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>(), s => s.Name == "自己評価と委員会評価");
        using var word = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(new MemoryStream(published.File("opinion.docx").Content.ToArray()), isEditable: false);
        Assert.Contains("委員会評価平均", word.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
        Assert.DoesNotContain("審議会", word.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
        Assert.All(
            published.Files.Where(f => Path.GetExtension(f.Path) is ".html" or ".csv" or ".json"),
            f => Assert.DoesNotContain("審議会", published.Text(f.Path), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("苫小牧市行政改革推進審議会", "審議会")]
    [InlineData("行政改革推進委員会", "委員会")]
    [InlineData("行財政運営部会", "部会")]
    [InlineData("行革市民会議", "会議")]
    [InlineData("行革推進協議会", "協議会")]
    [InlineData("行革を考える会", "委員会")]
    public void Committee_HasTheKindOfItsName(string name, string kind) =>
        Assert.Equal(kind, (new Years().Build().Plan.Committee with { Name = name }).Kind);

    [Fact]
    public async Task Page_HasThePapersChaptersInOrder()
    {
        var page = (await Published.OfAsync(new Years().Build())).Page;

        Assert.Equal(
            ["目次", "1 はじめに", "2 財政効果額について", "3 評価方法について", "4 取組の有効性の評価について", "5 総評", "6 試験市審議会委員名簿", "資料編　令和5年度進捗状況シート"],
            page.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Equal("取組に関する意見書", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("令和6年7月1日", page.QuerySelector(".cover time")!.TextContent);
        Assert.Equal("ja", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public void Method_OfAPlanThatSaysNothingOfTheCourse_HasNoEmptyHeading()
    {
        var plan = new Years().Build().Plan;
        plan = plan with { Document = plan.Document with { Flow = new(""), FlowRows = [] } };

        Assert.Equal(new Opinion.MethodSections(Flow: null, "(1) 評価方法", "(2) 評点と総合評価の決め方"), Opinion.MethodSections.Of(plan));
    }

    [Fact]
    public async Task Headings_NeverSkipALevel()
    {
        var levels = (await Published.OfAsync(new Years { Introduction = "# 大\n\n#### 小" }.Build())).Page
            .QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(h => h.LocalName[1] - '0').ToArray();

        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.Second} follows h{pair.First}"));
    }

    [Fact]
    public async Task Tables_HaveCaptionsAndScopedHeads()
    {
        var page = (await Tomakomai.PublishedAsync).Page;

        Assert.All(page.QuerySelectorAll("table"), table => Assert.False(string.IsNullOrWhiteSpace(table.QuerySelector("caption")?.TextContent)));
        Assert.All(page.QuerySelectorAll("th"), head => Assert.NotNull(head.GetAttribute("scope")));
        Assert.All(page.QuerySelectorAll("[role=group]"), group =>
        {
            Assert.Equal("0", group.GetAttribute("tabindex"));
            Assert.NotNull(page.GetElementById(group.GetAttribute("aria-labelledby")!));
        });
    }

    [Fact]
    public async Task Rows_HaveAsManyCellsAsTheHead()
    {
        var page = (await Published.OfAsync(new Years().Build())).Page;

        Assert.All(page.QuerySelectorAll("table"), table =>
        {
            var columns = Widths(table.QuerySelector("thead tr")!);
            Assert.All(table.QuerySelectorAll("tbody tr"), row => Assert.True(
                Widths(row) == columns || row.PreviousElementSibling is not null, $"{table.Id}: {Widths(row)} cells under {columns}"));
        });
    }

    [Fact]
    public async Task Ids_AreUniqueAndLinksLeadToThem()
    {
        var published = await Tomakomai.PublishedAsync;
        var page = published.Page;

        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        var links = page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).ToArray();
        Assert.All(links.Where(l => l.StartsWith('#')), link => Assert.Contains(link[1..], ids));
        Assert.All(["opinion.docx", "tables.xlsx", "data/index.html"], path => Assert.Contains(path, links));
        var data = published.Html("data/index.html");
        Assert.All(links.Where(l => !l.StartsWith('#')), link =>
        {
            Assert.Contains(link.Split('#')[0], published.Files.Select(f => f.Path));
            Assert.True(!link.Contains('#', StringComparison.Ordinal) || data.GetElementById(link.Split('#')[1]) is not null, link);
        });
    }

    [Fact]
    public async Task Page_LoadsNothing()
    {
        var published = await Tomakomai.PublishedAsync;

        Assert.All(published.Files.Where(f => f.Path.EndsWith(".html", StringComparison.Ordinal)), file =>
        {
            // A department's text may name an address; nothing may fetch one.
            var page = published.Html(file.Path);
            Assert.All(
                page.All.SelectMany(e => e.Attributes),
                a => Assert.DoesNotContain("//", a.Value, StringComparison.Ordinal));
            Assert.All(new[] { "url(", "@import", "//" }, word =>
                Assert.All(page.QuerySelectorAll("style"), style => Assert.DoesNotContain(word, style.TextContent, StringComparison.Ordinal)));
            Assert.Empty(page.QuerySelectorAll("script, link:not([rel=alternate]), img, iframe, object, embed, [src], [style], [onclick]"));
        });
    }

    [Fact]
    public async Task Measures_EndedShowADash_NotStartedNothing_MissingSaysSo_NeverZero()
    {
        var year = new Years { Answers = ImmutableDictionary<string, Answers>.Empty, Scores = ImmutableDictionary<string, int[]>.Empty }.Build();

        var rows = (await Published.OfAsync(year)).Cells("measures-overview").Where(r => r.Length > 1).ToDictionary(r => r[0]);

        Assert.Equal(["M1", "広告収入", "B", "未提出", "", "(総)総務課"], rows["M1"]);
        Assert.Equal(["M3", "研修", "A", "-", "-", "-", "-", "R4", "(総)総務課"], rows["M3"]);
        Assert.Equal(["M4", "採用", "", "", "", "", "", "", "(総)総務課"], rows["M4"]);
    }

    [Fact]
    public async Task Item_ShowsItsFiguresGradesAndOpinions()
    {
        var page = (await Published.OfAsync(new Years().Build())).Page;
        var item = page.GetElementById("item-1")!;

        Assert.Equal(["2.5", "2.0", "4.5", "A"], Published.Cells(item.QuerySelector("#item-1-means")!).Single());
        Assert.Equal(["B", "今回"], Published.Cells(item.QuerySelector("#item-1-years")!).Single());
        Assert.Equal("4.3/5", item.QuerySelector(".committee-value")!.TextContent.Trim());
        Assert.Equal(["よい取組である。", "続けてほしい。"], item.QuerySelectorAll(".opinions li").Select(l => l.TextContent));
        Assert.Equal("評価なし", page.QuerySelector("#item-2 .committee-value")!.TextContent);
        Assert.Equal("意見はありませんでした。", page.QuerySelector("#item-2 .opinions p")!.TextContent);
    }

    [Fact]
    public async Task Method_SaysThePlansRules()
    {
        var method = (await Published.OfAsync(new Years().Build())).Page.GetElementById("chapter-3")!;

        Assert.Equal(
            [["A", "5以上", "4.5以上"], ["B", "3以上5未満", "3以上4.5未満"], ["C", "0以上3未満", "0以上3未満"]],
            Published.Cells(method.QuerySelector("#grades")!));
        Assert.Contains("「進捗度」が1以下の場合は、合計にかかわらず総合評価はBを上限とする。取組項目とテーマの平均値についても同じとする。", method.TextContent, StringComparison.Ordinal);
        Assert.Contains("小数第2位を四捨五入し、小数第1位まで表示する", method.TextContent, StringComparison.Ordinal);
        Assert.Equal([["5", "非常に評価できる"], ["4", ""], ["3", ""], ["2", ""], ["1", "課題あり"]], Published.Cells(method.QuerySelector("#scale")!));
    }

    [Fact]
    public async Task GeneralReview_HasTheComputedFigures()
    {
        var page = (await Published.OfAsync(new Years().Build())).Page;

        Assert.Equal("2項目のうち100.0%がA又はBとなった。", page.QuerySelector("#chapter-5 p")!.TextContent);
    }

    [Fact]
    public async Task Roster_ShowsRolesAndNoAddresses()
    {
        var published = await Published.OfAsync(new Years().Build());

        Assert.Equal([["1", "会長", ""], ["2", "委員", "公募"]], published.Cells("roster"));
        Assert.All(published.Files, file => Assert.DoesNotContain("m1@example.jp", published.Text(file.Path), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sheets_ShowEveryKindOfAnswer()
    {
        var row = ImmutableSortedDictionary<string, string>.Empty.Add("year", "2023").Add("result", "一行目\n二行目");
        var answers = Answers.None
            .With("actions", new TableAnswer([row]))
            .With("scores", new ScoresAnswer(ImmutableSortedDictionary<string, int>.Empty.Add("progress", 3).Add("creativity", 2)))
            .With("reasons", new TextsAnswer(ImmutableSortedDictionary<string, string>.Empty.Add("progress", "予定どおり")))
            .With("ended", new MonthAnswer(new DateOnly(2024, 3, 1)))
            .With("remark", new TextAnswer("特になし"));

        var page = (await Published.OfAsync(new Years { Answers = ImmutableDictionary<string, Answers>.Empty.Add("M1", answers) }.Build())).Page;

        var sheet = page.GetElementById("sheet-M1")!;
        Assert.Equal(["取組内容", "自己評価", "評価の理由", "取組終了", "特記事項"], sheet.QuerySelectorAll("h5").Select(h => h.TextContent));
        Assert.Equal(["R5", "一行目\n二行目"], Published.Cells(sheet.QuerySelector("#sheet-M1-actions")!).Single());
        Assert.Equal(["3", "2", "5", "A"], Published.Cells(sheet.QuerySelector("#sheet-M1-scores")!).Single());
        Assert.Contains("令和6年3月", sheet.TextContent, StringComparison.Ordinal);
        Assert.Equal("未提出", page.QuerySelector("#sheet-M2 .state")!.TextContent);
        Assert.Equal("取組終了", page.QuerySelector("#sheet-M3 .state")!.TextContent);
        Assert.Equal("開始前", page.QuerySelector("#sheet-M4 .state")!.TextContent);
    }

    [Fact]
    public async Task Radar_IsLeftOutWithFewThemesAndDescribedInWordsOtherwise()
    {
        Assert.Null((await Published.OfAsync(new Years().Build())).Page.QuerySelector("#radar"));

        var chart = (await Tomakomai.PublishedAsync).Page.QuerySelector("#radar")!;
        Assert.Equal("テーマ別の審議会評価平均", chart.QuerySelector("title")!.TextContent);
        Assert.Contains("ICTの活用 4.2", chart.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(7, chart.QuerySelectorAll("circle").Length);
    }

    [Fact]
    public async Task Version_ShowsOnlyOnCorrections()
    {
        Assert.Null((await Published.OfAsync(new Years().Build())).Page.QuerySelector(".cover-version"));
        Assert.Equal(
            "第2版（訂正版）", (await Published.OfAsync(new Years { Version = 2 }.Build())).Page.QuerySelector(".cover-version")!.TextContent);
    }

    [Fact]
    public async Task EmptyCycle_OfOneItem_IsADocumentAllTheSame()
    {
        var years = new Years
        {
            Items = [new(1, "唯一の項目", [], [Years.Measure("1", "唯一の実践")])],
            Themes = [],
            Scores = ImmutableDictionary<string, int[]>.Empty,
            Ballots = ImmutableDictionary<int, ImmutableArray<int>>.Empty,
            Answers = ImmutableDictionary<string, Answers>.Empty,
            Opinions = [],
            Past = PastGrades.None,
        };

        var published = await Published.OfAsync(years.Build());

        Assert.Equal([["1", "唯一の項目", "0", "", "", "", "", ""]], published.Cells("items-overview"));
        Assert.Equal("0項目のうち－%がA又はBとなった。", published.Page.QuerySelector("#chapter-5 p")!.TextContent);
    }

    private static int Widths(IElement row) =>
        row.QuerySelectorAll("th, td").Sum(c => int.Parse(c.GetAttribute("colspan") ?? "1", System.Globalization.CultureInfo.InvariantCulture));
}
