using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Tests.Calendar;

public class WarekiTests
{
    private static readonly Arbitrary<DateOnly> Any =
        Gen.OneOf(
            Days.Between(new DateOnly(1926, 12, 25), new DateOnly(2100, 12, 31)),
            Days.Between(new DateOnly(1988, 12, 1), new DateOnly(1989, 2, 28)),
            Days.Between(new DateOnly(2019, 4, 1), new DateOnly(2019, 5, 31)),
            Days.Between(new DateOnly(2101, 1, 1), DateOnly.MaxValue)).ToArbitrary();

    [Theory]
    [InlineData("1926-12-25", "昭和元年12月25日", "S1.12.25")]
    [InlineData("1989-01-07", "昭和64年1月7日", "S64.1.7")]
    [InlineData("1989-01-08", "平成元年1月8日", "H1.1.8")]
    [InlineData("2019-04-30", "平成31年4月30日", "H31.4.30")]
    [InlineData("2019-05-01", "令和元年5月1日", "R1.5.1")]
    [InlineData("2019-12-31", "令和元年12月31日", "R1.12.31")]
    [InlineData("2020-01-01", "令和2年1月1日", "R2.1.1")]
    [InlineData("2025-07-30", "令和7年7月30日", "R7.7.30")]
    public void Format_AroundTheErasSwitches_IsTheEraOfThatDay(string date, string full, string abbreviated)
    {
        Assert.Equal(full, Wareki.Format(Day(date)));
        Assert.Equal(abbreviated, Wareki.FormatShort(Day(date)));
    }

    [Fact]
    public void Format_WithWeekday_HasOneCharacterInBrackets()
    {
        Assert.Equal("令和7年4月25日(金)", Wareki.FormatWithWeekday(new DateOnly(2025, 4, 25)));
        Assert.Equal("R7.4.25(金)", Wareki.FormatShortWithWeekday(new DateOnly(2025, 4, 25)));
        Assert.Equal("日月火水木金土", string.Concat(Enumerable.Range(0, 7).Select(day => Wareki.Weekday(new DateOnly(2025, 4, 20 + day)))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("令和7年7月30日(火)")] // a Wednesday
    [InlineData("令和7年7月30日（水）")]
    [InlineData("令和７年７月３０日")]
    [InlineData("令和7年2月29日")]
    [InlineData("令和7年13月1日")]
    [InlineData("令和7年4月31日")]
    [InlineData("令和元年4月30日")]
    [InlineData("平成31年5月1日")]
    [InlineData("平成元年1月7日")]
    [InlineData("昭和64年1月8日")]
    [InlineData("昭和元年12月24日")]
    [InlineData("大正15年12月24日")]
    [InlineData("令和9999年1月1日")]
    [InlineData("令和0年5月1日")]
    [InlineData("令和7年07月30日")]
    [InlineData("令和7年7月30日\n")]
    [InlineData("R7-7-30")]
    [InlineData("R7.7")]
    [InlineData("2025-07-30")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(Wareki.TryParse(text, out var date));
        Assert.Equal(default, date);
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => Wareki.Parse(text));
        }
    }

    [Theory]
    [InlineData("2027-09-30", "令和9年9月")]
    [InlineData("2019-05-01", "令和元年5月")]
    [InlineData("2019-04-30", "平成31年4月")]
    public void FormatMonth_LeavesTheDayOut(string date, string month) => Assert.Equal(month, Wareki.FormatMonth(DateOnly.Parse(date, CultureInfo.InvariantCulture)));

    [Fact]
    public void Parse_Year1InFiguresOrShortWith元_IsReadToo()
    {
        Assert.Equal(new DateOnly(2019, 5, 1), Wareki.Parse("令和1年5月1日"));
        Assert.Equal(new DateOnly(2019, 5, 1), Wareki.Parse("R元.5.1"));
    }

    [Fact]
    public void Parse_WhatItWrites_IsTheSameDay() =>
        Prop.ForAll(Any, date =>
            Wareki.Parse(Wareki.Format(date)) == date
            && Wareki.Parse(Wareki.FormatWithWeekday(date)) == date
            && Wareki.Parse(Wareki.FormatShort(date)) == date
            && Wareki.Parse(Wareki.FormatShortWithWeekday(date)) == date).QuickCheckThrowOnFailure();

    [Fact]
    public void Format_Before昭和_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Wareki.Format(new DateOnly(1926, 12, 24)));

    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
