using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class AdoptionMustChangeSomethingTests
{
    [Fact]
    public void Message_SaysWhatIsTheMatter() => Assert.Contains("取り込む変更はありません", new AdoptionMustChangeSomething().Message, StringComparison.Ordinal);
}
