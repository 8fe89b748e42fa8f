using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class AdoptionMustBeAsPreviewedTests
{
    [Fact]
    public void Message_SaysWhatIsTheMatter() => Assert.Contains("変更点を確認してから", new AdoptionMustBeAsPreviewed().Message, StringComparison.Ordinal);
}
