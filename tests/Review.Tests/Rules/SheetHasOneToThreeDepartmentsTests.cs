using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class SheetHasOneToThreeDepartmentsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Reassign_NoneOrTooMany_IsRefused(int count) =>
        Assert.Equal(count, Assert.IsType<SheetHasOneToThreeDepartments>(Refused.By(() => Some.Sheet.Reassigned(Some.Departments(count)))).Count);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Reassign_OneToThree_AreTakenInOrder(int count) =>
        Assert.Equal(Some.Departments(count).AsEnumerable(), Some.Sheet.Reassigned(Some.Departments(count)).Departments.AsEnumerable());
}
