using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class CorrectionMustHaveReasonTests
{
    private static readonly FigureChange Change =
        new(ChangedSubject.Measure, new Labelled("1", "広告料"), ChangedFigure.Total, null, "5", "4");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("　\n")]
    public void Ordered_ReasonIsBlank_IsRefused(string reason) =>
        Assert.IsType<CorrectionMustHaveReason>(Refused.By(() => Correction.Ordered(2, Some.Today, reason, [Change])));

    [Fact]
    public void Ordered_WithReason_KeepsIt() => Assert.Equal("転記の誤り", Correction.Ordered(2, Some.Today, " 転記の誤り\n", [Change]).Reason);
}
