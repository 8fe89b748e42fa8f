using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class ClosingMustHaveReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \u3000\n")]
    public void Close_WithoutReason_IsRefused(string reason) =>
        Assert.IsType<ClosingMustHaveReason>(Refused.By(() => Some.Cycle.SelfEvaluationClosed(reason, "secretariat", Some.Now)));

    [Fact]
    public void Close_WithReason_KeepsItAndSaysSo()
    {
        var closed = Some.Cycle.SelfEvaluationClosed("議会に間に合わせるため", "secretariat", Some.Now);

        Assert.Equal(new StageClosing("議会に間に合わせるため", "secretariat", Some.Now), closed.SelfEvaluationClosing);
        Assert.Equal("自己評価は締め切りました（委員評価の開始待ち）", Label(closed, Tomakomai.Plan));
        Assert.Equal("委員評価", Label(closed.MovedTo(CycleStage.Committee), Tomakomai.Plan));
        Assert.Equal("自己評価", Label(Some.Cycle, Tomakomai.Plan));
        Assert.Equal("担当部署の記入は締め切りました（事務局の確認待ち）", Label(closed, UnscoredPlan.Plan));
    }

    [Fact]
    public void Close_StageIsOver_IsRefused() =>
        Assert.IsType<StageMustBe>(Refused.By(() => Some.Cycle.MovedTo(CycleStage.Committee).SelfEvaluationClosed("理由", "secretariat", Some.Now)));

    private static string Label(Cycle cycle, Plan plan) => cycle.StageLabel(plan, plan.Cycles[0]);
}
