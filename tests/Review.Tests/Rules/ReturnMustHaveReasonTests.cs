using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class ReturnMustHaveReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("　\n")]
    public void Return_ReasonIsBlank_IsRefused(string reason) =>
        Assert.IsType<ReturnMustHaveReason>(Refused.By(() => Some.Submitted.Returned(reason, Some.Due, Some.Now)));

    [Fact]
    public void Return_WithReason_KeepsIt() =>
        Assert.Equal("数字が違う", Some.Submitted.Returned("数字が違う", Some.Due, Some.Now).ReturnReason);
}
