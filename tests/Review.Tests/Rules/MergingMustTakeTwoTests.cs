using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class MergingMustTakeTwoTests
{
    private static readonly OpinionWork Work = OpinionWork.Begun([new("m1", 1, "良い"), new("m2", 1, "続けてほしい")]);

    [Fact]
    public void Merge_OneOrTheSameTwice_IsRefused()
    {
        Assert.IsType<MergingMustTakeTwo>(Refused.By(() => Work.Merged(1, [1], "文")));
        Assert.IsType<MergingMustTakeTwo>(Refused.By(() => Work.Merged(1, [1, 1], "文")));
    }
}
