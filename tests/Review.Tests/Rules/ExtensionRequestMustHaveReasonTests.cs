using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class ExtensionRequestMustHaveReasonTests
{
    [Fact]
    public void Request_ReasonIsBlank_IsRefused() =>
        Assert.IsType<ExtensionRequestMustHaveReason>(
            Refused.By(() => ExtensionRequest.Of(Some.Sheet, Some.Due.AddDays(7), " ", "department:zaisei", Some.Now)));
}
