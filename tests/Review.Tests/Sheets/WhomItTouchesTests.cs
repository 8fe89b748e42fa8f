using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using GyoseiFlow.Review.Tests.Plans;
using GyoseiFlow.Review.Tests.Rules;

namespace GyoseiFlow.Review.Tests.Sheets;

public class WhomItTouchesTests
{
    private static readonly Sheet Sheet = Sheet.Opened("1", [.. Tomakomai.Plan.Measure("1").Departments], Some.Due, Some.Now);

    [Fact]
    public void Of_OneIsRefused_TheOtherHappensAllTheSame()
    {
        var touched = WhomItTouches.Of(Tomakomai.Plan, [Sheet, Sheet.Submitted()], writes: true, s => s.Accepted());

        Assert.IsType<OnlySubmittedSheetsCanBeChecked>(touched[0].Refusal);
        Assert.Equal((null, true), (touched[0].After, touched[0].WrittenTo.IsEmpty));
        Assert.Equal((null, SheetState.Accepted), (touched[1].Refusal, touched[1].After!.State));
        Assert.Equal(Sheet.Departments[0], touched[1].WrittenTo[0]);
    }

    [Fact]
    public void Of_ActWithoutMail_WritesToNobody() =>
        Assert.Empty(WhomItTouches.Of(Tomakomai.Plan, [Sheet], writes: false, s => s.Closed())[0].WrittenTo);

    [Theory]
    [InlineData(SheetState.NotStarted, 0, Review.Plans.MailPurpose.Reminder)]
    [InlineData(SheetState.NotStarted, 1, Review.Plans.MailPurpose.Overdue)]
    [InlineData(SheetState.Returned, 1, Review.Plans.MailPurpose.ReturnReminder)]
    public void ReminderOf_ByStateAndDay(SheetState state, int daysAfter, Review.Plans.MailPurpose purpose) =>
        Assert.Equal(purpose, Occasions.ReminderOf(Some.In(state), Some.Due.AddDays(daysAfter)));
}
