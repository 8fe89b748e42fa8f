using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class ExtensionMustBeLaterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Extend_NotLater_IsRefused(int days) =>
        Assert.IsType<ExtensionMustBeLater>(Refused.By(() => Some.Sheet.Extended("理由", Some.Due.AddDays(days), Some.Now)));

    [Fact]
    public void Extend_Later_SetsTheDeadlineAnew()
    {
        var sheet = Some.Sheet.Extended("理由", Some.Due.AddDays(1), Some.Now.AddDays(1));

        Assert.Equal((Some.Due.AddDays(1), Some.Now.AddDays(1)), (sheet.Due, sheet.DueSetAt));
    }
}
