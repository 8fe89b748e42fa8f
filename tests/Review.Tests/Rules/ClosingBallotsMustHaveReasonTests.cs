using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class ClosingBallotsMustHaveReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \u3000\n")]
    public void Close_WithoutReason_IsRefused(string reason) => Assert.IsType<ClosingBallotsMustHaveReason>(
        Refused.By(() => Some.Cycle.MovedTo(CycleStage.Committee).CommitteeClosed(reason, "secretariat", Some.Now)));

    [Fact]
    public void Close_WithReason_KeepsItAndSaysSo()
    {
        var closed = Some.Cycle.MovedTo(CycleStage.Committee).CommitteeClosed("連絡がつかないため", "secretariat", Some.Now);

        Assert.Equal(new StageClosing("連絡がつかないため", "secretariat", Some.Now), closed.CommitteeClosing);
        Assert.Equal("委員評価は締め切りました（意見とりまとめの開始待ち）", closed.StageLabel(Tomakomai.Plan, Tomakomai.Plan.Cycles[0]));
        Assert.Equal("意見とりまとめ", closed.MovedTo(CycleStage.Compiling).StageLabel(Tomakomai.Plan, Tomakomai.Plan.Cycles[0]));
    }

    [Fact]
    public void SelfEvaluationEnded_UntilTheCommitteesDay_TheCycleSaysThatItWaits()
    {
        var ended = Some.Cycle.SelfEvaluationEnded(Some.Now);

        Assert.Equal("自己評価は終わりました（委員評価の開始待ち）", ended.StageLabel(Tomakomai.Plan, Tomakomai.Plan.Cycles[0]));
        Assert.Equal("委員評価", ended.MovedTo(CycleStage.Committee).StageLabel(Tomakomai.Plan, Tomakomai.Plan.Cycles[0]));
        Assert.IsType<StageMustBe>(Refused.By(() => ended.MovedTo(CycleStage.Committee).SelfEvaluationEnded(Some.Now)));
    }
}
