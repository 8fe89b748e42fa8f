using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class SubmittedSheetsMustBeCheckedTests
{
    [Fact]
    public void CloseWithStage_HandedIn_IsRefusedAndNamesTheSheet() =>
        Assert.Contains(
            "No.1", Assert.IsType<SubmittedSheetsMustBeChecked>(Refused.By(() => Some.Submitted.ClosedWithStage())).Message, StringComparison.Ordinal);

    [Fact]
    public void CloseWithStage_NotHandedIn_IsMissing() => Assert.Equal(SheetState.Missing, Some.Sheet.ClosedWithStage().State);
}
