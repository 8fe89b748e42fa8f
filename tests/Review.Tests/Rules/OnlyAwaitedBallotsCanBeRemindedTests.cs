using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlyAwaitedBallotsCanBeRemindedTests
{
    [Fact]
    public void Remind_OnlyABallotThatIsAwaited()
    {
        var ballot = Some.Ballot;

        Assert.Equal((1, BallotState.Open), (ballot.WrittenTo().Revision, ballot.WrittenTo().State));
        Assert.IsType<OnlyAwaitedBallotsCanBeReminded>(Refused.By(() => ballot.Closed().WrittenTo()));
    }
}
