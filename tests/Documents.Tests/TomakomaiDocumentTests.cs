using System.Text.Json;
using GyoseiFlow.Review.Plans;
using static System.Globalization.CultureInfo;

namespace GyoseiFlow.Documents.Tests;

/// <summary>The document of 苫小牧市 for 令和6年度 against the paper that the city published.</summary>
public class TomakomaiDocumentTests
{
    private static readonly Lazy<JsonElement> Paper = new(() => JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Review.Tests", "Papers", "tomakomai-published.json"))).RootElement);

    private static readonly string[] Criteria = ["進捗度", "連携度", "効率性", "創造性"];

    [Fact]
    public async Task DataJson_HasThePapersFigures()
    {
        var data = (await Tomakomai.PublishedAsync).Data;

        Assert.Equal(Rows(Paper.Value, "items", "no", "avg", "council_avg"), Rows(data, "items", "number", "means", "committeeMean"));
        Assert.Equal(Rows(Paper.Value, "themes", "no", "avg", "council_avg"), Rows(data, "themes", "number", "means", "committeeMean"));
        Assert.Equal(Rows(Paper.Value, "measures", "code", "scores", "total"), Rows(data, "measures", "code", "scores", "total"));
        Assert.Equal(2024, data.GetProperty("fiscalYear").GetInt32());
        Assert.Equal("総括", data.GetProperty("scoreLabel").GetString());
        Assert.Equal(98.9m, data.GetProperty("closing").GetProperty("topTwoShare").GetDecimal());
        Assert.Equal(14, data.GetProperty("closing").GetProperty("itemsFromFour").GetInt32());
    }

    /// <summary>工程確定: the ten measures whose schedules were fixed in R5, by practices.json of the paper's figures; in R4 they were not yet.</summary>
    [Fact]
    public async Task Page_SaysWhichSchedulesWereFixed_FromTheirYearOn()
    {
        const string Tag = "R5工程確定";
        string[] codes = ["6", "28", "37", "38", "48", "49", "50", "51", "52", "65"];
        var rows = (await Tomakomai.PublishedAsync).Page.QuerySelectorAll(".answers summary").Where(s => s.TextContent.Contains(Tag, StringComparison.Ordinal));

        Assert.Equal(codes, Tagged(2024));
        Assert.Equal(codes, Tagged(2023));
        Assert.Empty(Tagged(2022));
        Assert.Equal(codes.Length, rows.Count());

        static IEnumerable<string> Tagged(int year) =>
            Tomakomai.R6.Plan.In(new(year)).Measures.Where(m => m.RevisionTag == Tag).Select(m => m.Code);
    }

    [Theory]
    [InlineData("items-overview")]
    [InlineData("items-summary")]
    public async Task ItemTables_HaveThePapersFigures(string table)
    {
        var rows = (await Tomakomai.PublishedAsync).Cells(table);

        var themes = Tomakomai.R6.Plan.Themes.Select(t => t.Short).ToArray();
        Assert.Equal(
            Paper.Value.GetProperty("items").EnumerateArray().Select(item => string.Join('|',
            [
                item.GetProperty("no").GetRawText(),
                item.GetProperty("name").GetString()!,
                .. themes.Select(t => item.GetProperty("themes").EnumerateArray().Any(i => i.GetString() == t) ? "○" : ""),
                item.GetProperty("n_practices").GetRawText(),
                .. Criteria.Select(c => item.GetProperty("avg").GetProperty(c).GetRawText()),
                item.GetProperty("total").GetRawText(),
                item.GetProperty("grade").GetString()!,
                item.GetProperty("council_avg").GetRawText(),
            ])),
            rows.Select(r => string.Join('|', r)));
    }

    [Fact]
    public async Task ThemeTable_HasThePapersFigures()
    {
        var rows = (await Tomakomai.PublishedAsync).Cells("themes-summary");

        Assert.Equal(
            Paper.Value.GetProperty("themes").EnumerateArray().Select(theme => string.Join('|',
            [
                theme.GetProperty("no").GetString()!,
                theme.GetProperty("n_items").GetRawText(),
                theme.GetProperty("n_practices").GetRawText(),
                .. Criteria.Select(c => theme.GetProperty("avg").GetProperty(c).GetRawText()),
                theme.GetProperty("total").GetRawText(),
                theme.GetProperty("grade").GetString()!,
                theme.GetProperty("council_avg").GetRawText(),
            ])),
            rows.Select(r => string.Join('|', r.Where((_, column) => column != 1))));
    }

    [Fact]
    public async Task MeasureTable_HasEveryMeasureWithItsPastGrades()
    {
        var rows = (await Tomakomai.PublishedAsync).Cells("measures-overview").Where(r => r.Length > 1).ToDictionary(r => r[0]);

        Assert.Equal(95, rows.Count);
        Assert.Equal(
            ["1", "ガバメントクラウドファンディングの実施", "B", "A", "C", "C", "3", "3", "3", "3", "12", "A", "R6", "(政)政策推進課、(財)財政課"], rows["1"]);
        Assert.Equal(["A", "A", "A", "-"], rows["8"][2..6]);
        Assert.Equal(["", "", "", "A", "3", "3", "3", "3", "12", "A", "R5"], rows["N1"][2..13]);
    }

    [Fact]
    public async Task GeneralReview_SaysThePapersShare()
    {
        var page = (await Tomakomai.PublishedAsync).Page;

        Assert.Contains("全95項目のうち、総合評価がA及びBとなったものが98.9%となり", page.GetElementById("chapter-5")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4.0点以上の項目が14項目となり", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "「17 庁内文書の電子化の推進」及び「20 職員人材育成と「働き方改革」の推進」が4.6点", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appendix_HasEverySheet()
    {
        var page = (await Tomakomai.PublishedAsync).Page;

        Assert.Equal(95, page.QuerySelectorAll("#appendix details").Length);
        Assert.Equal(13, Published.Cells(page.GetElementById("sheet-1-actions")!).Length);
    }

    private static string[] Rows(JsonElement json, string list, string key, string values, string last) =>
    [
        .. json.GetProperty(list).EnumerateArray().Select(row => string.Join('|',
        [
            row.GetProperty(key).ToString(),
            .. row.GetProperty(values).EnumerateObject().Select(v => v.Value.GetDecimal().ToString(InvariantCulture)),
            row.GetProperty("total").GetDecimal().ToString(InvariantCulture),
            row.GetProperty("grade").GetString()!,
            row.GetProperty(last).GetDecimal().ToString(InvariantCulture),
        ])),
    ];
}
