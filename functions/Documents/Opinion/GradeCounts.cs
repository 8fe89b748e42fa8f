using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>How many measures had which grade in a year.</summary>
/// <param name="Year">The fiscal year.</param>
/// <param name="ByRank">In the order of the scale, the best grade first.</param>
internal sealed record GradeCounts(FiscalYear Year, ImmutableArray<int> ByRank)
{
    public int Total => ByRank.Sum();

    /// <summary>The years in which any measure was graded, the year under review last.</summary>
    public static ImmutableArray<GradeCounts> Of(ReviewedYear year)
    {
        string[] scale = [.. PrintedGrades.Scale(year)];
        var past = PrintedGrades.PastYears(year)
            .Select(y => Count(scale, y, year.Plan.Measures.Select(m => year.Past.OfMeasure(m.Code, y))));
        return
        [
            .. past.Append(Count(scale, year.Cycle.Year, year.Figures.Measures.Select(m => m.Score?.Grade))).Where(c => c.Total > 0),
        ];
    }

    private static GradeCounts Count(string[] scale, FiscalYear year, IEnumerable<string?> grades)
    {
        string?[] given = [.. grades];
        return new GradeCounts(year, [.. scale.Select(grade => given.Count(g => g == grade))]);
    }
}
