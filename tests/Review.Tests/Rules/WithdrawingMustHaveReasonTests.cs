using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class WithdrawingMustHaveReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \u3000\n")]
    public void Withdraw_WithoutReason_IsRefusedWithWhereItGoes(string reason) =>
        Assert.Contains("部署へのメールに載り", WrittenReason.Problem(reason, new WithdrawingMustHaveReason())!.Message, StringComparison.Ordinal);

    [Fact]
    public void Withdraw_WithReason_IsNotStopped() => Assert.Null(WrittenReason.Problem("移管のため", new WithdrawingMustHaveReason()));
}
