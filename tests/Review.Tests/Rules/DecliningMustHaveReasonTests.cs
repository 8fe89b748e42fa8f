using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class DecliningMustHaveReasonTests
{
    [Fact]
    public void Decline_ReasonIsBlank_IsRefused()
    {
        var request = ExtensionRequest.Of(Some.Sheet, Some.Due.AddDays(7), "繁忙", "department:zaisei", Some.Now);

        Assert.IsType<DecliningMustHaveReason>(Refused.By(() => request.Declined("　")));
        Assert.Equal("急ぎのため", request.Declined("急ぎのため").Answer);
    }
}
