using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;

namespace GyoseiFlow.App.Plans;

/// <summary>The grades of one published year, for the tables of later years.</summary>
/// <param name="Year">The fiscal year.</param>
/// <param name="Items">By item number.</param>
/// <param name="Measures">By measure code; "-" for a measure that had ended.</param>
internal sealed record PublishedGrades(
    FiscalYear Year, ImmutableSortedDictionary<int, string> Items, ImmutableSortedDictionary<string, string> Measures)
{
    public static PublishedGrades Of(FiscalYear year, YearFigures figures) => new(
        year,
        figures.Items.Where(i => i.Mean is not null).ToImmutableSortedDictionary(i => i.Item.Number, i => i.Mean!.Grade),
        figures.Measures
            .Where(m => m.Score is not null || m.Measure.Ended?.Year < year)
            .ToImmutableSortedDictionary(m => m.Measure.Code, m => m.Score?.Grade ?? PastGrades.Ended, StringComparer.Ordinal));

    public PastGrades AddTo(PastGrades past) => new(Add(past.Items, Items), Add(past.Measures, Measures));

    private ImmutableDictionary<TKey, ImmutableSortedDictionary<FiscalYear, string>> Add<TKey>(
        ImmutableDictionary<TKey, ImmutableSortedDictionary<FiscalYear, string>> past, ImmutableSortedDictionary<TKey, string> grades)
        where TKey : notnull
    {
        foreach (var (key, grade) in grades)
        {
            var years = past.GetValueOrDefault(key) ?? ImmutableSortedDictionary<FiscalYear, string>.Empty;
            past = past.SetItem(key, years.SetItem(Year, grade));
        }

        return past;
    }
}
