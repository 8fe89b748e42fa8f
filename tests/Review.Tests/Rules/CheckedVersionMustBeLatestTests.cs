using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class CheckedVersionMustBeLatestTests
{
    [Fact]
    public void Message_SaysWhichVersionCameIn() =>
        Assert.Contains("第2版", new CheckedVersionMustBeLatest(2).Message, StringComparison.Ordinal);
}
