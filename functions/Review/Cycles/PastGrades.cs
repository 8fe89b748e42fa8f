using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Cycles;

/// <summary>
/// The grades of former years as they were published. "-" means ended and is not blank: blank (absent) means not
/// started, or not known.
/// </summary>
/// <param name="Items">By item number, then year.</param>
/// <param name="Measures">By measure code, then year.</param>
public sealed record PastGrades(
    ImmutableDictionary<int, ImmutableSortedDictionary<FiscalYear, string>> Items,
    ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, string>> Measures)
{
    /// <summary>The mark of a year in which a measure had already ended.</summary>
    public const string Ended = "-";

    /// <summary>A plan in its first year.</summary>
    public static PastGrades None { get; } = new(
        ImmutableDictionary<int, ImmutableSortedDictionary<FiscalYear, string>>.Empty,
        ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, string>>.Empty);

    /// <summary>An item's grade in a year, or null.</summary>
    public string? OfItem(int number, FiscalYear year) => Items.GetValueOrDefault(number)?.GetValueOrDefault(year);

    /// <summary>A measure's grade in a year, "-" when it had ended, or null.</summary>
    public string? OfMeasure(string code, FiscalYear year) => Measures.GetValueOrDefault(code)?.GetValueOrDefault(year);
}
