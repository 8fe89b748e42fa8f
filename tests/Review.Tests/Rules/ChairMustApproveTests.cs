using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class ChairMustApproveTests
{
    [Fact]
    public void Message_SaysToSendItToTheChair() => Assert.Contains("会長に送って", new ChairMustApprove().Message, StringComparison.Ordinal);

    [Fact]
    public void Released_FromTheCheck_WaitsForPublication()
    {
        var checking = Some.Cycle.LeftToSecretariat();

        Assert.Equal((CycleStage.Compiling, CycleStage.Publication), (checking.Stage, checking.Released().Stage));
        Assert.IsType<StageMustBe>(Refused.By(() => checking.LeftToSecretariat()));
        Assert.IsType<StageMustBe>(Refused.By(() => Some.Cycle.Released()));
    }
}
