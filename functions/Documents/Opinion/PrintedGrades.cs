using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>What stands where a grade would: "-" after the end, nothing before the start, never 0.</summary>
internal static class PrintedGrades
{
    /// <summary>What a measure's cells show when it was expected to answer and didn't.</summary>
    public const string Missing = "未提出";

    /// <summary>What the marks mean.</summary>
    public const string Legend = "「-」は取組が終了した後の年度、空欄は取組を始める前の年度を示す。「未提出」は、期限までに進捗状況シートの提出がなかったことを示す。";

    /// <summary>A measure's grade in a former year.</summary>
    public static string Past(ReviewedYear year, Measure measure, FiscalYear past) =>
        year.Past.OfMeasure(measure.Code, past) ?? (HasEnded(measure, past) ? PastGrades.Ended : "");

    /// <summary>The grades of measures, the best first; then those of former years that this year's rules no longer have.</summary>
    public static ImmutableArray<string> Scale(ReviewedYear year)
    {
        ImmutableArray<string> rules = [.. year.Plan.Scoring.MeasureGrades.Thresholds.Select(t => t.Grade)];
        return
        [
            .. rules,
            .. year.FormerPlans.Values.SelectMany(plan => plan.Scoring.MeasureGrades.Thresholds.Select(t => t.Grade)).Distinct(StringComparer.Ordinal)
                .Except(rules, StringComparer.Ordinal),
        ];
    }

    /// <summary>An item's grade in a former year.</summary>
    public static string Past(ReviewedYear year, Item item, FiscalYear past) => year.Past.OfItem(item.Number, past) ?? "";

    /// <summary>What a measure without scores shows in the year under review.</summary>
    public static string Absent(ReviewedYear year, Measure measure) =>
        HasEnded(measure, year.Cycle.Year) ? PastGrades.Ended
        : measure.Started > year.Cycle.Year ? ""
        : year.Answers.ContainsKey(measure.Code) ? ""
        : Missing;

    /// <summary>Whether a measure had ended before the year began.</summary>
    public static bool HasEnded(Measure measure, FiscalYear year) => measure.Ended is { } end && end.Year < year;

    /// <summary>The plan's years before the one under review.</summary>
    public static IEnumerable<FiscalYear> PastYears(ReviewedYear year) => year.Plan.Years.Where(y => y < year.Cycle.Year);
}
