using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class SettledSheetsStayTests
{
    [Theory]
    [InlineData(SheetState.Accepted)]
    [InlineData(SheetState.Missing)]
    [InlineData(SheetState.Withdrawn)]
    public void Close_Settled_IsRefused(SheetState state) =>
        Assert.Equal(state, Assert.IsType<SettledSheetsStay>(Refused.By(() => Some.In(state).Closed())).State);

    [Fact]
    public void Close_Awaited_IsMissing() => Assert.Equal(SheetState.Missing, Some.Sheet.Closed().State);
}
