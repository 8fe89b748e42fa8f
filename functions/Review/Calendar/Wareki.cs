using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Review.Calendar;

/// <summary>
/// Days written in the Japanese calendar, from 25 December 1926 (昭和元年) on. The era is the one in force on that very day under
/// 元号法 (昭和54年法律第43号): 31年4月30日 is 平成, the next day is 令和元年5月1日. Digits and brackets are halfwidth, as in the papers.
/// </summary>
/// <remarks>Written without <see cref="JapaneseCalendar"/>, whose names and first-year rule depend on the machine's culture data.</remarks>
public static partial class Wareki
{
    private const string Weekdays = "日月火水木金土";

    /// <summary>令和7年7月30日; year 1 is 元年.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is before 昭和.</exception>
    public static string Format(DateOnly date)
    {
        var era = Era.On(date);
        var year = era.YearOf(date.Year);
        return year == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{era.Name}元年{date.Month}月{date.Day}日")
            : string.Create(CultureInfo.InvariantCulture, $"{era.Name}{year}年{date.Month}月{date.Day}日");
    }

    /// <summary>令和7年7月, of the month in which the day lies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is before 昭和.</exception>
    public static string FormatMonth(DateOnly date)
    {
        var day = Format(date);
        return day[..(day.IndexOf('月', StringComparison.Ordinal) + 1)];
    }

    /// <summary>令和7年4月25日(金).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is before 昭和.</exception>
    public static string FormatWithWeekday(DateOnly date) => $"{Format(date)}({Weekday(date)})";

    /// <summary>R7.7.30; year 1 is R1, since 元 is for the full form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is before 昭和.</exception>
    public static string FormatShort(DateOnly date)
    {
        var era = Era.On(date);
        return string.Create(CultureInfo.InvariantCulture, $"{era.Letter}{era.YearOf(date.Year)}.{date.Month}.{date.Day}");
    }

    /// <summary>R7.4.25(金).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is before 昭和.</exception>
    public static string FormatShortWithWeekday(DateOnly date) => $"{FormatShort(date)}({Weekday(date)})";

    /// <summary>The day of the week in one character: 金.</summary>
    public static char Weekday(DateOnly date) => Weekdays[(int)date.DayOfWeek];

    /// <summary>Reads what this class writes; see <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text isn't a day in the Japanese calendar.</exception>
    public static DateOnly Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is not a day in the Japanese calendar.");
    }

    /// <summary>
    /// Reads 令和7年7月30日 or R7.7.30, with or without the day of the week. Refused: a day outside its era (平成31年5月1日), a day that
    /// doesn't exist, and a day of the week that isn't that day's, for then one of the two is a slip and nobody can tell which.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DateOnly date)
    {
        date = default;
        var match = Pattern().Match(text ?? "");
        if (!match.Success)
        {
            return false;
        }

        var era = Era.Named(match.Groups["era"].Value);
        var year = era.GregorianYear(match.Groups["year"].Value);
        var month = Number(match.Groups["month"]);
        var day = Number(match.Groups["day"]);
        if (year > DateOnly.MaxValue.Year || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var candidate = new DateOnly(year, month, day);
        var weekday = match.Groups["weekday"];
        if (candidate < Era.Earliest || Era.On(candidate) != era || (weekday.Success && weekday.ValueSpan[0] != Weekday(candidate)))
        {
            return false;
        }

        date = candidate;
        return true;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """
        \A(?:
            (?<era>昭和|平成|令和)(?<year>元|[1-9][0-9]{0,3})年(?<month>[1-9]|1[0-2])月(?<day>[1-9]|[12][0-9]|3[01])日
          | (?<era>[SHR])(?<year>元|[1-9][0-9]{0,3})\.(?<month>[1-9]|1[0-2])\.(?<day>[1-9]|[12][0-9]|3[01])
        )(?:\((?<weekday>[日月火水木金土])\))?\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
