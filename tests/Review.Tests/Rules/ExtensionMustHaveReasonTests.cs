using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class ExtensionMustHaveReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("　\n")]
    public void Extend_ReasonIsBlank_IsRefused(string reason) =>
        Assert.IsType<ExtensionMustHaveReason>(Refused.By(() => Some.Sheet.Extended(reason, Some.Due.AddDays(1), Some.Now)));

    [Fact]
    public void Extend_WithReason_MovesTheDeadline() =>
        Assert.Equal(Some.Due.AddDays(1), Some.Sheet.Extended("集計が終わらないため", Some.Due.AddDays(1), Some.Now).Due);
}
