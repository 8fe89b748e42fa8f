using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlyAwaitedBallotsCanBeExtendedTests
{
    [Fact]
    public void Extend_Closed_IsRefused() => Assert.IsType<OnlyAwaitedBallotsCanBeExtended>(
        Refused.By(() => Some.Ballot.Closed().Extended("都合", Some.Due.AddDays(3), Some.Now)));

    [Fact]
    public void Extend_NotLater_IsRefused()
    {
        Assert.IsType<ExtensionMustBeLater>(Refused.By(() => Some.Ballot.Extended("都合", Some.Due, Some.Now)));
        Assert.IsType<DeadlineMustNotBePast>(
            Refused.By(() => Some.Ballot.Extended("都合", Some.Due.AddDays(1), Some.Now.AddDays(60))));
    }

    [Fact]
    public void Extend_Open_HasTheNewDeadlineFromNow()
    {
        var extended = Some.Ballot.Extended("都合", Some.Due.AddDays(3), Some.Now.AddDays(1));

        Assert.Equal((Some.Due.AddDays(3), Some.Now.AddDays(1), 1), (extended.Due, extended.DueSetAt, extended.Revision));
    }
}
