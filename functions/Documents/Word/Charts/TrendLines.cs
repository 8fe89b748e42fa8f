using System.Xml.Linq;
using GyoseiFlow.Documents.Parts;
using static GyoseiFlow.Documents.Word.Charts.ChartXml;

namespace GyoseiFlow.Documents.Word.Charts;

/// <summary>The course of an indicator: a line with circles for what was reached, a dashed one with diamonds for what is to be reached.</summary>
internal static class TrendLines
{
    private const string Format = "#,##0.##########";

    public static WordChart Of(TrendChart chart)
    {
        var sheet = new ChartSheet("推移", chart.Table());
        return new WordChart(
            chart.Title,
            chart.Description,
            sheet,
            Space(
                null, Legend, null, Plot(sheet), CategoryAxis("minMax", "b", hasGrid: false), Axis(chart)),
            WordChart.FullWidth * 3 / 4,
            2_500_000);
    }

    private static XElement Legend => new(C + "legend", Value("legendPos", "b"), Value("overlay", "0"), Text("900", isBold: false));

    private static XElement Axis(TrendChart chart)
    {
        var (from, to) = chart.Scale;
        var axis = ValueAxis(0, 1, "l", Value("crosses", "min"), Html.Printed.Number((to - from) / 4), isShown: true);
        axis.Element(C + "scaling")!.ReplaceWith(Scaling("minMax", Html.Printed.Number(from), Html.Printed.Number(to)));
        axis.Element(C + "numFmt")!.ReplaceWith(NumberFormat(Format));
        return axis;
    }

    private static XElement Plot(ChartSheet sheet) => new(
        C + "lineChart",
        Value("grouping", "standard"),
        Value("varyColors", "0"),
        Series(sheet, 0, 2, "circle", Dark, isDashed: false, "t"),
        Series(sheet, 1, 1, "diamond", White, isDashed: true, "t"),
        Value("marker", "1"),
        AxisIds);

    private static XElement Series(ChartSheet sheet, int order, int column, string symbol, string fill, bool isDashed, string labels) => new(
        C + "ser",
        Order(order),
        new XElement(C + "tx", sheet.Head(column)),
        new XElement(C + "spPr", new XElement(
            A + "ln", new XAttribute("w", isDashed ? "15875" : "28575"), Fill(Dark), isDashed ? new XElement(A + "prstDash", new XAttribute("val", "dash")) : null)),
        new XElement(
            C + "marker",
            Value("symbol", symbol),
            Value("size", isDashed ? "10" : "7"),
            new XElement(C + "spPr", Fill(fill), Line(Dark, 19050))),
        Labels(Format, labels, Black),
        new XElement(C + "cat", sheet.Texts(0)),
        new XElement(C + "val", sheet.Numbers(column, Format)),
        Value("smooth", "0"));
}
