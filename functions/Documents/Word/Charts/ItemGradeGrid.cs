using System.Collections.Immutable;
using System.Xml.Linq;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Figures;
using static GyoseiFlow.Documents.Word.Charts.ChartXml;

namespace GyoseiFlow.Documents.Word.Charts;

/// <summary>
/// The items' grades over the years: a square with its grade where an item's row meets a year's column. Word has no such chart, so
/// it is one of points, a series a grade, and the heads of rows and columns are points without a mark.
/// </summary>
internal sealed class ItemGradeGrid
{
    private const long RowHeight = 215_000;
    private const long Around = 330_000;
    private const int FirstSeries = 3;

    // Beside the ranks of grades.
    private const int Head = -1;

    private readonly ItemGradeChart chart;
    private readonly ImmutableArray<string> heads;
    private readonly ChartSheet sheet;

    private ItemGradeGrid(ItemGradeChart chart, ImmutableArray<ItemFigures> items)
    {
        this.chart = chart;
        heads = [.. chart.Years.Select(y => y.Wareki), .. items.Select(i => Printed.Number(i.Item.Number))];
        sheet = new ChartSheet("総合評価の推移", PaperTable.Of(
            ItemGradeChart.Title,
            [
                PaperColumn.Words("見出し・取組項目", 20), PaperColumn.Mark("年度"), PaperColumn.Number("横の位置"), PaperColumn.Number("見出し"),
                .. chart.Scale.Select(grade => PaperColumn.Number(grade)),
            ],
            [
                .. chart.Years.Select((year, column) => Row("", year.Wareki, column + 1, 0, Head)),
                .. items.Select((item, row) => Row(item.Item.Name, "", 0, row + 1, Head)),
                .. items.SelectMany((item, row) => chart.Years.Select((year, column) => Row(
                    item.Item.Name, year.Wareki, column + 1, row + 1, chart.Grade(item, year) is { } grade && chart.Rank(grade) is >= 0 and var rank ? rank : null))),
            ]));
    }

    /// <summary>The chart of some of the items.</summary>
    public static WordChart Of(ItemGradeChart chart, ImmutableArray<ItemFigures> items)
    {
        var grid = new ItemGradeGrid(chart, items);
        return new WordChart(
            ItemGradeChart.Title,
            chart.Describe(items),
            grid.sheet,
            Space(null, null, null, grid.Plot(), Axis(FirstAxis, SecondAxis, chart.Years.Length, "b"), Axis(SecondAxis, FirstAxis, items.Length, "l")),
            WordChart.FullWidth * 3 / 4,
            Around + (items.Length * RowHeight));
    }

    // Every series has the same rows, most of them empty: LibreOffice loses those that are shorter than another.
    private ImmutableArray<PaperCell> Row(string name, string year, int x, int y, int? rank) =>
    [
        name, year, x, .. Enumerable.Range(Head, chart.Scale.Length + 1).Select(at => (PaperCell)(at == rank ? y : (int?)null)),
    ];

    private XElement Plot() => new(
        C + "scatterChart",
        Value("scatterStyle", "lineMarker"),
        Value("varyColors", "0"),
        Series(0, new XElement(C + "marker", Value("symbol", "none")), Labels(
            "General", "ctr", Black, text: LabelText.Name, own: heads.Select((head, at) => new XElement(
                C + "dLbl",
                Value("idx", Printed.Number(at)),
                Rich(head, "900", isBold: false),
                Value("dLblPos", "ctr"),
                Shown(LabelText.Name))))),
        chart.Scale.Select((_, rank) => Series(
            rank + 1,
            new XElement(C + "marker", Value("symbol", "square"), Value("size", "15"), Square(rank)),
            Labels("General", "ctr", rank == 0 ? White : Black, text: LabelText.Name))),
        AxisIds);

    // The first is the years over the columns and the items' numbers before the rows.
    private XElement Series(int index, XElement marker, XElement labels) => new(
        C + "ser",
        Order(index),
        new XElement(C + "tx", sheet.Head(FirstSeries + index)),
        new XElement(C + "spPr", new XElement(A + "ln", new XElement(A + "noFill"))),
        marker,
        labels,
        new XElement(C + "xVal", sheet.Numbers(FirstSeries - 1, "0")),
        new XElement(C + "yVal", sheet.Numbers(FirstSeries + index, "0")),
        Value("smooth", "0"));

    // Letters say the grade; the shade says it once more.
    private static XElement Square(int rank) => new(
        C + "spPr",
        Fill(rank switch
        {
            0 => Dark,
            1 => "C5D2F6",
            _ => White,
        }),
        Line(Dark, 9525));

    // The first row stands on top.
    private static XElement Axis(string id, string other, int count, string position) => new(
        C + "valAx",
        Value("axId", id),
        Scaling(position == "l" ? "maxMin" : "minMax", "-0.6", Printed.Number(count + 0.6m)),
        Value("delete", "1"),
        Value("axPos", position),
        NumberFormat("0"),
        Value("crossAx", other),
        Value("crosses", "min"),
        Value("crossBetween", "midCat"),
        Value("majorUnit", "1"));
}
