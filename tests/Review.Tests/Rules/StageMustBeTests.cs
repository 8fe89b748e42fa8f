using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class StageMustBeTests
{
    public static TheoryData<CycleStage, string> Matrix
    {
        get
        {
            var matrix = new TheoryData<CycleStage, string>();
            foreach (var stage in Enum.GetValues<CycleStage>())
            {
                foreach (var act in new[] { "send", "back", "approve", "publish" })
                {
                    matrix.Add(stage, act);
                }
            }

            return matrix;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Act_InEachStage_IsTakenOnlyInItsOwn(CycleStage stage, string act)
    {
        var cycle = Some.Cycle with { Stage = stage };
        CycleStage? after = (stage, act) switch
        {
            (CycleStage.Compiling, "send") => CycleStage.Approval,
            (CycleStage.Approval, "back") => CycleStage.Compiling,
            (CycleStage.Approval, "approve") => CycleStage.Publication,
            (CycleStage.Publication or CycleStage.Published, "publish") => CycleStage.Published,
            _ => null,
        };

        if (after is null)
        {
            var rule = Assert.IsType<StageMustBe>(Refused.By(() => Do(cycle, act)));
            Assert.Equal(stage.Label(), rule.Actual);
            return;
        }

        var done = Do(cycle, act);
        Assert.Equal((after, 1), (done.Stage, done.Revision));
    }

    [Fact]
    public void Move_OverAStage_IsRefused()
    {
        Assert.IsType<StageMustBe>(Refused.By(() => Some.Cycle.MovedTo(CycleStage.Compiling)));
        Assert.IsType<StageMustBe>(Refused.By(() => (Some.Cycle with { Stage = CycleStage.Compiling }).MovedTo(CycleStage.Committee)));
        Assert.Equal(CycleStage.Committee, Some.Cycle.MovedTo(CycleStage.Committee).Stage);
    }

    private static Cycle Do(Cycle cycle, string act) => act switch
    {
        "send" => cycle.SentToChair(),
        "back" => cycle.SentBack("コメント"),
        "approve" => cycle.Approved(),
        _ => cycle.Published(1),
    };
}
