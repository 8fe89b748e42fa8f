using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class DepartmentsMustChangeTests
{
    [Fact]
    public void Reassign_TheSameInTheSameOrder_IsRefused() =>
        Assert.IsType<DepartmentsMustChange>(Refused.By(() => Some.Sheet.Reassigned(Some.Sheet.Departments)));

    [Fact]
    public void Reassign_AnotherInTheLead_IsAChange()
    {
        var shared = Some.Sheet.Reassigned(["kikaku", "zaisei"]);

        Assert.Equal(["zaisei", "kikaku"], shared.Reassigned(["zaisei", "kikaku"]).Departments.AsEnumerable());
    }
}
