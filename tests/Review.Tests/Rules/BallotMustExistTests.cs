using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class BallotMustExistTests
{
    [Fact]
    public void Message_NamesTheMember() => Assert.Contains("「m9」", new BallotMustExist("m9").Message, StringComparison.Ordinal);
}
