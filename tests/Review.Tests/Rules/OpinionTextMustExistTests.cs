using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class OpinionTextMustExistTests
{
    private static readonly OpinionWork Work = OpinionWork.Begun([new("m1", 1, "良い"), new("m2", 1, "続けてほしい")]);

    [Fact]
    public void Act_NoSuchText_IsRefused()
    {
        Assert.Equal((1, 3), NumbersOf(() => Work.Edited(1, 3, "文")));
        Assert.Equal((2, 1), NumbersOf(() => Work.Moved(2, 1, 0)));
        Assert.Equal((1, 9), NumbersOf(() => Work.Merged(1, [1, 9], "文")));
        Assert.Equal((1, 9), NumbersOf(() => Work.LeftOut(1, 9, "理由")));
        Assert.Equal((1, 9), NumbersOf(() => Work.TakenIn(1, 9)));
    }

    private static (int Item, int Number) NumbersOf(Func<object> act)
    {
        var rule = Assert.IsType<OpinionTextMustExist>(Refused.By(act));
        return (rule.Item, rule.Number);
    }
}
