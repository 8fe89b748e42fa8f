using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class EndingMustExistTests
{
    [Fact]
    public void Message_SaysWhatToDoAboutThePlanFilesOwn() =>
        Assert.Contains("計画ファイルの新しい版", new EndingMustExist("7").Message, StringComparison.Ordinal);
}
