using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Local.Planning;

/// <summary>The files beside a plan file that say what was in the years before the city used this program.</summary>
internal static class PastFiles
{
    /// <summary>The grades: by item number and by measure code, then year.</summary>
    public const string Grades = "past.json";

    /// <summary>The answers: by year, then measure code.</summary>
    public const string Answers = "former.json";

    /// <summary>Reads <see cref="Grades"/>.</summary>
    /// <exception cref="FormatException">A number or year can't be read.</exception>
    /// <exception cref="InvalidOperationException">The JSON is of another shape.</exception>
    /// <exception cref="KeyNotFoundException">The JSON lacks the items or the measures.</exception>
    public static PastGrades ReadGrades(JsonElement json) => new(
        json.GetProperty("items").EnumerateObject()
            .ToImmutableDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => ReadYears(p.Value)),
        json.GetProperty("measures").EnumerateObject().ToImmutableDictionary(p => p.Name, p => ReadYears(p.Value)));

    private static ImmutableSortedDictionary<FiscalYear, string> ReadYears(JsonElement years) =>
        years.EnumerateObject().ToImmutableSortedDictionary(p => FiscalYear.Parse(p.Name), p => p.Value.GetString()!);
}
