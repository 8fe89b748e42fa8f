using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Plans;

/// <summary>
/// A plan as it is in one year's review. One file says what is and what was; names, thresholds and measures go by the fiscal year under
/// review, departments by the fiscal year in which the review is done: R6 is reviewed from April of R7 on, by the offices that are there
/// after the reorganisation of 1 April.
/// </summary>
public static partial class PlanOfYear
{
    /// <summary>The fiscal year whose offices answer a year's review: that of its opening day, the next one where the plan has no calendar for it.</summary>
    public static FiscalYear OfficesIn(this Plan plan, FiscalYear year)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.CycleOf(year) is { } cycle ? FiscalYear.Of(cycle.Opens) : year.Next;
    }

    /// <summary>The plan as it is in a year's review.</summary>
    public static Plan In(this Plan plan, FiscalYear year) => plan.In(year, plan.OfficesIn(year));

    /// <summary>The plan as it is in a year's review that these offices answer.</summary>
    /// <param name="plan">The plan as its file has it.</param>
    /// <param name="year">The fiscal year under review.</param>
    /// <param name="offices">The fiscal year whose departments answer.</param>
    public static Plan In(this Plan plan, FiscalYear year, FiscalYear offices)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var succession = new Succession(plan.Departments);
        return plan with
        {
            Scoring = plan.Scoring.In(year),
            Departments = [.. plan.Departments.Where(d => d.IsThereIn(offices)).Select(d => d.In(offices))],
            OtherDepartments = [.. plan.Departments.Where(d => !d.IsThereIn(offices)).Select(d => d.In(offices)), .. plan.OtherDepartments],
            Items =
            [
                .. plan.Items
                    .Select(item => item with
                    {
                        Name = NameIn(item.Former, item.Name, year),
                        Former = [],
                        Measures = [.. item.Measures.Where(m => m.Started <= year).Select(m => m.In(succession, year, offices))],
                    })
                    .Where(item => item.Measures.Length > 0),
            ],
        };
    }

    internal static T? AsOf<T, TFormer>(IEnumerable<TFormer> former, FiscalYear year, Func<TFormer, FiscalYear> until, Func<TFormer, T?> value)
        where T : class =>
        former.Where(f => until(f) >= year && value(f) is not null).OrderBy(until).Select(value).FirstOrDefault();

    // What comes after a year does not count in it: an end, a tag such as R5内容変更.
    private static Measure In(this Measure measure, Succession succession, FiscalYear year, FiscalYear offices)
    {
        var answering = measure.DepartmentsIn(year);
        var tag = AsOf(measure.Former, year, f => f.Until, f => f.RevisionTag);
        var name = AsOf(measure.Former, year, f => f.Until, f => f.Name) ?? measure.Name;
        return measure with
        {
            Name = name,
            // An indicator without a name of its own goes by its measure's.
            Indicator = measure.Indicator?.Name == measure.Name ? measure.Indicator with { Name = name } : measure.Indicator,
            Departments = [.. answering.SelectMany(id => succession.Followed(id, offices)).Distinct(StringComparer.Ordinal)],
            RevisionTag = tag ?? (measure.RevisionTag is { } since && YearOf(since) > year ? null : measure.RevisionTag),
            Ended = measure.Ended?.Year > year ? null : measure.Ended,
            Former = [],
        };
    }

    /// <summary>Who a year's plan names for a measure, before anything is followed.</summary>
    internal static ImmutableArray<string> DepartmentsIn(this Measure measure, FiscalYear year) =>
        measure.Former.Where(f => f.Until >= year && !f.Departments.IsEmpty).MinBy(f => f.Until)?.Departments ?? measure.Departments;

    private static Department In(this Department department, FiscalYear year) =>
        department with { Name = NameIn(department.Former, department.Name, year), Former = [] };

    private static ScoringRules In(this ScoringRules rules, FiscalYear year)
    {
        return rules with
        {
            MeasureGrades = AsOf(rules.Former, year, f => f.Until, f => f.MeasureGrades) ?? rules.MeasureGrades,
            MeanGrades = AsOf(rules.Former, year, f => f.Until, f => f.MeanGrades) ?? rules.MeanGrades,
            MeanRounding = AsOf(rules.Former, year, f => f.Until, f => f.MeanRounding) ?? rules.MeanRounding,
            Former = [],
        };
    }

    private static string NameIn(ImmutableArray<FormerName> former, string name, FiscalYear year) =>
        AsOf(former, year, f => f.Until, f => f.Name) ?? name;

    private static FiscalYear? YearOf(string tag) =>
        TaggedYear().Match(tag) is { Success: true, Value: var text } && FiscalYear.TryParse(text, out var year) ? year : null;

    [GeneratedRegex(@"\A[RHSr][0-9]{1,2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TaggedYear();
}
