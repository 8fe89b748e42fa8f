using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Tests;

/// <summary>Figures say what their tables say, with names and descriptions, told apart without colour.</summary>
public partial class ChartTests
{
    [Fact]
    public async Task Figures_EachHasTitleDescriptionCaptionAndATable()
    {
        var figures = (await Tomakomai.PublishedAsync).Page.QuerySelectorAll("figure").ToArray();

        Assert.Equal(["radar", "distribution", "item-grades", "review-pairs"], figures.Select(f => f.QuerySelector("svg")!.Id!));
        Assert.All(figures, figure =>
        {
            var svg = figure.QuerySelector("svg")!;
            Assert.Equal($"{svg.Id}-title {svg.Id}-desc", svg.GetAttribute("aria-labelledby"));
            Assert.All(new[] { "title", "desc" }, name => Assert.False(string.IsNullOrWhiteSpace(svg.QuerySelector(name)!.TextContent)));
            Assert.False(string.IsNullOrWhiteSpace(figure.QuerySelector("figcaption")!.TextContent));
            Assert.NotNull(figure.ParentElement!.QuerySelector("table"));
        });
    }

    [Fact]
    public async Task Distribution_CountsTheMeasuresOfEachYear()
    {
        var published = await Tomakomai.PublishedAsync;
        var expected = Tomakomai.R6.Figures.Measures.CountBy(m => m.Score?.Grade ?? "").ToDictionary(g => g.Key, g => g.Value);

        var rows = published.Cells("distribution-table");

        Assert.Equal(["令和2年度", "令和3年度", "令和4年度", "令和5年度", "令和6年度"], rows.Select(r => r[0]));
        Assert.Equal(["令和6年度", $"{expected["A"]}", $"{expected["B"]}", $"{expected["C"]}", "0", "95"], rows[^1]);
        Assert.Contains($"計95（C {expected["C"]}）", Texts(published.Page.GetElementById("distribution")!));
    }

    [Fact]
    public async Task ItemGrades_ChartHasEveryGradeOfTheTable()
    {
        var published = await Tomakomai.PublishedAsync;

        var inTable = published.Cells("item-grades-table").SelectMany(r => r[2..]).Where(g => g.Length > 0);
        var inChart = Texts(published.Page.GetElementById("item-grades")!).Where(t => t is "A" or "B" or "C" or "D");

        Assert.Equal(inTable, inChart);
    }

    [Fact]
    public async Task Pairs_ShowBothEvaluationsOfEveryItem()
    {
        var published = await Tomakomai.PublishedAsync;
        var chart = published.Page.GetElementById("review-pairs")!;

        Assert.Equal(22, chart.QuerySelectorAll("circle.self-mark").Length);
        Assert.Equal(22, chart.QuerySelectorAll("polygon.committee-mark").Length);
        Assert.Equal(["1", "新たな財源確保に向けた取組", "11.6", "A", "4.4"], published.Cells("review-pairs-table")[0]);
    }

    [Fact]
    public async Task Charts_WithoutData_AreLeftOutAndTakeNoNumber()
    {
        var years = new Years
        {
            Scores = ImmutableDictionary<string, int[]>.Empty,
            Ballots = ImmutableDictionary<int, ImmutableArray<int>>.Empty,
            Past = PastGrades.None,
        };

        var page = (await Published.OfAsync(years.Build())).Page;

        Assert.Empty(page.QuerySelectorAll("svg"));
        var some = (await Published.OfAsync((years with { Scores = new Years().Scores }).Build())).Page;
        Assert.Equal("4 実践項目別・総合評価の分布", some.GetElementById("effectiveness-distribution")!.TextContent);
    }

    [Fact]
    public async Task Numbers_AreWrittenWithoutACulture() => Assert.All(
        (await Tomakomai.PublishedAsync).Page.QuerySelectorAll("figure svg *").SelectMany(e => e.Attributes)
            .Where(a => a.Name is "x" or "y" or "x1" or "x2" or "y1" or "y2" or "cx" or "cy" or "width" or "height"),
        a => Assert.Matches(Number(), a.Value));

    private static IEnumerable<string> Texts(IElement chart) => chart.QuerySelectorAll("text").Select(t => t.TextContent);

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
