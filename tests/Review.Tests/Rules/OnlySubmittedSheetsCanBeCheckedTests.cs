using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlySubmittedSheetsCanBeCheckedTests
{
    [Fact]
    public void Accept_NothingSubmitted_IsRefusedAndSaysTheState()
    {
        var rule = Assert.IsType<OnlySubmittedSheetsCanBeChecked>(Refused.By(() => Some.Sheet.Accepted()));

        Assert.Equal(SheetState.NotStarted, rule.State);
        Assert.Contains("未着手", rule.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_Submitted_IsAccepted() => Assert.Equal(SheetState.Accepted, Some.Submitted.Accepted().State);
}
