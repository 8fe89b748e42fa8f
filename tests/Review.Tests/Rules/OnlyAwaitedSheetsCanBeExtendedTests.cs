using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlyAwaitedSheetsCanBeExtendedTests
{
    [Theory]
    [InlineData(SheetState.Submitted)]
    [InlineData(SheetState.Accepted)]
    [InlineData(SheetState.Missing)]
    [InlineData(SheetState.Withdrawn)]
    public void Extend_NobodyIsAwaited_IsRefusedInWordsForTheSecretariat(SheetState state)
    {
        var rule = Assert.IsType<OnlyAwaitedSheetsCanBeExtended>(Refused.By(() => Some.In(state).Extended("理由", Some.Due.AddDays(1), Some.Now)));

        Assert.DoesNotContain("事務局に", rule.Message, StringComparison.Ordinal);
        Assert.Equal(state == SheetState.Submitted, rule.Message.Contains("差し戻して", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SheetState.NotStarted)]
    [InlineData(SheetState.Drafting)]
    [InlineData(SheetState.Returned)]
    public void Extend_Awaited_IsTaken(SheetState state) =>
        Assert.Equal(Some.Due.AddDays(1), Some.In(state).Extended("理由", Some.Due.AddDays(1), Some.Now).Due);
}
