using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class ClosingEarlyMustBeConfirmedTests
{
    [Fact]
    public void Of_SeveralDeadlines_CountsDepartmentsAndDays()
    {
        Sheet[] open =
        [
            Some.Sheet with { Due = Some.Today },
            Some.Sheet with { Measure = "2", Due = Some.Today.AddDays(3) },
            Some.Sheet with { Measure = "3", Departments = ["kikaku", "zaisei"], Due = Some.Today.AddDays(15) },
            Some.Sheet with { Measure = "4", Departments = ["late"], Due = Some.Today.AddDays(-1) },
        ];

        var rule = ClosingEarlyMustBeConfirmed.Of(open, Some.Today)!;

        Assert.Equal("2部署には、期限まで今日1日からあと15日残っています。", rule.StillOpen);
        Assert.StartsWith(rule.StillOpen, rule.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AllTheSame_SaysItOnce() =>
        Assert.Equal("1部署には、期限まであと15日残っています。", ClosingEarlyMustBeConfirmed.Of([Some.Sheet], Some.Today)!.StillOpen);

    [Fact]
    public void Of_NobodyHasTimeLeft_IsNothing()
    {
        Assert.Null(ClosingEarlyMustBeConfirmed.Of([], Some.Today));
        Assert.Null(ClosingEarlyMustBeConfirmed.Of([Some.Sheet], Some.Due.AddDays(1)));
        Assert.Null(ClosingEarlyMustBeConfirmed.Of([Some.Submitted], Some.Today));
    }

    [Fact]
    public void OfBallots_CountsThoseWhoStillHaveTime()
    {
        Ballot[] open =
        [
            Ballot.Opened("m1", Some.Today.AddDays(2), Some.Now),
            Ballot.Opened("m2", Some.Today.AddDays(2), Some.Now),
            Ballot.Opened("m3", Some.Today.AddDays(-1), Some.Now),
            Ballot.Opened("m4", Some.Today, Some.Now).Closed(),
        ];

        Assert.Equal("2人の委員には、期限まであと2日残っています。", ClosingEarlyMustBeConfirmed.OfBallots(open, Some.Today)!.StillOpen);
        Assert.Null(ClosingEarlyMustBeConfirmed.OfBallots([], Some.Today));
    }
}
