using System.Globalization;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Tests.Calendar;

/// <summary>The machine's culture has other calendars, digits and signs; none of them may reach a paper.</summary>
public class CultureTests
{
    [Theory]
    [InlineData("")]
    [InlineData("en-US")]
    [InlineData("ja-JP")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    public void Everything_UnderThatCulture_IsTheSame(string name) => Under(CultureInfo.GetCultureInfo(name), AssertAll);

    [Fact]
    public void Everything_UnderTheJapaneseCalendar_IsTheSame()
    {
        var culture = new CultureInfo("ja-JP");
        culture.DateTimeFormat.Calendar = new JapaneseCalendar();

        Under(culture, AssertAll);
    }

    private static void AssertAll()
    {
        Assert.Equal("R6", new FiscalYear(2024).ToString());
        Assert.Equal("令和6年度", new FiscalYear(2024).Label);
        Assert.Equal("令和元年度", new FiscalYear(2019).Label);
        Assert.Equal(2024, FiscalYear.Parse("R6").Year);
        Assert.Equal(2024, FiscalYear.Parse("令和6年度").Year);
        Assert.Equal(2024, FiscalYear.Parse("2024").Year);
        Assert.Equal(2024, FiscalYear.Of(new DateOnly(2025, 3, 31)).Year);
        Assert.False(FiscalYear.TryParse("٢٠٢٤", out _));

        Assert.Equal("令和7年4月25日(金)", Wareki.FormatWithWeekday(new DateOnly(2025, 4, 25)));
        Assert.Equal("R7.4.25(金)", Wareki.FormatShortWithWeekday(new DateOnly(2025, 4, 25)));
        Assert.Equal(new DateOnly(2025, 4, 25), Wareki.Parse("令和7年4月25日(金)"));
        Assert.Equal(new DateOnly(2019, 5, 1), Wareki.Parse("R1.5.1"));

        Assert.Equal("振替休日", NationalHolidays.NameOn(new DateOnly(2025, 5, 6)));
        Assert.Equal(new DateOnly(2025, 5, 7), new BusinessCalendar([]).AddBusinessDays(new DateOnly(2025, 4, 28), 4));
        Assert.Equal(new DateOnly(2025, 7, 31), JapanTime.DateOf(JapanTime.EndOfDay(new DateOnly(2025, 7, 30))));
    }

    private static void Under(CultureInfo culture, Action assert)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = culture;
            assert();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = beforeUi;
        }
    }
}
