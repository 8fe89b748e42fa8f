using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Tests.Calendar;

public class BusinessCalendarTests
{
    private static readonly BusinessCalendar City = new([new DateOnly(2025, 8, 6), new DateOnly(2025, 8, 9)]);

    private static readonly Arbitrary<int> Steps = Gen.Choose(-300, 300).ToArbitrary();

    [Theory]
    [InlineData("2025-07-30", true)]
    [InlineData("2025-08-02", false)] // Saturday
    [InlineData("2025-08-03", false)] // Sunday
    [InlineData("2025-08-06", false)] // closed by the city
    [InlineData("2025-08-11", false)] // 山の日
    [InlineData("2025-05-06", false)] // 振替休日
    [InlineData("2026-09-22", false)] // 国民の休日
    [InlineData("2025-12-26", true)]
    [InlineData("2025-12-28", false)] // Sunday
    [InlineData("2026-12-28", true)]
    [InlineData("2026-12-29", false)]
    [InlineData("2026-12-31", false)]
    [InlineData("2025-01-03", false)] // Friday
    [InlineData("2027-01-04", true)]
    public void IsBusinessDay_EachKindOfClosedDay_IsFalse(string date, bool expected) =>
        Assert.Equal(expected, City.IsBusinessDay(Day(date)));

    [Theory]
    [InlineData("2025-04-25", 0, "2025-04-25")]
    [InlineData("2025-04-26", 0, "2025-04-28")]
    [InlineData("2025-04-25", 1, "2025-04-28")]
    [InlineData("2025-04-26", 1, "2025-04-28")]
    [InlineData("2025-04-28", 3, "2025-05-02")]
    [InlineData("2025-04-28", 4, "2025-05-07")]
    [InlineData("2025-05-07", -1, "2025-05-02")]
    [InlineData("2025-05-04", -1, "2025-05-02")]
    [InlineData("2025-12-26", 1, "2026-01-05")]
    [InlineData("2025-08-05", 1, "2025-08-07")]
    public void AddBusinessDays_OverClosedDays_SkipsThem(string date, int n, string expected) =>
        Assert.Equal(Day(expected), City.AddBusinessDays(Day(date), n));

    [Theory]
    [InlineData("2025-04-28", "2025-05-07", 4)]
    [InlineData("2025-05-07", "2025-04-28", -4)]
    [InlineData("2025-05-03", "2025-05-06", 0)]
    [InlineData("2025-05-03", "2025-05-07", 1)]
    [InlineData("2025-05-07", "2025-05-07", 0)]
    public void CountBetween_LeavesOutTheFirstDay(string from, string to, int expected) =>
        Assert.Equal(expected, City.CountBetween(Day(from), Day(to)));

    [Fact]
    public void IsBusinessDay_OutsideTheHolidays_ThrowsOnEveryDayOfTheWeek() =>
        Assert.All(
            Enumerable.Range(1, 7),
            day => Assert.Throws<ArgumentOutOfRangeException>(() => City.IsBusinessDay(new DateOnly(2100, 6, day))));

    [Fact]
    public void AddBusinessDays_OutOfTheHolidays_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => City.AddBusinessDays(new DateOnly(2099, 12, 20), 20));

    [Fact]
    public void AddBusinessDays_ThereAndBack_ReturnsToABusinessDay() =>
        Prop.ForAll(Days.OfBusiness(), Steps, (date, n) =>
        {
            var start = City.NextOnOrAfter(date);
            return City.AddBusinessDays(City.AddBusinessDays(start, n), -n) == start;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AddBusinessDays_InTwoParts_IsTheSameAsInOne() =>
        Prop.ForAll(Days.OfBusiness(), Steps, Steps, (date, a, b) =>
        {
            var start = City.NextOnOrAfter(date);
            return City.AddBusinessDays(City.AddBusinessDays(start, a), b) == City.AddBusinessDays(start, a + b);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AddBusinessDays_AnyDay_EndsOnABusinessDayOnTheRightSide() =>
        Prop.ForAll(Days.OfBusiness(), Steps, (date, n) =>
        {
            var end = City.AddBusinessDays(date, n);
            return City.IsBusinessDay(end) && (n < 0 ? end < date : n > 0 ? end > date : end >= date);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AddBusinessDays_LaterDayOrMoreDays_IsNeverEarlier() =>
        Prop.ForAll(Days.OfBusiness(), Steps, Gen.Choose(0, 40).ToArbitrary(), (date, n, more) =>
            City.AddBusinessDays(date, n) <= City.AddBusinessDays(date.AddDays(more), n)
            && City.AddBusinessDays(date, n) <= City.AddBusinessDays(date, n + more)).QuickCheckThrowOnFailure();

    [Fact]
    public void CountBetween_TheEndOfAddBusinessDays_IsTheNumberAdded() =>
        Prop.ForAll(Days.OfBusiness(), Steps, (date, n) =>
        {
            var start = n > 0 ? date : City.NextOnOrAfter(date);
            return City.CountBetween(start, City.AddBusinessDays(start, n)) == n;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void CountBetween_ThreeDays_AddsUp() =>
        Prop.ForAll(Days.OfBusiness(), Steps, Steps, (date, toSecond, toThird) =>
        {
            var second = date.AddDays(toSecond);
            var third = date.AddDays(toThird);
            return City.CountBetween(date, second) + City.CountBetween(second, third) == City.CountBetween(date, third);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void NextOnOrAfter_AnyDay_IsTheFirstBusinessDayFromItOn() =>
        Prop.ForAll(Days.OfBusiness(), date =>
        {
            var next = City.NextOnOrAfter(date);
            return City.IsBusinessDay(next)
                && Enumerable.Range(0, next.DayNumber - date.DayNumber).All(days => !City.IsBusinessDay(date.AddDays(days)));
        }).QuickCheckThrowOnFailure();

    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
