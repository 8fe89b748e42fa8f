using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class LeavingOutMustHaveReasonTests
{
    private static readonly OpinionWork Work = OpinionWork.Begun([new("m1", 1, "良い"), new("m2", 1, "続けてほしい")]);

    [Fact]
    public void LeaveOut_WithoutReason_IsRefused() =>
        Assert.IsType<LeavingOutMustHaveReason>(Refused.By(() => Work.LeftOut(1, 1, " ")));
}
