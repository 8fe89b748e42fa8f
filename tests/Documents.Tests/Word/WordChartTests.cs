using System.Collections.Immutable;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using GyoseiFlow.Review.Plans;
using static System.Globalization.CultureInfo;

namespace GyoseiFlow.Documents.Tests.Word;

/// <summary>The charts in Word: what the page's charts say, with the figures in a workbook inside, and in words.</summary>
public class WordChartTests
{
    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";

    [Fact]
    public async Task Charts_AreThePagesEachWithItsCaptionAndWords()
    {
        var published = await Tomakomai.PublishedAsync;
        using var word = new WordReading(published);

        Assert.Equal(
            ["radarChart", "barChart", "scatterChart", "barChart", "barChart"],
            Charts(word).Select(c => c.Descendants(C + "plotArea").Single().Elements().ElementAt(1).Name.LocalName));
        Assert.Equal(published.Page.QuerySelectorAll("figure.chart svg").Length, word.Texts("FigureCaption").Length);
        Assert.All(word.Texts("FigureCaption"), caption => Assert.StartsWith("図　", caption, StringComparison.Ordinal));
        var properties = word.Body.Descendants<DocProperties>().ToArray();
        Assert.Equal(properties.Length, properties.Select(p => p.Id!.Value).Distinct().Count());
        Assert.Contains("健全な財政運営 4.1", properties[0].Description!.Value!, StringComparison.Ordinal);
        Assert.Contains("令和6年度はA ", properties[1].Description!.Value!, StringComparison.Ordinal);
        Assert.Contains("1 新たな財源確保に向けた取組は", properties[2].Description!.Value!, StringComparison.Ordinal);
        Assert.Contains("1 新たな財源確保に向けた取組 11.6", properties[3].Description!.Value!, StringComparison.Ordinal);
        Assert.Contains("1 新たな財源確保に向けた取組 4.4", properties[4].Description!.Value!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Charts_SayWhatTheirWorkbooksSay()
    {
        using var word = new WordReading(await Tomakomai.PublishedAsync);

        foreach (var part in Parts(word))
        {
            using var book = SpreadsheetDocument.Open(part.EmbeddedPackagePart!.GetStream(), isEditable: false);
            var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()
                .ToDictionary(c => c.CellReference!.Value!, c => c.InnerText);
            var sheet = book.WorkbookPart.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Single().Name!.Value;
            Assert.EndsWith(".xlsx", part.EmbeddedPackagePart.Uri.ToString(), StringComparison.Ordinal);
            var references = Read(part).Descendants(C + "f").Select(f => f.Parent!).ToArray();
            Assert.NotEmpty(references);
            Assert.All(references, reference =>
            {
                var (name, area) = Split(reference.Element(C + "f")!.Value);
                Assert.Equal(sheet, name);
                Assert.Equal(
                    Addresses(area).Select(a => cells[a]).Where(text => text.Length > 0),
                    reference.Descendants(C + "v").Select(v => v.Value));
            });
        }
    }

    [Fact]
    public async Task Radar_HasTheMeans()
    {
        using var word = new WordReading(await Tomakomai.PublishedAsync);

        Assert.Equal(["4.1", "4.1", "4.0", "3.9", "4.0", "4.2", "4.3"], Numbers(Charts(word)[0], "val")[0]);
    }

    [Fact]
    public async Task Distribution_HasASeriesAGradeInItsOwnPattern()
    {
        var published = await Tomakomai.PublishedAsync;
        using var word = new WordReading(published);
        var chart = Charts(word)[1];

        var table = published.Cells("distribution-table");
        Assert.Equal(Enumerable.Range(1, 4).Select(grade => table.Select(row => row[grade])), Numbers(chart, "val"));
        var fills = chart.Descendants(C + "ser").Select(s => s.Element(C + "spPr")!.Elements().First().ToString()).ToArray();
        Assert.Equal(4, fills.Distinct().Count());
    }

    [Fact]
    public async Task ItemGrades_HaveASquareAGrade()
    {
        var published = await Tomakomai.PublishedAsync;
        using var word = new WordReading(published);
        var grades = Charts(word)[2].Descendants(C + "ser").Skip(1).ToArray();

        var squares = grades.SelectMany(s => Points(s, "yVal").Select(point => (
            Row: int.Parse(point.Value, InvariantCulture),
            Column: int.Parse(Points(s, "xVal")[point.Key], InvariantCulture),
            Grade: s.Element(C + "tx")!.Descendants(C + "v").Single().Value)));
        var table = published.Cells("item-grades-table");
        Assert.Equal(
            table.SelectMany((row, at) => row.Skip(2).Select((grade, year) => (Row: at + 1, Column: year + 1, Grade: grade)))
                .Where(s => s.Grade.Length > 0 && s.Grade != "-"),
            squares.Order());
        Assert.Equal(
            published.Page.QuerySelectorAll("#item-grades-table thead th").Skip(2).Select(h => h.TextContent).Concat(table.Select(row => row[0])),
            Charts(word)[2].Descendants(C + "ser").First().Descendants(C + "dLbl").Select(l => l.Element(C + "tx")!.Value));
    }

    [Fact]
    public async Task ReviewPairs_AreTwoChartsOnTheirOwnScales()
    {
        var published = await Tomakomai.PublishedAsync;
        using var word = new WordReading(published);
        var charts = Charts(word)[3..];

        var table = published.Cells("review-pairs-table");
        Assert.Equal(table.Select(row => row[2]), Numbers(charts[0], "val")[0]);
        Assert.Equal(table.Select(row => row[4]), Numbers(charts[1], "val")[0]);
        Assert.Equal(["0~12", "1~5"], charts.Select(c => $"{Bound(c, "min")}~{Bound(c, "max")}"));
    }

    [Fact]
    public async Task ManyItems_GetSeveralCharts()
    {
        var items = Enumerable.Range(1, 80).Select(i => new Item(i, $"項目{i}", ["money"], [Years.Measure($"M{i}", "実践")])).ToImmutableArray();
        using var word = await WordReading.OfAsync(new Years
        {
            Items = items,
            Scores = items.ToImmutableDictionary(i => $"M{i.Number}", _ => new[] { 2, 2 }),
        }.Build());

        Assert.Equal(1 + 3 + (3 * 2), Charts(word).Length);
        Assert.Equal(80, Charts(word).Skip(4).Where((_, at) => at % 2 == 0).Sum(c => Numbers(c, "val")[0].Length));
    }

    [Fact]
    public async Task Radar_IsLeftOutWhereTwoThemesMakeNone_AndOthersWithoutData()
    {
        using var word = await WordReading.OfAsync(new Years().Build());
        using var none = await WordReading.OfAsync(new Years { Scores = ImmutableDictionary<string, int[]>.Empty, Past = PastNone }.Build());

        Assert.Empty(word.Main.ChartParts.Select(Read).SelectMany(c => c.Descendants(C + "radarChart")));
        Assert.Equal(4, word.Main.ChartParts.Count());
        Assert.Contains("テーマ別評価平均（1～5）", word.Texts("Caption"));
        Assert.Empty(none.Main.ChartParts);
        Assert.Empty(none.Texts("FigureCaption"));
    }

    private static Review.Cycles.PastGrades PastNone => Review.Cycles.PastGrades.None;

    private static ChartPart[] Parts(WordReading word) =>
        [.. word.Body.Descendants<DocumentFormat.OpenXml.Drawing.Charts.ChartReference>().Select(r => (ChartPart)word.Main.GetPartById(r.Id!))];

    private static XDocument[] Charts(WordReading word) => [.. Parts(word).Select(Read)];

    private static XDocument Read(ChartPart part)
    {
        using var stream = part.GetStream();
        return XDocument.Load(stream);
    }

    private static string[][] Numbers(XDocument chart, string element) => [.. chart.Descendants(C + "ser").Select(s => Values(s, element))];

    private static string[] Values(XElement series, string element) =>
        [.. series.Element(C + element)!.Descendants(C + "pt").Select(p => p.Value)];

    private static Dictionary<string, string> Points(XElement series, string element) =>
        series.Element(C + element)!.Descendants(C + "pt").ToDictionary(p => p.Attribute("idx")!.Value, p => p.Value);

    private static string Bound(XDocument chart, string name) =>
        chart.Descendants(C + "valAx").Single().Element(C + "scaling")!.Element(C + name)!.Attribute("val")!.Value;

    private static (string Sheet, string Area) Split(string reference)
    {
        var at = reference.LastIndexOf('!');
        return (reference[..at].Trim('\''), reference[(at + 1)..]);
    }

    // $C$2:$C$8 and $C$1.
    private static IEnumerable<string> Addresses(string area)
    {
        var ends = area.Split(':').Select(a => a.Split('$')).ToArray();
        var (first, last) = (int.Parse(ends[0][2], InvariantCulture), int.Parse(ends[^1][2], InvariantCulture));
        return Enumerable.Range(first, last - first + 1).Select(row => ends[0][1] + row.ToString(InvariantCulture));
    }
}
