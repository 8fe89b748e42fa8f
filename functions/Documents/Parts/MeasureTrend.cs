using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Parts;

/// <summary>The values of a measure's indicator over the years, and how far they have come to the target.</summary>
internal static class MeasureTrend
{
    private static readonly Rounding Percent = Rounding.HalfUpToOneDecimal;

    /// <summary>The actual value of a year, or null.</summary>
    public static IndicatorValue? Actual(ReviewedYear year, Measure measure, FiscalYear of) =>
        measure.Indicator is { } indicator
        && YearlyAnswers.Of(year, measure, of)?.ByField.Values.OfType<IndicatorAnswer>().FirstOrDefault() is { } answer
            ? indicator.Read(answer.ByPart)
            : null;

    /// <summary>Every year with an actual value, up to the one under review.</summary>
    public static IEnumerable<(FiscalYear Year, IndicatorValue Value)> Actuals(ReviewedYear year, Measure measure) =>
        from of in YearlyAnswers.Years(year, measure)
        let value = Actual(year, measure, of)
        where value is not null
        select (of, value);

    /// <summary>What each part of a year's value has come to.</summary>
    public static ImmutableArray<Attainment> Attained(ReviewedYear year, Measure measure, FiscalYear of) =>
        Actual(year, measure, of) is { } actual
            ? Attainment.Of(measure.Indicator!, of, actual, of.Year > FiscalYear.MinYear ? Actual(year, measure, new FiscalYear(of.Year - 1)) : null)
            : [];

    /// <summary>119.1, in percent; null where there is no rate.</summary>
    public static decimal? Rate(Attainment attainment) => attainment.Rate is { } rate ? Percent.Round(100 * rate) : null;

    /// <summary>達成, 未達成, or － where the values don't settle it.</summary>
    public static string Label(AttainmentVerdict verdict) => verdict switch
    {
        AttainmentVerdict.Reached => "達成",
        AttainmentVerdict.NotReached => "未達成",
        _ => "判定なし",
    };

    /// <summary>増加.</summary>
    public static string Label(Direction direction) => direction switch
    {
        Direction.Up => "増加",
        Direction.Down => "減少",
        _ => "維持",
    };

    /// <summary>The charts of a measure: one a part that has two numbers or more.</summary>
    public static IEnumerable<TrendChart> Charts(ReviewedYear year, Measure measure) =>
        from part in measure.Indicator?.PartNames ?? []
        let points = Points(year, measure, measure.Indicator!, part)
        where points.Sum(p => (p.TargetNumber is null ? 0 : 1) + (p.ActualNumber is null ? 0 : 1)) > 1 && points.Any(p => p.ActualNumber is not null)
        select new TrendChart(part.Length == 0 ? ItemTree.Name(measure) : $"{ItemTree.Name(measure)}（{part}）", points);

    private static ImmutableArray<TrendPoint> Points(ReviewedYear year, Measure measure, Indicator indicator, string part) =>
    [
        .. indicator.Initial?.Of(part) is { } initial
            ? [new TrendPoint(IndicatorPart.InitialHead(indicator), "初期値", "", null, initial.Printed, initial.Number)]
            : Array.Empty<TrendPoint>(),
        .. year.Plan.Years.Select(y => (Year: y, Target: indicator.Targets.GetValueOrDefault(y)?.Of(part), Actual: Actual(year, measure, y)?.Of(part)))
            .Select(p => new TrendPoint(p.Year.Label, p.Year.Wareki, p.Target?.Printed ?? "", p.Target?.Number, p.Actual?.Printed ?? "", p.Actual?.Number)),
    ];
}
