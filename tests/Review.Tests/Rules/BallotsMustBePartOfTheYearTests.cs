using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class BallotsMustBePartOfTheYearTests
{
    [Fact]
    public void Message_SaysWhatToPressInstead() =>
        Assert.Contains("公表してよい", new BallotsMustBePartOfTheYear().Message, StringComparison.Ordinal);

    [Fact]
    public void HasBallots_NeedsAScoringCommitteeAndItsStage()
    {
        var (plan, cycle) = (Tomakomai.Plan, Tomakomai.Plan.Cycles[0]);

        Assert.True(plan.HasBallots(cycle));
        Assert.False(plan.HasBallots(cycle with { Committee = null }));
        Assert.Equal("公表前の確認", CycleStage.Compiling.Label(plan, cycle with { Committee = null }));
        Assert.Equal("担当部署の記入", CycleStage.SelfEvaluation.Label(UnscoredPlan.Plan, UnscoredPlan.Plan.Cycles[0]));
        Assert.Equal("意見とりまとめ", CycleStage.Compiling.Label(plan, cycle));
    }
}
