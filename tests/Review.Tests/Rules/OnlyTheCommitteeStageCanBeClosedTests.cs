using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlyTheCommitteeStageCanBeClosedTests
{
    [Fact]
    public void Close_NotTheCommitteesTurn_IsRefused() => Assert.IsType<OnlyTheCommitteeStageCanBeClosed>(
        Refused.By(() => Some.Cycle.CommitteeClosed("理由", "secretariat", Some.Now)));
}
