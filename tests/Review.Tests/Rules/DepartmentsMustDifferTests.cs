using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class DepartmentsMustDifferTests
{
    [Fact]
    public void Reassign_SameDepartmentTwice_IsRefused() =>
        Assert.IsType<DepartmentsMustDiffer>(Refused.By(() => Some.Sheet.Reassigned(["zaisei", "zaisei"])));
}
