using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlyAwaitedSheetsCanBeEditedTests
{
    [Fact]
    public void Submit_AlreadySubmitted_IsRefusedAndTellsWhomToAsk()
    {
        var rule = Assert.IsType<OnlyAwaitedSheetsCanBeEdited>(Refused.By(() => Some.Submitted.Submitted()));

        Assert.Contains("「提出済み」", rule.Message, StringComparison.Ordinal);
        Assert.Contains("事務局", rule.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Submit_Returned_IsTheNextVersion()
    {
        var sheet = Some.Submitted.Returned("理由", Some.Due, Some.Now).Submitted();

        Assert.Equal((2, SheetState.Submitted, null), (sheet.Version, sheet.State, sheet.ReturnReason));
    }
}
