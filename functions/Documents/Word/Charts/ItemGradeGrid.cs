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

    private readonly ItemGradeChart chart;
    private readonly ImmutableArray<ItemFigures> items;
    private readonly ImmutableArray<(int Rank, int Row, int Column)> squares;
    private readonly ChartSheet sheet;

    private ItemGradeGrid(ItemGradeChart chart, ImmutableArray<ItemFigures> items)
    {
        this.chart = chart;
        this.items = items;
        squares =
        [
            .. items.SelectMany((item, row) => chart.Years.Select((year, column) =>
                    (Rank: chart.Grade(item, year) is { } grade ? chart.Rank(grade) : -1, Row: row, Column: column)))
                .Where(s => s.Rank >= 0)
                .OrderBy(s => s.Rank),
        ];
        sheet = new ChartSheet("総合評価の推移", PaperTable.Of(
            ItemGradeChart.Title,
            [
                PaperColumn.Mark("総合評価"), PaperColumn.Number("横の位置"), PaperColumn.Number("縦の位置"),
                PaperColumn.Mark("年度"), PaperColumn.Number("No."), PaperColumn.Words("取組項目", 24),
            ],
            squares.Select(s => ImmutableArray.Create<PaperCell>(
                chart.Scale[s.Rank], s.Column + 1, s.Row + 1, chart.Years[s.Column].Wareki, items[s.Row].Item.Number, items[s.Row].Item.Name))));
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

    private XElement Plot() => new(
        C + "scatterChart",
        Value("scatterStyle", "lineMarker"),
        Value("varyColors", "0"),
        Heads(),
        squares.Select(s => s.Rank).Distinct().Select(Grade),
        AxisIds);

    private XElement Grade(int rank)
    {
        var from = squares.TakeWhile(s => s.Rank < rank).Count();
        var count = squares.Count(s => s.Rank == rank);
        return new XElement(
            C + "ser",
            Order(rank + 1),
            new XElement(C + "tx", new XElement(C + "v", OfficeText(chart.Scale[rank]))),
            NoLine,
            new XElement(C + "marker", Value("symbol", "square"), Value("size", "15"), Square(rank)),
            Labels("General", "ctr", rank == 0 ? White : Black, text: LabelText.Name),
            new XElement(C + "xVal", sheet.Numbers(1, "0", from, count)),
            new XElement(C + "yVal", sheet.Numbers(2, "0", from, count)),
            Value("smooth", "0"));
    }

    // The years over the columns, the items' numbers before the rows. First, for LibreOffice shows no first series whose places are references.
    private XElement Heads()
    {
        (int X, int Y, string Text)[] heads =
        [
            .. chart.Years.Select((year, column) => (column + 1, 0, year.Wareki)),
            .. items.Select((item, row) => (0, row + 1, Printed.Number(item.Item.Number))),
        ];
        return new XElement(
            C + "ser",
            Order(0),
            new XElement(C + "tx", new XElement(C + "v", "見出し")),
            NoLine,
            new XElement(C + "marker", Value("symbol", "none")),
            Labels("General", "ctr", Black, text: LabelText.Name, own: heads.Select((head, at) => new XElement(
                C + "dLbl",
                Value("idx", Printed.Number(at)),
                Rich(head.Text, "900", isBold: false),
                Value("dLblPos", "ctr"),
                Shown(LabelText.Name)))),
            new XElement(C + "xVal", Literal(heads.Select(h => h.X))),
            new XElement(C + "yVal", Literal(heads.Select(h => h.Y))),
            Value("smooth", "0"));
    }

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

    private static XElement NoLine => new(C + "spPr", new XElement(A + "ln", new XElement(A + "noFill")));

    private static XElement Literal(IEnumerable<int> numbers)
    {
        int[] all = [.. numbers];
        return new XElement(
            C + "numLit",
            Value("ptCount", Printed.Number(all.Length)),
            all.Select((n, at) => new XElement(C + "pt", new XAttribute("idx", at), new XElement(C + "v", Printed.Number(n)))));
    }

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

    private static string OfficeText(string text) => Office.OfficeText.Clean(text);
}
