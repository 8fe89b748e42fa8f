using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Parts;

/// <summary>A measure's answers year by year: former years', then those of the year under review.</summary>
internal static class YearlyAnswers
{
    /// <summary>The answers of one year, or null.</summary>
    public static Answers? Of(ReviewedYear year, Measure measure, FiscalYear of) => of == year.Cycle.Year
        ? year.Answers.GetValueOrDefault(measure.Code)
        : year.Former.GetValueOrDefault(measure.Code)?.GetValueOrDefault(of);

    /// <summary>The years with answers that a document of this year can show.</summary>
    public static IEnumerable<FiscalYear> Years(ReviewedYear year, Measure measure) =>
        (year.Former.GetValueOrDefault(measure.Code) ?? ImmutableSortedDictionary<FiscalYear, Answers>.Empty).Keys
            .Where(y => y < year.Cycle.Year)
            .Concat(year.Answers.ContainsKey(measure.Code) ? [year.Cycle.Year] : []);

    /// <summary>The indicator's actual value as typed, or null.</summary>
    public static string? Actual(ReviewedYear year, Measure measure, FiscalYear of, string part) =>
        Of(year, measure, of)?.ByField.Values.OfType<IndicatorAnswer>().FirstOrDefault()?.ByPart.GetValueOrDefault(part)
            is { } typed && !string.IsNullOrWhiteSpace(typed) ? typed : null;
}
