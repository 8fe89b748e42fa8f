using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class OpinionWorkMustNotHaveBegunTests
{
    [Fact]
    public void Message_SaysToGoOn() => Assert.Contains("続きから", new OpinionWorkMustNotHaveBegun().Message, StringComparison.Ordinal);
}
