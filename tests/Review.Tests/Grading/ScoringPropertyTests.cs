using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Grading;

public class ScoringPropertyTests
{
    private static readonly ScoringRules Rules = Tomakomai.Plan.Scoring;

    private static readonly Arbitrary<int[]> Scores = Gen.Choose(0, 3).ArrayOf(4).ToArbitrary();

    private static readonly Arbitrary<int[][]> Measures = Gen.Choose(0, 3).ArrayOf(4).NonEmptyListOf().Select(m => m.ToArray()).ToArbitrary();

    private static readonly Arbitrary<decimal> Values = Gen.Choose(0, 500000).Select(n => n / 10000m).ToArbitrary();

    [Fact]
    public void HalfUp_Any_IsWithinHalfAStepAndNeverBelowHalfEvenOrDown() => Prop.ForAll(Values, value =>
    {
        var up = new Rounding(1, RoundingMode.HalfUp).Round(value);
        var even = new Rounding(1, RoundingMode.HalfEven).Round(value);
        var down = new Rounding(1, RoundingMode.Down).Round(value);
        return Math.Abs(up - value) <= 0.05m && up >= even && even >= down && down <= value && value - down < 0.1m;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void HalfUp_ExactHalves_AllGoUp() => Prop.ForAll(
        Gen.Choose(0, 1000).ToArbitrary(), n => Rounding.HalfUpToOneDecimal.Round(n / 10m + 0.05m) == n / 10m + 0.1m).QuickCheckThrowOnFailure();

    [Fact]
    public void Round_Monotone_AndTwiceIsOnce() => Prop.ForAll(Values, Values, (a, b) =>
    {
        var rounding = Rounding.HalfUpToOneDecimal;
        return rounding.Round(Math.Min(a, b)) <= rounding.Round(Math.Max(a, b)) && rounding.Round(rounding.Round(a)) == rounding.Round(a);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Mean_Any_LiesBetweenTheSmallestAndTheLargest() => Prop.ForAll(Measures, measures =>
    {
        decimal[] values = [.. measures.Select(m => (decimal)m[0])];
        var mean = Rounding.HalfUpToOneDecimal.Mean(values)!.Value;
        return mean >= values.Min() && mean <= values.Max();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Mean_OfNothing_IsNone() => Assert.Null(Rounding.HalfUpToOneDecimal.Mean([]));

    [Fact]
    public void Score_OnePointMore_NeverGivesAWorseGrade() => Prop.ForAll(Scores, Gen.Choose(0, 3).ToArbitrary(), (scores, at) =>
    {
        if (scores[at] == 3)
        {
            return true;
        }

        int[] more = [.. scores];
        more[at]++;
        return Rank(more) <= Rank(scores);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Score_ProgressOneOrLess_IsNeverAnA() => Prop.ForAll(Scores, scores =>
        scores[0] > 1 || Rules.Score(ById(scores)).Grade != "A").QuickCheckThrowOnFailure();

    [Fact]
    public void Score_WithoutCap_IsTheGradeOfTheTotal() => Prop.ForAll(Scores, scores =>
    {
        var score = Rules.Score(ById(scores));
        return score.Total == scores.Sum() && (score.Decision.Cap is not null || score.Grade == score.Decision.ByTotal);
    }).QuickCheckThrowOnFailure();

    /// <summary>The paper's rule: each mean is rounded, then added.</summary>
    [Fact]
    public void MeanOf_Total_IsTheSumOfTheRoundedMeans() => Prop.ForAll(Measures, measures =>
    {
        var mean = Rules.MeanOf([.. measures.Select(m => Rules.Score(ById(m)))])!;
        var expected = Enumerable.Range(0, 4).Sum(c => Math.Round(measures.Average(m => (decimal)m[c]), 1, MidpointRounding.AwayFromZero));
        return mean.Total == expected && mean.Means.Values.Sum() == expected;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void MeanOf_Order_DoesNotMatter() => Prop.ForAll(Measures, measures =>
        Rules.MeanOf([.. measures.Select(m => Rules.Score(ById(m)))])!.Total
        == Rules.MeanOf([.. measures.Reverse().Select(m => Rules.Score(ById(m)))])!.Total).QuickCheckThrowOnFailure();

    [Fact]
    public void MeanOf_SumRoundedAtOnce_IsAnotherRule()
    {
        // 1/3 rounds to 0.3 four times: 1.2; the sum of the unrounded means is 1.3.
        int[][] measures = [[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]];

        Assert.Equal(1.2m, Rules.MeanOf([.. measures.Select(m => Rules.Score(ById(m)))])!.Total);
    }

    private static int Rank(int[] scores) => Rules.MeasureGrades.RankOf(Rules.Score(ById(scores)).Grade);

    private static ImmutableDictionary<string, int> ById(int[] scores) =>
        Rules.Criteria.Zip(scores).ToImmutableDictionary(s => s.First.Id, s => s.Second);
}
