using System.Collections.Immutable;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class BallotScoreMustBeInScaleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void Submit_OutsideTheScale_IsRefusedAndSaysTheScale(int score)
    {
        var rule = Assert.IsType<BallotScoreMustBeInScale>(Refused.By(() => Submit(score)));

        Assert.Equal((1, score, 1, 5), (rule.Item, rule.Score, rule.Min, rule.Max));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(null)]
    public void Submit_InTheScaleOrNone_IsTaken(int? score) => Assert.Equal(score, Submit(score).ByItem[1].Score);

    private static Ballot Submit(int? score) => Some.Ballot.Submitted(
        Tomakomai.Plan, ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(1, new Vote(score, null))]));
}
