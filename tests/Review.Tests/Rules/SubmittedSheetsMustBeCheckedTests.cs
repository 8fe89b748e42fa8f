using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class SubmittedSheetsMustBeCheckedTests
{
    [Fact]
    public void Close_HandedIn_IsRefusedAndNamesTheSheet() =>
        Assert.Contains(
            "No.1", Assert.IsType<SubmittedSheetsMustBeChecked>(Refused.By(() => Some.Submitted.Closed())).Message, StringComparison.Ordinal);

    [Fact]
    public void Close_NotHandedIn_IsMissing() => Assert.Equal(SheetState.Missing, Some.Sheet.Closed().State);
}
