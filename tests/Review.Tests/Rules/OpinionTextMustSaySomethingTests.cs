using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class OpinionTextMustSaySomethingTests
{
    private static readonly OpinionWork Work = OpinionWork.Begun([new("m1", 1, "良い"), new("m2", 1, "続けてほしい")]);

    [Fact]
    public void EditOrMerge_Blank_IsRefused()
    {
        Assert.IsType<OpinionTextMustSaySomething>(Refused.By(() => Work.Edited(1, 1, "　")));
        Assert.IsType<OpinionTextMustSaySomething>(Refused.By(() => Work.Merged(1, [1, 2], "")));
    }
}
