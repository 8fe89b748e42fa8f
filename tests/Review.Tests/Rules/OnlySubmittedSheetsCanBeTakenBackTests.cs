using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlySubmittedSheetsCanBeTakenBackTests
{
    [Theory]
    [InlineData(SheetState.NotStarted)]
    [InlineData(SheetState.Returned)]
    [InlineData(SheetState.Accepted)]
    public void TakeBack_NotWaitingToBeChecked_IsRefused(SheetState state) =>
        Assert.Equal(state, Assert.IsType<OnlySubmittedSheetsCanBeTakenBack>(Refused.By(() => Some.In(state).TakenBack(Some.Now))).State);

    [Fact]
    public void TakeBack_Submitted_NextSubmissionIsTheNextVersion()
    {
        var back = Some.Submitted.TakenBack(Some.Now.AddDays(1));

        Assert.Equal((SheetState.Drafting, 1, Some.Now.AddDays(1)), (back.State, back.Version, back.DueSetAt));
        Assert.Equal(2, back.Submitted().Version);
    }
}
