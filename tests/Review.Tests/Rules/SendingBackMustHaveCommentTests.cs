using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class SendingBackMustHaveCommentTests
{
    [Theory]
    [InlineData("")]
    [InlineData("　")]
    public void SendBack_NoComment_IsRefused(string comment) => Assert.IsType<SendingBackMustHaveComment>(Refused.By(() =>
        (Some.Cycle with { Stage = CycleStage.Approval }).SentBack(comment)));

    [Fact]
    public void SendBack_WithComment_KeepsItUntilSentAgain()
    {
        var back = (Some.Cycle with { Stage = CycleStage.Approval }).SentBack("直して");

        Assert.Equal("直して", back.ApprovalComment);
        Assert.Null(back.SentToChair().ApprovalComment);
    }
}
