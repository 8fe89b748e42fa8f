using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class CorrectionMustChangeSomethingTests
{
    [Fact]
    public void Ordered_NothingChanged_IsRefused() =>
        Assert.IsType<CorrectionMustChangeSomething>(Refused.By(() => Correction.Ordered(2, Some.Today, "転記の誤り", [])));
}
