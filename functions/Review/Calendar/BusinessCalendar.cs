using System.Collections.Frozen;

namespace GyoseiFlow.Review.Calendar;

/// <summary>
/// A city's business days: all but Saturdays, Sundays, <see cref="NationalHolidays"/>, 29 December to 3 January, and the days that the
/// city itself closes. The first three are the 地方公共団体の休日 of 地方自治法 (昭和22年法律第67号) 第4条の2第2項, which each city's
/// ordinance sets; 第3項 allows few further ones, and what else a city closes for is its own affair.
/// </summary>
/// <remarks>
/// It reaches as far as <see cref="NationalHolidays"/>, 2007–2099. Asked about a day outside, or counting out of these years, it throws
/// <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
/// <param name="closedDays">The city's own closed days, such as 6 August in Hiroshima. Days closed anyway may be among them.</param>
public sealed class BusinessCalendar(IEnumerable<DateOnly> closedDays)
{
    private readonly FrozenSet<DateOnly> closedDays = closedDays.ToFrozenSet();

    /// <summary>Whether the city works on that day.</summary>
    public bool IsBusinessDay(DateOnly date) =>
        // The holidays first: they throw outside their years, on a Saturday as on any day.
        NationalHolidays.NameOn(date) is null
        && date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !IsYearEnd(date)
        && !closedDays.Contains(date);

    /// <summary>The day itself if it is a business day, otherwise the first one after it.</summary>
    public DateOnly NextOnOrAfter(DateOnly date)
    {
        while (!IsBusinessDay(date))
        {
            date = date.AddDays(1);
        }

        return date;
    }

    /// <summary>
    /// The <paramref name="n"/>th business day after the day, or before it where <paramref name="n"/> is negative; with 0 as
    /// <see cref="NextOnOrAfter"/>. The day itself isn't counted, business day or not (the first day is left out: 民法第140条), so one
    /// business day after a Saturday is the Monday, as with WORKDAY in the staff's spreadsheets.
    /// </summary>
    public DateOnly AddBusinessDays(DateOnly date, int n)
    {
        if (n == 0)
        {
            return NextOnOrAfter(date);
        }

        var step = Math.Sign(n);
        for (var left = n; left != 0;)
        {
            date = date.AddDays(step);
            if (IsBusinessDay(date))
            {
                left -= step;
            }
        }

        return date;
    }

    /// <summary>
    /// How many business days lie after <paramref name="from"/>, up to and including <paramref name="to"/>: from today to a deadline, how
    /// many are left. With <paramref name="to"/> earlier it is the same count the other way round, negative: by how many it is overdue.
    /// </summary>
    public int CountBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            return -CountBetween(to, from);
        }

        var count = 0;
        for (var date = from; date < to;)
        {
            date = date.AddDays(1);
            if (IsBusinessDay(date))
            {
                count++;
            }
        }

        return count;
    }

    // 地方自治法第4条の2第2項第3号 leaves "days around the new year" to the ordinance; the cities follow the state's days, 行政機関の休日に
    // 関する法律 (昭和63年法律第91号) 第1条第1項第3号.
    private static bool IsYearEnd(DateOnly date) => date is { Month: 12, Day: >= 29 } or { Month: 1, Day: <= 3 };
}
