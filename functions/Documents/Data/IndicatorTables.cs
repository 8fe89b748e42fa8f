using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Data;

/// <summary>What measures are measured by: the plan's values, the actual ones, and what follows from them. None where the plan has no indicators.</summary>
internal static class IndicatorTables
{
    public const string Attainments = "attainment";

    private static CsvColumn ActualYear { get; } = new("actual_fiscal_year", "実績値の年度", CellKind.Year) { Unit = "年度" };

    /// <summary>Codes with their meaning, by the lists that the columns name.</summary>
    public static IEnumerable<(string Name, IEnumerable<(string Code, string Label)> Codes)> CodeLists(Plan plan) => HasIndicators(plan)
        ?
        [
            ("direction", Enum.GetValues<Direction>().Select(d => (Code(d), MeasureTrend.Label(d)))),
            ("value_kind", [("initial", "初期値"), ("target", "目標"), ("actual", "実績値")]),
            ("bound", [(Code(Bound.Exactly), "その値"), (Code(Bound.AtLeast), "以上"), (Code(Bound.AtMost), "以下")]),
            ("verdict", Enum.GetValues<AttainmentVerdict>().Select(v => (Code(v), MeasureTrend.Label(v)))),
        ]
        : [];

    /// <summary>at_least.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static IEnumerable<CsvTable> Of(ReviewedYear year)
    {
        if (HasIndicators(year.Plan))
        {
            yield return Indicators(year.Plan);
            yield return Values(year);
            if (year.Plan.Form.Any(f => f.Kind == FieldKind.Indicator))
            {
                yield return Attainment(year);
            }
        }
    }

    private static bool HasIndicators(Plan plan) => plan.Measures.Any(m => m.Indicator is not null);

    private static CsvTable Indicators(Plan plan) => OpenData.Table(
        "indicators",
        "指標",
        [
            CommonColumns.MeasureCode, new("name", "指標の名称", CellKind.Text), new("value_unit", "値の単位", CellKind.Text) { Blank = "単位なし", Note = "数値の後に付ける。%は百分率" },
            new("direction", "望ましい方向", CellKind.Code) { CodeList = "direction" },
        ],
        plan.Measures.Where(m => m.Indicator is not null).Select(m =>
            OpenData.Row(m.Code, m.Indicator!.Name, m.Indicator.Unit ?? "", Code(m.Indicator.Direction))));

    private static CsvTable Values(ReviewedYear year) => OpenData.Table(
        "indicator_values",
        "指標の初期値・目標・実績値",
        [
            CommonColumns.MeasureCode, PlanColumns.PartName, new("value_kind", "値の区分", CellKind.Code) { CodeList = "value_kind" },
            new("value_fiscal_year", "値の年度", CellKind.Year) { Unit = "年度", Blank = "年度の定めのない初期値" },
            PlanColumns.Printed,
            new("value", "数値", CellKind.Decimal) { Unit = "indicators.csvのvalue_unit", Blank = "数値でない値" },
            new("bound", "数値の意味", CellKind.Code) { CodeList = "bound" },
        ],
        year.Plan.Measures.Where(m => m.Indicator is not null).SelectMany(m => Values(year, m, m.Indicator!)));

    private static IEnumerable<ImmutableArray<string>> Values(ReviewedYear year, Measure measure, Indicator indicator) =>
    [
        .. Rows(measure, "initial", indicator.InitialYear, indicator.Initial),
        .. indicator.Targets.SelectMany(t => Rows(measure, "target", t.Key, t.Value)),
        .. MeasureTrend.Actuals(year, measure).SelectMany(a => Rows(measure, "actual", a.Year, a.Value)),
    ];

    private static IEnumerable<ImmutableArray<string>> Rows(Measure measure, string kind, FiscalYear? year, IndicatorValue? value) =>
        value is null ? [] : value.Parts.Select(p => OpenData.Row(
            measure.Code, p.Name, kind, year is { } of ? Printed.Number(of.Year) : "", p.Printed, Plain(p.Number), Code(p.Bound)));

    private static CsvTable Attainment(ReviewedYear year) => OpenData.Table(
        Attainments,
        "指標の達成率",
        [
            CommonColumns.MeasureCode, PlanColumns.PartName, ActualYear,
            new("target_fiscal_year", "目標の年度", CellKind.Year) { Unit = "年度" },
            new("rate", "達成率", CellKind.Decimal) { Unit = "%", Blank = "達成率を計算できない", Note = "小数第2位を四捨五入した。計算のしかたは文書の「達成率」の注にある" },
            new("verdict", "目標を達成したかどうか", CellKind.Code) { CodeList = "verdict" },
            new("verdict_label", "判定の表示", CellKind.Text),
        ],
        from measure in year.Plan.Measures
        from actual in MeasureTrend.Actuals(year, measure)
        from a in MeasureTrend.Attained(year, measure, actual.Year)
        select OpenData.Row(
            measure.Code, a.Part, Printed.Number(actual.Year.Year), Printed.Number(a.TargetYear.Year),
            Printed.Number(MeasureTrend.Rate(a)), Code(a.Verdict), MeasureTrend.Label(a.Verdict)));

    private static string Plain(decimal? number) => Printed.Number(number);
}
