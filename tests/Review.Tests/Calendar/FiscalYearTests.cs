using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Tests.Calendar;

public class FiscalYearTests
{
    private static readonly Arbitrary<FiscalYear> Any =
        Gen.Choose(FiscalYear.MinYear, FiscalYear.MaxYear).Select(year => new FiscalYear(year)).ToArbitrary();

    [Theory]
    [InlineData(1927, "S2", "昭和2年度")]
    [InlineData(1988, "S63", "昭和63年度")]
    [InlineData(1989, "H1", "平成元年度")]
    [InlineData(2018, "H30", "平成30年度")]
    [InlineData(2019, "R1", "令和元年度")]
    [InlineData(2024, "R6", "令和6年度")]
    public void Names_AroundTheErasSwitches_AreThePapers(int year, string wareki, string label)
    {
        var fiscalYear = new FiscalYear(year);

        Assert.Equal(wareki, fiscalYear.Wareki);
        Assert.Equal(wareki, fiscalYear.ToString());
        Assert.Equal(label, fiscalYear.Label);
    }

    [Theory]
    [InlineData("R6", 2024)]
    [InlineData("令和6年度", 2024)]
    [InlineData("令和元年度", 2019)]
    [InlineData("令和1年度", 2019)]
    [InlineData("R元", 2019)]
    [InlineData("2024", 2024)]
    [InlineData("H30", 2018)]
    [InlineData("H31", 2019)]
    [InlineData("平成31年度", 2019)]
    [InlineData("平成元年度", 1989)]
    [InlineData("S63", 1988)]
    public void Parse_EachSpelling_IsRead(string text, int year)
    {
        Assert.Equal(new FiscalYear(year), FiscalYear.Parse(text));
        Assert.True(FiscalYear.TryParse(text, out var tried));
        Assert.Equal(year, tried.Year);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("R")]
    [InlineData("R0")]
    [InlineData("R06")]
    [InlineData("r6")]
    [InlineData("R６")]
    [InlineData("R6 ")]
    [InlineData("R6\n")]
    [InlineData("R6年度")]
    [InlineData("令和6")]
    [InlineData("令和6年")]
    [InlineData("T15")]
    [InlineData("H32")]
    [InlineData("S1")]
    [InlineData("S64")]
    [InlineData("1926")]
    [InlineData("9999")]
    [InlineData("24")]
    [InlineData("+2024")]
    [InlineData("٢٠٢٤")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(FiscalYear.TryParse(text, out _));
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => FiscalYear.Parse(text));
        }
    }

    [Fact]
    public void Parse_WhatItWrites_IsTheSameYear() =>
        Prop.ForAll(Any, year =>
            FiscalYear.Parse(year.Wareki) == year
            && FiscalYear.Parse(year.Label) == year
            && FiscalYear.Parse(year.ToString()) == year
            && FiscalYear.Parse(year.Year.ToString("D4", null)) == year).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyDay_IsTheOneYearThatContainsIt() =>
        Prop.ForAll(Days.Between(new DateOnly(1930, 1, 1), new DateOnly(2200, 12, 31)).ToArbitrary(), date =>
        {
            var year = FiscalYear.Of(date);
            return year.Contains(date) && !year.Next.Contains(date) && !year.Previous.Contains(date);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_AndPrevious_AdjoinWithoutAGap() =>
        Prop.ForAll(Gen.Choose(FiscalYear.MinYear, FiscalYear.MaxYear - 1).Select(year => new FiscalYear(year)).ToArbitrary(), year =>
            year.Next.Previous == year
            && year.Last.AddDays(1) == year.Next.First
            && year.Contains(year.First)
            && year.Contains(year.Last)).QuickCheckThrowOnFailure();

    [Fact]
    public void Comparison_AnyTwo_IsThatOfTheirFirstDays() =>
        Prop.ForAll(Any, Any, (left, right) =>
            Math.Sign(left.CompareTo(right)) == Math.Sign(left.First.CompareTo(right.First))
            && left < right == left.First < right.First
            && left > right == left.First > right.First
            && left <= right == !(left > right)
            && left >= right == !(left < right)).QuickCheckThrowOnFailure();

    [Fact]
    public void Year2024_RunsFromAprilToMarch()
    {
        var year = new FiscalYear(2024);

        Assert.Equal(new DateOnly(2024, 4, 1), year.First);
        Assert.Equal(new DateOnly(2025, 3, 31), year.Last);
        Assert.Equal(year, FiscalYear.Of(new DateOnly(2025, 3, 31)));
        Assert.Equal(year.Next, FiscalYear.Of(new DateOnly(2025, 4, 1)));
    }

    [Fact]
    public void Ends_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(FiscalYear.MinYear - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(FiscalYear.MaxYear + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(FiscalYear.MinYear).Previous);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(FiscalYear.MaxYear).Next);
        Assert.Equal("", default(FiscalYear).ToString());
    }
}
