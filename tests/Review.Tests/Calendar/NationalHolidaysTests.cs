using System.Globalization;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Tests.Calendar;

public class NationalHolidaysTests
{
    [Fact]
    public void Of_2019To2030_IsThePublishedList()
    {
        var published = PublishedHolidays.Read();

        var computed = Enumerable.Range(2019, 12).SelectMany(NationalHolidays.Of).ToList();

        Assert.Equal(219, published.Count);
        Assert.Equal(published.Select(day => (day.Key, day.Value)), computed.Select(day => (day.Key, day.Value)));
    }

    [Theory]
    [InlineData("2007-04-29", "昭和の日")]
    [InlineData("2007-05-04", "みどりの日")]
    [InlineData("2007-12-24", "振替休日")]
    [InlineData("2008-05-06", "振替休日")]
    [InlineData("2009-05-06", "振替休日")]
    [InlineData("2009-09-22", "国民の休日")]
    [InlineData("2012-03-20", "春分の日")]
    [InlineData("2012-09-22", "秋分の日")]
    [InlineData("2015-08-11", null)]
    [InlineData("2015-09-22", "国民の休日")]
    [InlineData("2016-08-11", "山の日")]
    [InlineData("2018-12-23", "天皇誕生日")]
    [InlineData("2018-12-24", "振替休日")]
    [InlineData("2019-02-23", null)]
    [InlineData("2019-12-23", null)]
    [InlineData("2020-10-12", null)]
    [InlineData("2021-10-11", null)]
    [InlineData("2032-09-21", "国民の休日")]
    [InlineData("2092-03-19", "春分の日")]
    public void NameOn_DaysAroundAChangeOfTheAct_FollowsIt(string date, string? name) =>
        Assert.Equal(name, NationalHolidays.NameOn(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Fact]
    public void Of_EveryYear_IsInOrderAndHasNoSundayWithoutASubstitute()
    {
        for (var year = NationalHolidays.MinYear; year <= NationalHolidays.MaxYear; year++)
        {
            var days = NationalHolidays.Of(year);

            Assert.Equal(days.Keys.Order(), days.Keys);
            Assert.All(days.Keys, day => Assert.Equal(year, day.Year));
            Assert.Equal(
                days.Count(day => day.Key.DayOfWeek == DayOfWeek.Sunday),
                days.Count(day => day.Value == "振替休日"));
            Assert.All(
                days.Where(day => day.Value is "振替休日" or "国民の休日"),
                day => Assert.False(day.Key.DayOfWeek is DayOfWeek.Sunday or DayOfWeek.Saturday));
        }
    }

    [Theory]
    [InlineData(2006)]
    [InlineData(2100)]
    public void Of_YearOutsideTheRules_Throws(int year)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NationalHolidays.Of(year));
        Assert.Throws<ArgumentOutOfRangeException>(() => NationalHolidays.NameOn(new DateOnly(year, 6, 1)));
    }
}
