using System.Collections.Immutable;
using System.Xml.Linq;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using static GyoseiFlow.Documents.Word.Charts.ChartXml;

namespace GyoseiFlow.Documents.Word.Charts;

/// <summary>
/// The departments' own evaluation and the committee's: two scales, so two charts of the same rows side by side, and never two lengths
/// to compare.
/// </summary>
internal static class ReviewPairBars
{
    private const long RowHeight = 190_000;
    private const long Over = 400_000;
    private const long Around = Over + 260_000;

    public static IEnumerable<WordChart> Of(ReviewedYear year, ImmutableArray<ItemFigures> items)
    {
        var criteria = year.Plan.Scoring.Criteria;
        var sheet = new ChartSheet(CommitteeWords.Pairs(year.Plan.Committee), ChartTables.ReviewPairs(year.Plan.Committee, items));
        yield return Bars(
            sheet, items, "自己評価の合計", criteria.Sum(c => c.Min), criteria.Sum(c => c.Max), 2, i => i.Mean?.Total, Fill(Dark));
        yield return Bars(
            sheet, items, CommitteeWords.Mean(year.Plan.Committee), year.Plan.Committee.Min, year.Plan.Committee.Max, 4, i => i.CommitteeMean, Pattern("wdUpDiag"));
    }

    private static WordChart Bars(
        ChartSheet sheet, ImmutableArray<ItemFigures> items, string name, int min, int max, int column, Func<ItemFigures, decimal?> value, XElement fill)
    {
        var title = $"{name}（{Printed.Number(min)}～{Printed.Number(max)}）";
        return new WordChart(
            title,
            $"取組項目ごとの{title}の横棒グラフ。" + string.Join("、", items.Select(i =>
                $"{Printed.Number(i.Item.Number)} {i.Item.Name} {(value(i) is { } v ? Printed.Number(v) : "なし")}")) + "。",
            sheet,
            Space(
                title, null, Room(items.Length), Plot(sheet, column, fill), CategoryAxis("maxMin", "l", hasGrid: false),
                ValueAxis(min, max, "b", Value("crosses", "max"), null, isShown: true)),
            (WordChart.FullWidth / 2) - 50_000,
            Around + (items.Length * RowHeight));
    }

    // A number after the longest bar needs room on the right.
    private static XElement Room(int rows)
    {
        var height = (decimal)((rows * RowHeight) + Around);
        return Inner(0.1m, decimal.Round(Over / height, 3), 0.76m, decimal.Round(rows * RowHeight / height, 3));
    }

    private static XElement Plot(ChartSheet sheet, int column, XElement fill) => new(
        C + "barChart",
        Value("barDir", "bar"),
        Value("grouping", "clustered"),
        Value("varyColors", "0"),
        new XElement(
            C + "ser",
            Order(0),
            new XElement(C + "tx", sheet.Head(column)),
            new XElement(C + "spPr", fill, Line(Dark, 9525)),
            Value("invertIfNegative", "0"),
            Labels("0.0", "outEnd", Black),
            new XElement(C + "cat", sheet.Texts(0)),
            new XElement(C + "val", sheet.Numbers(column, "0.0"))),
        Value("gapWidth", "60"),
        AxisIds);
}
