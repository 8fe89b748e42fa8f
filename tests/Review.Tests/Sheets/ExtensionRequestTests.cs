using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using GyoseiFlow.Review.Tests.Rules;

namespace GyoseiFlow.Review.Tests.Sheets;

public class ExtensionRequestTests
{
    private static ExtensionRequest Open => ExtensionRequest.Of(Some.Sheet, Some.Due.AddDays(7), "繁忙", "department:zaisei", Some.Now);

    [Fact]
    public void Request_NotLaterOrPast_IsRefused()
    {
        Assert.IsType<ExtensionMustBeLater>(Refused.By(() => ExtensionRequest.Of(Some.Sheet, Some.Due, "繁忙", "x", Some.Now)));
        Assert.IsType<DeadlineMustNotBePast>(
            Refused.By(() => ExtensionRequest.Of(Some.Sheet, Some.Due.AddDays(1), "繁忙", "x", Some.Now.AddDays(30))));
        Assert.IsType<OnlyAwaitedSheetsCanBeEdited>(
            Refused.By(() => ExtensionRequest.Of(Some.Submitted, Some.Due.AddDays(1), "繁忙", "x", Some.Now)));
    }

    [Fact]
    public void After_EachChangeOfTheSheet_IsGrantedLapsedOrStaysOpen()
    {
        Assert.Equal(ExtensionRequestState.Granted, Open.After(Some.Sheet, Some.Sheet.Extended("可", Some.Due.AddDays(3), Some.Now)).State);
        Assert.Equal(ExtensionRequestState.Lapsed, Open.After(Some.Sheet, Some.Submitted).State);
        Assert.Equal(ExtensionRequestState.Lapsed, Open.After(Some.Sheet, Some.Sheet.Closed()).State);
        Assert.Equal(Open, Open.After(Some.Sheet, Some.Sheet.Drafted()));
    }

    [Fact]
    public void After_Answered_StaysAsItWasAnswered()
    {
        var declined = Open.Declined("急ぎのため");

        Assert.Equal(declined, declined.After(Some.Sheet, Some.Submitted));
    }
}
