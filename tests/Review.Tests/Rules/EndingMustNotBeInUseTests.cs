using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class EndingMustNotBeInUseTests
{
    [Fact]
    public void Message_NamesTheYear() =>
        Assert.Contains("令和7年度", new EndingMustNotBeInUse("7", new FiscalYear(2025)).Message, StringComparison.Ordinal);
}
