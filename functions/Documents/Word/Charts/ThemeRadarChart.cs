using System.Collections.Immutable;
using System.Xml.Linq;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Plans;
using static GyoseiFlow.Documents.Word.Charts.ChartXml;

namespace GyoseiFlow.Documents.Word.Charts;

/// <summary>The themes' means as a radar chart: one line with markers, a gap where there is no value.</summary>
internal static class ThemeRadarChart
{
    public static WordChart Of(CommitteePlan committee, RadarChart chart)
    {
        var sheet = new ChartSheet("テーマ別評価平均", PaperTable.Of(
            RadarChart.Title(committee),
            [PaperColumn.Words("テーマ", 16), PaperColumn.Number(CommitteeWords.Mean(committee), 5)],
            chart.Spokes.Select(s => ImmutableArray.Create<PaperCell>(s.Label, s.Value))));
        var rings = chart.Rings.ToArray();
        return new WordChart(
            RadarChart.Title(committee),
            chart.Description,
            sheet,
            Space(
                null, null, null, Plot(sheet), CategoryAxis("minMax", "b", hasGrid: true),
                ValueAxis(rings[0] - 1, rings[^1], "l", Value("crosses", "min"), "1", isShown: true)),
            4_800_000,
            3_500_000);
    }

    private static XElement Plot(ChartSheet sheet) => new(
        C + "radarChart",
        Value("radarStyle", "marker"),
        Value("varyColors", "0"),
        new XElement(
            C + "ser",
            Order(0),
            new XElement(C + "tx", sheet.Head(1)),
            new XElement(C + "spPr", Line(Dark, 28575)),
            new XElement(
                C + "marker",
                Value("symbol", "circle"),
                Value("size", "7"),
                new XElement(C + "spPr", Fill(White), Line(Dark, 19050))),
            Labels("0.0", null, Black),
            new XElement(C + "cat", sheet.Texts(0)),
            new XElement(C + "val", sheet.Numbers(1, "0.0"))),
        AxisIds);
}
