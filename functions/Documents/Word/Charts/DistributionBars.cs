using System.Collections.Immutable;
using System.Xml.Linq;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using static GyoseiFlow.Documents.Word.Charts.ChartXml;

namespace GyoseiFlow.Documents.Word.Charts;

/// <summary>How many measures have which grade: a bar a year, a pattern a grade.</summary>
internal static class DistributionBars
{
    private const long RowHeight = 360_000;
    private const int Narrowest = 20;
    private const long Around = 600_000;

    public static WordChart Of(ReviewedYear year)
    {
        var years = GradeCounts.Of(year);
        var grades = PrintedGrades.Scale(year);
        var chart = new DistributionChart(years, grades);
        var sheet = new ChartSheet("総合評価の分布", PaperTable.Of(
            DistributionChart.Title,
            [PaperColumn.Words("年度", 6), .. grades.Select(g => PaperColumn.Number(g))],
            years.Select(y => ImmutableArray.Create<PaperCell>([y.Year.Wareki, .. y.ByRank.Select(count => (PaperCell)count)]))));
        return new WordChart(
            DistributionChart.Title,
            chart.Description,
            sheet,
            Space(
                null, Legend, null, Plot(sheet, chart, years, grades.Length), CategoryAxis("maxMin", "l", hasGrid: false),
                ValueAxis(0, years.Max(y => y.Total), "b", Value("crosses", "max"), null, isShown: false)),
            WordChart.FullWidth,
            Around + (years.Length * RowHeight));
    }

    private static XElement Legend => new(
        C + "legend", Value("legendPos", "t"), Value("overlay", "0"), Text("900", isBold: false));

    private static XElement Plot(ChartSheet sheet, DistributionChart chart, ImmutableArray<GradeCounts> years, int grades) => new(
        C + "barChart",
        Value("barDir", "bar"),
        Value("grouping", "stacked"),
        Value("varyColors", "0"),
        Enumerable.Range(0, grades).Select(rank => new XElement(
            C + "ser",
            Order(rank),
            new XElement(C + "tx", sheet.Head(rank + 1)),
            Area(rank),
            Value("invertIfNegative", "0"),
            Labels("0", "ctr", rank == 0 ? White : Black, rank == 0 ? null : White, LabelText.NameAndValue, Unlabelled(chart, years, rank)),
            new XElement(C + "cat", sheet.Texts(0)),
            new XElement(C + "val", sheet.Numbers(rank + 1, "0")))),
        Value("gapWidth", "40"),
        Value("overlap", "100"),
        AxisIds);

    // Where a part is too narrow for its number, the table beside the chart has it.
    private static IEnumerable<XElement> Unlabelled(DistributionChart chart, ImmutableArray<GradeCounts> years, int rank) => years
        .Select((year, at) => (At: at, IsNarrow: !chart.Parts(year).Any(p => p.Rank == rank && p.Width >= Narrowest)))
        .Where(y => y.IsNarrow)
        .Select(y => new XElement(C + "dLbl", Value("idx", Printed.Number(y.At)), Value("delete", "1")));
}
