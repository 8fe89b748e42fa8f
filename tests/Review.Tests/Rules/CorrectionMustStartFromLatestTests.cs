using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class CorrectionMustStartFromLatestTests
{
    [Fact]
    public void Message_SaysWhatIsInTheWay() => Assert.Contains("No.N1の個票", new CorrectionMustStartFromLatest("N1", 2).Message, StringComparison.Ordinal);
}
