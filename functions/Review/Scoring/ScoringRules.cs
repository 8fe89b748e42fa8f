using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Scoring;

/// <summary>One thing that departments score (評価項目), e.g. 進捗度.</summary>
/// <param name="Id">ASCII id, used in data.</param>
/// <param name="Name">What people see.</param>
/// <param name="Min">The lowest score.</param>
/// <param name="Max">The highest score.</param>
/// <param name="Labels">The wording of a score where the plan gives one.</param>
public sealed record Criterion(string Id, string Name, int Min, int Max, ImmutableSortedDictionary<int, string> Labels);

/// <summary>How scores become totals, means and grades: read from the plan file, so that a city's rule is data.</summary>
/// <param name="Criteria">In the order of the paper's columns.</param>
/// <param name="MeasureGrades">The grades of one measure's total.</param>
/// <param name="MeanGrades">The grades of an item's or theme's total of means.</param>
/// <param name="MeanRounding">How means are rounded before they are added.</param>
public sealed record ScoringRules(
    ImmutableArray<Criterion> Criteria,
    GradeScale MeasureGrades,
    GradeScale MeanGrades,
    Rounding MeanRounding)
{
    /// <summary>The rules that held until a fiscal year, where they were others; empty where they never changed.</summary>
    public ImmutableArray<FormerRules> Former { get; init; } = [];

    /// <summary>Of a plan in which nobody scores.</summary>
    public static ScoringRules None { get; } = new([], new GradeScale([], []), new GradeScale([], []), Rounding.HalfUpToOneDecimal);

    /// <summary>Finds a criterion by its id or by the name that people see.</summary>
    public Criterion? FindCriterion(string idOrName) =>
        Criteria.FirstOrDefault(c => c.Id == idOrName || c.Name == idOrName);

    /// <summary>Total and grade of one measure.</summary>
    /// <param name="scores">A score for every criterion, by criterion id.</param>
    /// <exception cref="ArgumentException">A criterion has no score, or one outside its scale.</exception>
    public MeasureScore Score(IReadOnlyDictionary<string, int> scores)
    {
        foreach (var criterion in Criteria)
        {
            if (!scores.TryGetValue(criterion.Id, out var score))
            {
                throw new ArgumentException($"No score for {criterion.Id}.", nameof(scores));
            }

            if (score < criterion.Min || score > criterion.Max)
            {
                throw new ArgumentException($"{criterion.Id} = {score} is outside {criterion.Min}–{criterion.Max}.", nameof(scores));
            }
        }

        var byCriterion = Criteria.ToDictionary(c => c.Id, c => (decimal)scores[c.Id]);
        var total = Criteria.Sum(c => scores[c.Id]);
        return new MeasureScore(
            Criteria.ToImmutableDictionary(c => c.Id, c => scores[c.Id]),
            total,
            MeasureGrades.Decide(total, byCriterion));
    }

    /// <summary>
    /// Means, total and grade over measures. The total is the sum of the rounded means, not the rounded sum
    /// (Tomakomai's tables: the rounded sum matches only 13 of 22 items).
    /// </summary>
    /// <returns>null when no measure has scores.</returns>
    public MeanScore? MeanOf(IReadOnlyCollection<MeasureScore> measures)
    {
        if (measures.Count == 0)
        {
            return null;
        }

        var means = Criteria.ToImmutableDictionary(
            c => c.Id,
            c => MeanRounding.Mean([.. measures.Select(m => (decimal)m.Scores[c.Id])])!.Value);
        var total = Criteria.Sum(c => means[c.Id]);
        return new MeanScore(means, total, MeanGrades.Decide(total, means));
    }
}

/// <summary>Rules that held until a fiscal year; what is null was then as it was afterwards.</summary>
/// <param name="Until">The last fiscal year under review in which they hold.</param>
/// <param name="MeasureGrades">The grades of one measure's total.</param>
/// <param name="MeanGrades">The grades of a total of means.</param>
/// <param name="MeanRounding">How means are rounded.</param>
public sealed record FormerRules(FiscalYear Until, GradeScale? MeasureGrades, GradeScale? MeanGrades, Rounding? MeanRounding);

/// <summary>One measure's scores with what follows from them.</summary>
/// <param name="Scores">By criterion id.</param>
/// <param name="Total">The sum of the scores.</param>
/// <param name="Decision">The grade and why.</param>
public sealed record MeasureScore(ImmutableDictionary<string, int> Scores, int Total, GradeDecision Decision)
{
    /// <summary>総合評価.</summary>
    public string Grade => Decision.Grade;
}

/// <summary>An item's or theme's rounded means with what follows from them.</summary>
/// <param name="Means">Rounded, by criterion id.</param>
/// <param name="Total">The sum of the rounded means.</param>
/// <param name="Decision">The grade and why.</param>
public sealed record MeanScore(ImmutableDictionary<string, decimal> Means, decimal Total, GradeDecision Decision)
{
    /// <summary>総合評価.</summary>
    public string Grade => Decision.Grade;
}
