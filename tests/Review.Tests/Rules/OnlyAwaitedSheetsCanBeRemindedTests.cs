using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlyAwaitedSheetsCanBeRemindedTests
{
    [Theory]
    [InlineData(SheetState.Submitted)]
    [InlineData(SheetState.Accepted)]
    [InlineData(SheetState.Missing)]
    [InlineData(SheetState.Withdrawn)]
    public void Remind_NotAwaited_IsRefused(SheetState state) =>
        Assert.Equal(state, Assert.IsType<OnlyAwaitedSheetsCanBeReminded>(Refused.By(() => Some.In(state).WrittenTo())).State);

    [Fact]
    public void Remind_Awaited_OnlyTheRevisionGrows() =>
        Assert.Equal(Some.Sheet with { Revision = 1 }, Some.Sheet.WrittenTo());
}
