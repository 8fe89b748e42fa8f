using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class DeadlineShouldFitTheCalendarTests
{
    private static readonly BusinessCalendar Calendar = new([new DateOnly(2025, 8, 6)]);

    private static readonly CyclePlan Cycle = Tomakomai.Plan.Cycles[0] with
    {
        Committee = new StagePlan(new DateOnly(2025, 9, 1), new DateOnly(2025, 9, 30), []),
        Publication = new DateOnly(2025, 12, 1),
    };

    private static readonly Arbitrary<DateOnly> Days = Gen.Choose(0, 365 * 20).Select(new DateOnly(2020, 1, 1).AddDays).ToArbitrary();

    [Theory]
    [InlineData("2025-07-19", "7月19日は土曜日です。次の開庁日は7月22日(火)です。", "2025-07-22")]
    [InlineData("2025-07-20", "7月20日は日曜日です。次の開庁日は7月22日(火)です。", "2025-07-22")]
    [InlineData("2025-07-21", "7月21日は海の日です。次の開庁日は7月22日(火)です。", "2025-07-22")]
    [InlineData("2025-08-06", "8月6日は閉庁日です。次の開庁日は8月7日(木)です。", "2025-08-07")]
    public void Sheet_NobodyWorks_SaysWhyAndOffersTheNextDay(string due, string reason, string instead)
    {
        var question = DeadlineShouldFitTheCalendar.OfSheet(Calendar, Cycle, Day(due))!;

        Assert.Equal([reason], question.Reasons.AsEnumerable());
        Assert.Equal(Day(instead), question.Instead);
        Assert.Equal(reason, question.Message);
    }

    [Fact]
    public void Sheet_YearEnd_IsAHoliday() => Assert.Contains(
        "12月30日は年末年始の休みです。次の開庁日は1月5日(月)です。",
        DeadlineShouldFitTheCalendar.OfSheet(Calendar, Cycle, new DateOnly(2025, 12, 30))!.Reasons);

    [Theory]
    [InlineData("2025-08-29", null)]
    [InlineData("2025-09-01", "委員評価が始まる日（令和7年9月1日(月)）以降です。")]
    [InlineData("2025-09-30", "委員評価が始まる日（令和7年9月1日(月)）以降です。")]
    [InlineData("2025-10-01", "委員評価の期限（令和7年9月30日(火)）より後です。")]
    public void Sheet_CommitteeWaitsForIt_IsAsked(string due, string? reason)
    {
        var question = DeadlineShouldFitTheCalendar.OfSheet(Calendar, Cycle, Day(due));

        Assert.Equal(reason is null, question is null);
        Assert.True(question is null || (question.Instead is null && question.Message.StartsWith(reason!, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2025-09-30", false)]
    [InlineData("2025-10-01", true)]
    public void Ballot_LaterThanTheCommitteesDeadline_IsAsked(string due, bool isAsked) =>
        Assert.Equal(isAsked, DeadlineShouldFitTheCalendar.OfBallot(Calendar, Cycle, Day(due)) is not null);

    [Fact]
    public void Sheet_Any_OffersANextDayExactlyWhenItIsNoBusinessDay() => Prop.ForAll(Days, due =>
        DeadlineShouldFitTheCalendar.OfSheet(Calendar, Cycle, due)?.Instead == (Calendar.IsBusinessDay(due) ? null : Calendar.NextOnOrAfter(due)))
        .QuickCheckThrowOnFailure();

    /// <summary>One click is enough for the day: what is offered isn't asked about again but for the committee's sake.</summary>
    [Fact]
    public void Sheet_WhatIsOffered_IsABusinessDayAfterIt() => Prop.ForAll(Days, due =>
        DeadlineShouldFitTheCalendar.OfSheet(Calendar, Cycle, due)?.Instead is not { } instead
        || (instead > due && DeadlineShouldFitTheCalendar.OfSheet(Calendar, Cycle, instead)?.Instead is null))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Sheet_BusinessDayBeforeTheCommittee_IsNeverAsked() => Prop.ForAll(Days, due =>
        !Calendar.IsBusinessDay(due) || due >= Cycle.Committee!.Opens || DeadlineShouldFitTheCalendar.OfSheet(Calendar, Cycle, due) is null)
        .QuickCheckThrowOnFailure();

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
