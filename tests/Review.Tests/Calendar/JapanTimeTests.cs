using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Tests.Calendar;

public class JapanTimeTests
{
    [Fact]
    public void EndOfDay_IsMidnightAfterTheDayInJapan()
    {
        var end = JapanTime.EndOfDay(new DateOnly(2025, 7, 30));

        Assert.Equal(new DateTimeOffset(2025, 7, 30, 15, 0, 0, TimeSpan.Zero), end);
        Assert.Equal(TimeSpan.FromHours(9), end.Offset);
    }

    [Fact]
    public void At_IsThatTimeInJapan() =>
        Assert.Equal(
            new DateTimeOffset(2025, 3, 31, 23, 30, 0, TimeSpan.Zero),
            JapanTime.At(new DateOnly(2025, 4, 1), new TimeOnly(8, 30)));

    [Fact]
    public void DateOf_EveryOffset_IsTheDayInJapan()
    {
        Assert.Equal(new DateOnly(2025, 3, 31), JapanTime.DateOf(new DateTimeOffset(2025, 3, 31, 14, 59, 59, TimeSpan.Zero)));
        Assert.Equal(new DateOnly(2025, 4, 1), JapanTime.DateOf(new DateTimeOffset(2025, 3, 31, 15, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new DateOnly(2025, 4, 1), JapanTime.DateOf(new DateTimeOffset(2025, 3, 31, 10, 0, 0, TimeSpan.FromHours(-5))));
    }

    [Fact]
    public void EndOfDay_IsTheFirstInstantNoLongerInTheDay() =>
        Prop.ForAll(Days.OfBusiness(), date =>
        {
            var end = JapanTime.EndOfDay(date);
            return JapanTime.DateOf(end) == date.AddDays(1)
                && JapanTime.DateOf(end.AddTicks(-1)) == date
                && JapanTime.DateOf(JapanTime.At(date, TimeOnly.MinValue)) == date;
        }).QuickCheckThrowOnFailure();
}
