using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class PlanMustFitTheCycleTests
{
    [Fact]
    public void Message_GivesEveryReason()
    {
        var message = new PlanMustFitTheCycle(["理由その1。", "理由その2。"]).Message;

        Assert.Contains("理由その1。理由その2。", message, StringComparison.Ordinal);
    }
}
