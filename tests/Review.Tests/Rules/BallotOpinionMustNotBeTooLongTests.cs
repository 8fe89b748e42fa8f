using System.Collections.Immutable;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class BallotOpinionMustNotBeTooLongTests
{
    [Fact]
    public void Submit_OneCharacterTooMany_IsRefusedAndSaysHowMany()
    {
        var rule = Assert.IsType<BallotOpinionMustNotBeTooLong>(Refused.By(() => Submit(Vote.MostOpinion + 1)));

        Assert.Equal((1, Vote.MostOpinion + 1), (rule.Item, rule.Length));
    }

    [Fact]
    public void Submit_AsLongAsItMayBe_IsTaken() =>
        Assert.Equal(Vote.MostOpinion, Submit(Vote.MostOpinion).ByItem[1].CountOpinion());

    // 𠮷 takes two places in memory and is one character.
    private static Ballot Submit(int length) => Some.Ballot.Submitted(
        Tomakomai.Plan,
        ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(1, new Vote(4, string.Concat(Enumerable.Repeat("𠮷", length))))]));
}
