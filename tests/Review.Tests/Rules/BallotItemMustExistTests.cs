using System.Collections.Immutable;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class BallotItemMustExistTests
{
    [Fact]
    public void Submit_ItemThatThePlanLacks_IsRefused() => Assert.Equal(99, Assert.IsType<BallotItemMustExist>(Refused.By(() =>
        Some.Ballot.Submitted(Tomakomai.Plan, ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(99, new Vote(3, null))])))).Item);
}
