using System.Xml.Linq;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Office;
using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Word;

/// <summary>The radar chart in DrawingML: one line with markers, a gap where there is no value.</summary>
internal static class WordChartXml
{
    /// <summary>The sheet inside that holds the figures: number, name, mean.</summary>
    public const string SheetName = "テーマ別評価平均";

    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static XElement Of(RadarChart chart) => new(
        C + "chartSpace",
        new XAttribute(XNamespace.Xmlns + "c", C),
        new XAttribute(XNamespace.Xmlns + "a", A),
        new XAttribute(XNamespace.Xmlns + "r", R),
        Value("roundedCorners", "0"),
        new XElement(
            C + "chart",
            Value("autoTitleDeleted", "1"),
            new XElement(C + "plotArea", new XElement(C + "layout"), Radar(chart), CategoryAxis, ValueAxis(chart)),
            Value("plotVisOnly", "1"),
            Value("dispBlanksAs", "gap")),
        new XElement(C + "externalData", new XAttribute(R + "id", "data"), Value("autoUpdate", "0")));

    private static XElement Radar(RadarChart chart) => new(
        C + "radarChart",
        Value("radarStyle", "marker"),
        Value("varyColors", "0"),
        new XElement(
            C + "ser",
            Value("idx", "0"),
            Value("order", "0"),
            new XElement(C + "tx", new XElement(C + "v", "審議会評価平均")),
            new XElement(C + "spPr", Line("0017C1", 28575)),
            new XElement(
                C + "marker",
                Value("symbol", "circle"),
                Value("size", "7"),
                new XElement(C + "spPr", Fill("FFFFFF"), Line("0017C1", 19050))),
            Labels,
            new XElement(C + "cat", Categories(chart)),
            new XElement(C + "val", Values(chart))),
        Value("axId", "1"),
        Value("axId", "2"));

    private static XElement Categories(RadarChart chart) => new(
        C + "strRef",
        new XElement(C + "f", Range("B", chart)),
        new XElement(
            C + "strCache",
            Value("ptCount", Printed.Number(chart.Spokes.Length)),
            chart.Spokes.Select((s, i) => Point(i, OfficeText.Clean(s.Label)))));

    private static XElement Values(RadarChart chart) => new(
        C + "numRef",
        new XElement(C + "f", Range("C", chart)),
        new XElement(
            C + "numCache",
            new XElement(C + "formatCode", "0.0"),
            Value("ptCount", Printed.Number(chart.Spokes.Length)),
            chart.Spokes.Select((s, i) => s.Value is null ? null : Point(i, Printed.Number(s.Value)))));

    private static XElement Point(int index, string value) =>
        new(C + "pt", new XAttribute("idx", index), new XElement(C + "v", value));

    private static XElement Labels => new(
        C + "dLbls",
        new XElement(C + "numFmt", new XAttribute("formatCode", "0.0"), new XAttribute("sourceLinked", "0")),
        new XElement(C + "spPr", new XElement(A + "noFill")),
        Text("900", isBold: true),
        Value("showLegendKey", "0"),
        Value("showVal", "1"),
        Value("showCatName", "0"),
        Value("showSerName", "0"),
        Value("showPercent", "0"),
        Value("showBubbleSize", "0"));

    private static XElement CategoryAxis => new(
        C + "catAx",
        Value("axId", "1"),
        new XElement(C + "scaling", Value("orientation", "minMax")),
        Value("delete", "0"),
        Value("axPos", "b"),
        new XElement(C + "majorGridlines", new XElement(C + "spPr", Line("B9BEC9", 9525))),
        new XElement(C + "numFmt", new XAttribute("formatCode", "General"), new XAttribute("sourceLinked", "0")),
        Value("majorTickMark", "none"),
        Value("minorTickMark", "none"),
        Value("tickLblPos", "nextTo"),
        Text("900", isBold: false),
        Value("crossAx", "2"),
        Value("crosses", "autoZero"));

    private static XElement ValueAxis(RadarChart chart) => new(
        C + "valAx",
        Value("axId", "2"),
        new XElement(
            C + "scaling",
            Value("orientation", "minMax"),
            Value("max", Printed.Number(chart.Rings.Last())),
            Value("min", Printed.Number(chart.Rings.First() - 1))),
        Value("delete", "0"),
        Value("axPos", "l"),
        new XElement(C + "majorGridlines", new XElement(C + "spPr", Line("B9BEC9", 9525))),
        new XElement(C + "numFmt", new XAttribute("formatCode", "0"), new XAttribute("sourceLinked", "0")),
        Value("majorTickMark", "none"),
        Value("minorTickMark", "none"),
        Value("tickLblPos", "nextTo"),
        Text("800", isBold: false),
        Value("crossAx", "1"),
        Value("crosses", "min"),
        Value("crossBetween", "between"),
        Value("majorUnit", "1"));

    private static XElement Text(string size, bool isBold) => new(
        C + "txPr",
        new XElement(A + "bodyPr"),
        new XElement(
            A + "p",
            new XElement(
                A + "pPr",
                new XElement(
                    A + "defRPr",
                    new XAttribute("sz", size),
                    new XAttribute("b", isBold ? "1" : "0"),
                    new XElement(A + "latin", new XAttribute("typeface", "游ゴシック")),
                    new XElement(A + "ea", new XAttribute("typeface", "游ゴシック")))),
            new XElement(A + "endParaRPr", new XAttribute("lang", "ja-JP"))));

    private static XElement Line(string colour, int width) => new(A + "ln", new XAttribute("w", width), Fill(colour));

    private static XElement Fill(string colour) =>
        new(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", colour)));

    private static XElement Value(string name, string value) => new(C + name, new XAttribute("val", value));

    private static string Range(string column, RadarChart chart) =>
        $"'{SheetName}'!${column}$2:${column}${Printed.Number(chart.Spokes.Length + 1)}";
}
