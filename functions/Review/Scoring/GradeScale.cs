using System.Collections.Immutable;

namespace GyoseiFlow.Review.Scoring;

/// <summary>From which total a grade is given.</summary>
/// <param name="Grade">The grade's name, e.g. A.</param>
/// <param name="From">The smallest total that earns it.</param>
public sealed record GradeThreshold(string Grade, decimal From);

/// <summary>
/// A limit on the grade whatever the total. Tomakomai: with 進捗度 1 the grade is at most B (No.7 in R2–R4: 1,3,3,3 → B).
/// </summary>
/// <param name="Criterion">The criterion's id.</param>
/// <param name="AtMost">The cap holds when the criterion's score, or mean, is this or less.</param>
/// <param name="Grade">The best grade that is then given.</param>
public sealed record GradeCap(string Criterion, decimal AtMost, string Grade);

/// <summary>The grade of a total and, for people who ask why, what decided it.</summary>
/// <param name="Grade">The grade given.</param>
/// <param name="ByTotal">The grade that the total alone would give.</param>
/// <param name="Cap">The cap that lowered it, or null.</param>
public sealed record GradeDecision(string Grade, string ByTotal, GradeCap? Cap);

/// <summary>Derives a grade (総合評価) from a total; a grade is never typed.</summary>
/// <param name="Thresholds">Best grade first; the last one's threshold is the smallest possible total.</param>
/// <param name="Caps">Limits that hold whatever the total.</param>
public sealed record GradeScale(ImmutableArray<GradeThreshold> Thresholds, ImmutableArray<GradeCap> Caps)
{
    /// <summary>The grade of <paramref name="total"/>, with the criteria's values for the caps.</summary>
    /// <param name="total">The total of the scores, or of the rounded means.</param>
    /// <param name="valueByCriterion">Score or mean by criterion id.</param>
    public GradeDecision Decide(decimal total, IReadOnlyDictionary<string, decimal> valueByCriterion)
    {
        var byTotal = Thresholds.FirstOrDefault(t => total >= t.From)?.Grade ?? Thresholds[^1].Grade;
        var cap = Caps
            .Where(c => valueByCriterion.TryGetValue(c.Criterion, out var value) && value <= c.AtMost)
            .MaxBy(c => RankOf(c.Grade));
        return cap is not null && RankOf(cap.Grade) > RankOf(byTotal)
            ? new GradeDecision(cap.Grade, byTotal, cap)
            : new GradeDecision(byTotal, byTotal, null);
    }

    /// <summary>0 for the best grade, growing as grades get worse.</summary>
    /// <exception cref="ArgumentException">The scale has no such grade.</exception>
    public int RankOf(string grade)
    {
        var rank = Thresholds.Select(t => t.Grade).ToList().IndexOf(grade);
        return rank >= 0 ? rank : throw new ArgumentException($"The scale has no grade {grade}.", nameof(grade));
    }
}
