using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class SheetHasOneToSixDepartmentsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Reassign_NoneOrTooMany_IsRefused(int count) =>
        Assert.Equal(count, Assert.IsType<SheetHasOneToSixDepartments>(Refused.By(() => Some.Sheet.Reassigned(Some.Departments(count)))).Count);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Reassign_OneToSix_AreTakenInOrder(int count) =>
        Assert.Equal(Some.Departments(count).AsEnumerable(), Some.Sheet.Reassigned(Some.Departments(count)).Departments.AsEnumerable());
}
