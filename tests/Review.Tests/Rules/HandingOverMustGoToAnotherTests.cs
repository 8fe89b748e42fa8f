using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class HandingOverMustGoToAnotherTests
{
    [Fact]
    public void HandOver_SameLead_IsRefused() =>
        Assert.IsType<HandingOverMustGoToAnother>(Refused.By(() => Some.Sheet.HandedOver(["zaisei", "kikaku"], "申し送り")));

    [Fact]
    public void HandOver_OtherLead_IsTheirs() =>
        Assert.Equal(["kikaku", "zaisei"], Some.Sheet.HandedOver(["kikaku", "zaisei"], "申し送り").Departments.AsEnumerable());
}
