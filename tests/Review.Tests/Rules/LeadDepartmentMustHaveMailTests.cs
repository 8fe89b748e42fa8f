using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class LeadDepartmentMustHaveMailTests
{
    /// <summary>What the desk holds departments against; App.Tests shows that it does.</summary>
    [Fact]
    public void Message_NamesTheDepartmentAndWhatToDo()
    {
        var message = new LeadDepartmentMustHaveMail("各担当部署").Message;

        Assert.Contains("各担当部署", message, StringComparison.Ordinal);
        Assert.Contains("別の部署を先頭に", message, StringComparison.Ordinal);
    }
}
