using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class BallotExtensionMustHaveReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("　\n")]
    public void Extend_ReasonIsBlank_IsRefused(string reason) =>
        Assert.IsType<BallotExtensionMustHaveReason>(Refused.By(() => Some.Ballot.Extended(reason, Some.Due.AddDays(3), Some.Now)));

    [Fact]
    public void Extend_WithReason_MovesTheDeadline() =>
        Assert.Equal(Some.Due.AddDays(3), Some.Ballot.Extended("会議の都合", Some.Due.AddDays(3), Some.Now).Due);
}
