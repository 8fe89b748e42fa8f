using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class DeadlineMustNotBePastTests
{
    [Fact]
    public void Return_DueYesterdayInJapan_IsRefused() =>
        Assert.IsType<DeadlineMustNotBePast>(Refused.By(() => Some.Submitted.Returned("理由", Some.Today.AddDays(-1), Some.Now)));

    [Fact]
    public void Return_DueToday_IsTaken() => Assert.Equal(Some.Today, Some.Submitted.Returned("理由", Some.Today, Some.Now).Due);

    /// <summary>Half past midnight in Japan is still yesterday in UTC.</summary>
    [Fact]
    public void Return_JustAfterMidnightInJapan_YesterdayIsPast()
    {
        var now = JapanTime.At(new DateOnly(2025, 5, 2), new TimeOnly(0, 30)).ToUniversalTime();

        Refused.By(() => Some.Submitted.Returned("理由", new DateOnly(2025, 5, 1), now));
    }

    [Fact]
    public void Extend_LaterButPast_IsRefused()
    {
        var now = JapanTime.At(Some.Due.AddDays(10), new TimeOnly(9, 0));

        Assert.IsType<DeadlineMustNotBePast>(Refused.By(() => Some.Sheet.Extended("理由", Some.Due.AddDays(9), now)));
        Assert.Equal(Some.Due.AddDays(10), Some.Sheet.Extended("理由", Some.Due.AddDays(10), now).Due);
    }
}
