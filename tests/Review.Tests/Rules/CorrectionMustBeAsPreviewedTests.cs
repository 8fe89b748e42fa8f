using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class CorrectionMustBeAsPreviewedTests
{
    [Fact]
    public void Message_SaysWhatToDo() => Assert.Contains("変更点を確認してから", new CorrectionMustBeAsPreviewed().Message, StringComparison.Ordinal);
}
