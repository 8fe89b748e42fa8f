using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Tests.Excel;
using GyoseiFlow.Documents.Tests.Word;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests;

/// <summary>The 訂正 list of a corrected version: reason, what changed, linked from the contents, and in the data.</summary>
public class CorrectionDocumentTests
{
    private const string Reason = "転記の誤り <b>";

    [Fact]
    public async Task FirstVersion_HasNoListAndNoTable()
    {
        var published = await Published.OfAsync(new Years().Build());

        Assert.Null(published.Page.GetElementById("corrections"));
        Assert.DoesNotContain(published.Files, f => f.Path == "data/corrections.csv");
        Assert.Empty(published.Data.GetProperty("corrections").EnumerateArray());
    }

    [Fact]
    public async Task Corrected_ListsReasonAndChangesFirst_LinkedFromTheContents()
    {
        var page = (await Published.OfAsync(Corrected())).Page;

        Assert.Equal("corrections", page.QuerySelector("main > section")!.Id);
        Assert.Equal("訂正の内容（第2版）", page.QuerySelector(".contents a[href='#corrections']")!.TextContent);
        Assert.Equal("第2版（訂正版）", page.QuerySelector(".cover-version")!.TextContent);
        Assert.Equal("初版 令和6年7月1日訂正の内容", page.QuerySelector(".cover-first")!.TextContent);
        Assert.Equal("令和6年9月2日", page.QuerySelector(".cover-date")!.TextContent);
        var list = page.GetElementById("corrections")!;
        Assert.Contains(Reason, list.TextContent, StringComparison.Ordinal);
        Assert.Equal("../v1/index.html", list.QuerySelector("a[href^='..']")!.GetAttribute("href"));
        Assert.All(list.QuerySelectorAll("a[href^='#']"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task Corrected_ShowsEachFigureBeforeAndAfter()
    {
        var rows = (await Published.OfAsync(Corrected())).Cells("correction-2-changes");

        Assert.Equal(
            [
                "実践項目 M1 広告収入|評点（進捗度）|3|1", "合計|5|3", "総合評価|A|B", "記載を訂正（特記事項）|順調|順調でない",
                "取組項目 1 財源の確保|平均値（進捗度）|2.5|1.5", "合計|4.5|3.5", "総合評価|A|B",
                "意見を訂正（2件目）|続けてほしい。|続けないでほしい。", "意見を追加（3件目）|（なし）|新しい意見",
                "テーマ 健全な財政|平均値（進捗度）|2.5|1.5", "合計|4.5|3.5", "総合評価|A|B",
            ],
            rows.Select(r => string.Join('|', r)));
    }

    [Fact]
    public async Task Corrected_DataSaysTheSame()
    {
        var published = await Published.OfAsync(Corrected());

        var rows = published.Csv("corrections.csv");
        Assert.Equal(12, rows.Length);
        Assert.Equal(
            ("2", "2024-09-02", Reason, "1", "measure", "M1", "score", "progress", "3", "1"),
            (rows[0]["version"], rows[0]["published_on"], rows[0]["reason"], rows[0]["order"], rows[0]["of"], rows[0]["code"],
                rows[0]["figure"], rows[0]["detail"], rows[0]["before"], rows[0]["after"]));
        var correction = published.Data.GetProperty("corrections").EnumerateArray().Single();
        Assert.Equal(rows.Select(r => r["after"]), correction.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("after").GetString()));
        Assert.Equal("2024-07-01", published.Data.GetProperty("firstPublishedOn").GetString());
        Assert.Contains(published.Csv("codes.csv"), r => r["list"] == "changed_figure" && r["code"] == "committee_mean");
    }

    [Fact]
    public async Task Corrected_WordSaysItBeforeTheFirstChapter()
    {
        var published = await Published.OfAsync(Corrected());
        using var word = new WordReading(published);

        Assert.Equal(published.Page.QuerySelectorAll("main h2").Select(h => h.TextContent), word.Texts("Heading1"));
        Assert.Equal("訂正", word.Texts("Heading1")[0]);
        Assert.Equal(["訂正\t", "第2版での訂正（令和6年9月2日）\t"], [word.Texts("TOC1")[0], word.Texts("TOC2")[0]]);
        Assert.Contains("初版 令和6年7月1日", word.Texts("Subtitle"));
        Assert.Contains($"訂正の理由　{Reason}", word.Texts("Normal"));
        Assert.Equal(
            [
                "実践項目 M1 広告収入", "評点（進捗度）|3|1", "合計|5|3", "総合評価|A|B", "記載を訂正（特記事項）|順調|順調でない",
                "取組項目 1 財源の確保", "平均値（進捗度）|2.5|1.5", "合計|4.5|3.5", "総合評価|A|B",
                "意見を訂正（2件目）|続けてほしい。|続けないでほしい。", "意見を追加（3件目）|（なし）|新しい意見",
                "テーマ 健全な財政", "平均値（進捗度）|2.5|1.5", "合計|4.5|3.5", "総合評価|A|B",
            ],
            word.Cells("第2版での訂正の内容（12か所）").Select(r => string.Join('|', r)));
        Assert.NotNull(word.Table("第2版での訂正の内容（12か所）").Descendants<TableHeader>().SingleOrDefault());
        Assert.Contains("でない", word.Body.Descendants<Run>().Where(r => r.RunProperties?.RunStyle?.Val == "Changed").Select(r => r.InnerText));
    }

    [Fact]
    public async Task Corrected_ExcelHasARowAChange_FiguresAsNumbers()
    {
        var published = await Published.OfAsync(Corrected());
        var sheets = ExcelReading.Sheets(published);

        var sheet = sheets["訂正"];
        var rows = published.Csv("corrections.csv");
        Assert.Equal(rows.Select(r => (object?)r["what"]), sheet.Column("訂正した数値・記載"));
        Assert.Equal(
            [3d, 5d, null, null, 2.5, 4.5, null, null, null, 2.5, 4.5, null], sheet.Column("訂正前の数値"));
        Assert.Equal(
            [null, null, "A", "順調", null, null, "A", "続けてほしい。", null, null, null, "A"], sheet.Column("訂正前の記載"));
        Assert.Equal(
            [null, null, "B", "順調でない", null, null, "B", "続けないでほしい。", "新しい意見", null, null, "B"], sheet.Column("訂正後の記載"));
        Assert.All(sheet.Column("公表日"), day => Assert.Equal(new DateTime(2024, 9, 2), day));
        Assert.All(sheet.Column("版"), version => Assert.Equal(2d, version));
        Assert.Contains(sheets["データの説明"], row =>
            row[0] is "第2版での訂正（令和6年9月2日）" && ((string)row[1]!).Contains(Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FirstVersion_HasNoCorrectionsInWordAndExcel()
    {
        var published = await Published.OfAsync(new Years().Build());
        using var word = new WordReading(published);

        Assert.DoesNotContain("訂正", word.Texts("Heading1"));
        Assert.DoesNotContain("訂正", ExcelReading.Sheets(published).Keys);
    }

    internal static ReviewedYear Corrected()
    {
        var before = new Years().Build();
        var years = new Years { Version = 2, Opinions = ["よい取組である。", "続けないでほしい。", "新しい意見"] };
        var after = (years with
        {
            Scores = years.Scores.SetItem("M1", [1, 2]),
            Answers = years.Answers.SetItem("M1", Answers.None.With("remark", new TextAnswer("順調でない"))),
        }).Build() with
        {
            PublishedOn = new DateOnly(2024, 9, 2),
        };
        return after with
        {
            FirstPublishedOn = before.PublishedOn,
            Corrections = [Correction.Ordered(2, after.PublishedOn, Reason, FigureChanges.Between(before, after))],
        };
    }
}
