using System.Globalization;
using System.Text;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>How the secretariat's pages write moments, and read days.</summary>
internal static class Moments
{
    /// <summary>R7.4.25(金) 14:05, in Japan.</summary>
    public static string Label(DateTimeOffset at) =>
        $"{Wareki.FormatShortWithWeekday(JapanTime.DateOf(at))} {SheetWords.Clock(at)}";

    /// <summary>For a time element.</summary>
    public static string Machine(DateTimeOffset at) => at.ToOffset(JapanTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>As a date field holds it.</summary>
    public static string Field(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// What was typed into a date field, by a browser that has one or by hand; null when it is no day, or one of a year whose holidays
    /// nobody knows: the year 7 is 令和7年 mistyped.
    /// </summary>
    public static DateOnly? Day(string typed)
    {
        // Full-width digits are typed easily, and meant as these.
        var text = typed.Normalize(NormalizationForm.FormKC).Trim();
        return DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Known(day)
            : Wareki.TryParse(text, out var japanese) ? Known(japanese)
            : null;
    }

    /// <summary>What was typed into a month field, as its first day; null when it is no month.</summary>
    public static DateOnly? Month(string typed) =>
        DateOnly.TryParseExact(typed.Trim(), ["yyyy-MM", "yyyy/M"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? Known(month) : null;

    private static DateOnly? Known(DateOnly day) => day.Year is >= NationalHolidays.MinYear and < NationalHolidays.MaxYear ? day : null;
}
