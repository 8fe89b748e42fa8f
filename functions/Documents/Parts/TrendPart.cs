using System.Collections.Immutable;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Parts;

/// <summary>指標の達成率と推移: how far each indicator has come, then the course of its numbers.</summary>
internal static class TrendPart
{
    public const string Legend =
        "達成率は、増加が望ましい指標では実績値を目標で割り、減少が望ましい指標では初期値から減らした量を減らすべき量で割った（小数第2位を四捨五入）。"
        + "目標の年度は、その年度の目標、なければその後の最初の目標、それもなければ最後に定めた目標による。数値でない指標には達成率がない。";

    public static ImmutableArray<PartBlock> Of(ReviewedYear year)
    {
        PartBlock[] attained = [.. Attainments(year)];
        PartBlock[] charts = [.. ItemTree.Blocks(year.Plan, "trends", (item, level) => Charts(year, item, level))];
        return
        [
            .. attained,
            .. charts is [] ? [] : (PartBlock[])[new PartHeading(1, "指標の推移", "trends-charts") { IsOnNewPage = attained.Length > 0 }, .. charts.Select(Deeper)],
        ];
    }

    private static PartBlock Deeper(PartBlock block) =>
        block is PartHeading heading ? heading with { Level = heading.Level + 1, IsListed = false, IsOnNewPage = false } : block;

    private static PartBlock[] Charts(ReviewedYear year, Item item, int level)
    {
        PartBlock[] charts =
        [
            .. item.Measures.SelectMany(m => MeasureTrend.Charts(year, m)
                .Select((chart, at) => (PartBlock)new PartChart($"{ItemTree.Anchor("trends", m)}-{Printed.Number(at + 1)}", chart))),
        ];
        return charts is []
            ? []
            : [new PartHeading(level, ItemTree.Name(item), $"trends-item-{Printed.Number(item.Number)}"), .. charts];
    }

    private static IEnumerable<PartBlock> Attainments(ReviewedYear year)
    {
        ImmutableArray<PaperColumn> columns =
        [
            PaperColumn.Words("指標", 20), PaperColumn.Mark("望ましい方向", 6), PaperColumn.Mark("目標", 8),
            PaperColumn.Mark("実績値", 7), PaperColumn.Mark("達成率", 5), PaperColumn.Mark("判定", 5),
        ];
        PaperRow[] rows = [.. year.Plan.Items.SelectMany(i => Rows(year, i, columns.Length))];
        if (rows is [])
        {
            yield break;
        }

        yield return new PartHeading(1, $"{year.Cycle.Year.Label}の達成率", "trends-attainment");
        yield return new PartNote(Legend);
        yield return new PartTable("attainment", new PaperTable($"{year.Cycle.Year.Label}の実績値と目標の達成率", columns, [.. rows]));
    }

    private static IEnumerable<PaperRow> Rows(ReviewedYear year, Item item, int columns)
    {
        PaperRow[] rows = [.. item.Measures.SelectMany(m => MeasureTrend.Attained(year, m, year.Cycle.Year).Select(a => Row(year, m, a)))];
        return rows is [] ? [] : rows.Prepend(new PaperRow([new PaperCell(ItemTree.Name(item), null, columns)], IsGroup: true));
    }

    private static PaperRow Row(ReviewedYear year, Measure measure, Attainment attained)
    {
        var actual = MeasureTrend.Actual(year, measure, year.Cycle.Year)!.Of(attained.Part)!;
        string Source(string column) => RowAddress.Attainment(measure.Code, attained.Part, year.Cycle.Year, column);
        return new PaperRow(
        [
            new PaperCell(attained.Part.Length == 0 ? ItemTree.Name(measure) : $"{ItemTree.Name(measure)}（{attained.Part}）") { IsHead = true },
            MeasureTrend.Label(measure.Indicator!.Direction),
            new PaperCell($"{attained.Target.Printed}（{attained.TargetYear.Wareki}）"),
            new PaperCell(actual.Printed, actual.Number),
            MeasureTrend.Rate(attained) is { } rate
                ? new PaperCell($"{Printed.Number(rate)}%", rate) { Source = Source("rate"), Figure = Printed.Number(rate), IsTotal = true }
                : "",
            new PaperCell(MeasureTrend.Label(attained.Verdict)) { Source = Source("verdict_label") },
        ]);
    }
}
