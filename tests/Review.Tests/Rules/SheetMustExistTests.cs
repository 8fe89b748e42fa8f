using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class SheetMustExistTests
{
    [Fact]
    public void Message_NamesTheMeasure() => Assert.Contains("No.N7", new SheetMustExist("N7").Message, StringComparison.Ordinal);
}
