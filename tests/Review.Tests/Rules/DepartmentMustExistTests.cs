using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class DepartmentMustExistTests
{
    /// <summary>What the desk holds departments against; App.Tests shows that it does.</summary>
    [Fact]
    public void Message_NamesTheId() => Assert.Contains("「nowhere」", new DepartmentMustExist("nowhere").Message, StringComparison.Ordinal);
}
