using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class CorrectionMustWaitTests
{
    [Fact]
    public void Message_SaysWhatIsInTheWay() => Assert.Contains("第2版を公表しているところ", new CorrectionMustWait(2).Message, StringComparison.Ordinal);
}
