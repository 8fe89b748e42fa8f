using System.Xml.Linq;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Word.Charts;

/// <summary>What a label says of its point.</summary>
internal enum LabelText
{
    /// <summary>Its value.</summary>
    Value,

    /// <summary>Its series' name.</summary>
    Name,

    /// <summary>Both.</summary>
    NameAndValue,
}

/// <summary>What the charts have in common in DrawingML.</summary>
internal static class ChartXml
{
    public const string Dark = "0017C1";
    public const string White = "FFFFFF";
    public const string Black = "1A1A1C";
    private const string Grid = "B9BEC9";

    /// <summary>Where a category axis and a value axis, or an X and a Y axis, refer to each other.</summary>
    public const string FirstAxis = "1";

    /// <summary>The other one.</summary>
    public const string SecondAxis = "2";

    public static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The whole part.</summary>
    /// <param name="title">What stands over it, if anything does.</param>
    /// <param name="legend">Its legend, if it has one.</param>
    /// <param name="layout">Where the plot is, if it isn't left to the program.</param>
    /// <param name="plot">The plot and its axes.</param>
    public static XElement Space(string? title, XElement? legend, XElement? layout, params XElement[] plot) => new(
        C + "chartSpace",
        new XAttribute(XNamespace.Xmlns + "c", C),
        new XAttribute(XNamespace.Xmlns + "a", A),
        new XAttribute(XNamespace.Xmlns + "r", R),
        Value("roundedCorners", "0"),
        new XElement(
            C + "chart",
            title is null ? null : new XElement(C + "title", Rich(title, "900", isBold: true), Value("overlay", "0")),
            Value("autoTitleDeleted", title is null ? "1" : "0"),
            new XElement(C + "plotArea", new XElement(C + "layout", layout), plot),
            legend,
            Value("plotVisOnly", "1"),
            Value("dispBlanksAs", "gap")),
        new XElement(C + "externalData", new XAttribute(R + "id", WordChart.Data), Value("autoUpdate", "0")));

    /// <summary>The plot without its axes' labels, in parts of the whole.</summary>
    public static XElement Inner(decimal left, decimal top, decimal width, decimal height) => new(
        C + "manualLayout",
        Value("layoutTarget", "inner"),
        Value("xMode", "edge"),
        Value("yMode", "edge"),
        Value("x", Printed.Number(left)),
        Value("y", Printed.Number(top)),
        Value("w", Printed.Number(width)),
        Value("h", Printed.Number(height)));

    public static XElement Value(string name, string value) => new(C + name, new XAttribute("val", value));

    public static XElement[] AxisIds => [Value("axId", FirstAxis), Value("axId", SecondAxis)];

    /// <summary>Numbers and names of a series.</summary>
    public static XElement[] Order(int index) => [Value("idx", Printed.Number(index)), Value("order", Printed.Number(index))];

    /// <summary>What stands at a series' points; some may have a label of their own.</summary>
    public static XElement Labels(
        string format, string? position, string colour, string? ground = null, LabelText text = LabelText.Value, params IEnumerable<XElement> own) => new(
        C + "dLbls",
        own,
        NumberFormat(format),
        new XElement(C + "spPr", ground is null ? new XElement(A + "noFill") : Fill(ground)),
        Text("900", isBold: true, colour),
        position is null ? null : Value("dLblPos", position),
        Shown(text));

    /// <summary>What of a point its label says.</summary>
    public static XElement[] Shown(LabelText text) =>
    [
        Value("showLegendKey", "0"),
        Value("showVal", text == LabelText.Name ? "0" : "1"),
        Value("showCatName", "0"),
        Value("showSerName", text == LabelText.Value ? "0" : "1"),
        Value("showPercent", "0"),
        Value("showBubbleSize", "0"),
        .. text == LabelText.NameAndValue ? [new XElement(C + "separator", " ")] : Array.Empty<XElement>(),
    ];

    /// <summary>The axis of names.</summary>
    /// <param name="orientation">minMax, or maxMin where the first is to stand on top.</param>
    /// <param name="position">b for below, l for the left.</param>
    /// <param name="hasGrid">Whether lines go out from the names.</param>
    public static XElement CategoryAxis(string orientation, string position, bool hasGrid) => new(
        C + "catAx",
        Value("axId", FirstAxis),
        new XElement(C + "scaling", Value("orientation", orientation)),
        Value("delete", "0"),
        Value("axPos", position),
        hasGrid ? GridLines : null,
        NumberFormat("General"),
        Ticks("nextTo"),
        Text("900", isBold: false),
        Value("crossAx", SecondAxis),
        Value("crosses", "autoZero"),
        Value("tickLblSkip", "1"));

    /// <summary>The axis of values.</summary>
    public static XElement ValueAxis(int min, int max, string position, XElement crosses, string? unit, bool isShown) => new(
        C + "valAx",
        Value("axId", SecondAxis),
        Scaling("minMax", Printed.Number(min), Printed.Number(max)),
        Value("delete", isShown ? "0" : "1"),
        Value("axPos", position),
        isShown ? GridLines : null,
        NumberFormat("0"),
        Ticks("nextTo"),
        Text("800", isBold: false),
        Value("crossAx", FirstAxis),
        crosses,
        Value("crossBetween", "between"),
        unit is null ? null : Value("majorUnit", unit));

    public static XElement Scaling(string orientation, string min, string max) =>
        new(C + "scaling", Value("orientation", orientation), Value("max", max), Value("min", min));

    public static XElement NumberFormat(string format) =>
        new(C + "numFmt", new XAttribute("formatCode", format), new XAttribute("sourceLinked", "0"));

    /// <summary>A text of one's own.</summary>
    public static XElement Rich(string text, string size, bool isBold) => new(
        C + "tx",
        new XElement(
            C + "rich",
            new XElement(A + "bodyPr"),
            new XElement(
                A + "p",
                new XElement(A + "pPr", Font("defRPr", size, isBold, Black)),
                new XElement(A + "r", Font("rPr", size, isBold, Black), new XElement(A + "t", OfficeText.Clean(text))))));

    public static XElement Text(string size, bool isBold, string colour = Black) => new(
        C + "txPr",
        new XElement(A + "bodyPr"),
        new XElement(
            A + "p",
            new XElement(A + "pPr", Font("defRPr", size, isBold, colour)),
            new XElement(A + "endParaRPr", new XAttribute("lang", "ja-JP"))));

    public static XElement Line(string colour, int width) => new(A + "ln", new XAttribute("w", width), Fill(colour));

    public static XElement Fill(string colour) =>
        new(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", colour)));

    public static XElement Pattern(string preset) => new(
        A + "pattFill",
        new XAttribute("prst", preset),
        new XElement(A + "fgClr", new XElement(A + "srgbClr", new XAttribute("val", Dark))),
        new XElement(A + "bgClr", new XElement(A + "srgbClr", new XAttribute("val", White))));

    /// <summary>How a grade's area is filled, by its rank: black and white is enough to tell them apart.</summary>
    public static XElement Area(int rank) => new(
        C + "spPr",
        rank switch
        {
            0 => Fill(Dark),
            1 => Pattern("wdUpDiag"),
            2 => Pattern("pct10"),
            _ => Fill(White),
        },
        Line(Dark, 9525));

    private static XElement GridLines => new(C + "majorGridlines", new XElement(C + "spPr", Line(Grid, 9525)));

    private static XElement[] Ticks(string labels) =>
        [Value("majorTickMark", "none"), Value("minorTickMark", "none"), Value("tickLblPos", labels)];

    private static XElement Font(string name, string size, bool isBold, string colour) => new(
        A + name,
        new XAttribute("sz", size),
        new XAttribute("b", isBold ? "1" : "0"),
        Fill(colour),
        new XElement(A + "latin", new XAttribute("typeface", "游ゴシック")),
        new XElement(A + "ea", new XAttribute("typeface", "游ゴシック")));
}
