using System.Collections.Concurrent;
using System.Collections.ObjectModel;

namespace GyoseiFlow.Review.Calendar;

/// <summary>
/// The holidays (休日) under 国民の祝日に関する法律 (昭和23年法律第178号, "the Act"), computed by its rules for 2007–2099.
/// </summary>
/// <remarks>
/// <para>From 2007, since 平成17年法律第43号 then brought 昭和の日 and the present rule of 振替休日; to 2099, since the formula of the
/// equinoxes is fitted to 1980–2099. Outside these years every member throws <see cref="ArgumentOutOfRangeException"/>.</para>
/// <para>The Act says 春分日 and 秋分日 without a date. The National Astronomical Observatory announces the next year's in the 官報 each
/// February (暦要項), so the formula is a forecast for the years after that, and the Act itself can change. A year that differs is one
/// more case in <see cref="Of"/>; until the release that has it, a city can close the day through <see cref="BusinessCalendar"/>.</para>
/// </remarks>
public static class NationalHolidays
{
    /// <summary>The first year that the rules here hold for.</summary>
    public const int MinYear = 2007;

    /// <summary>The last year that the rules here hold for.</summary>
    public const int MaxYear = 2099;

    private static readonly ConcurrentDictionary<int, IReadOnlyDictionary<DateOnly, string>> Years = new();

    /// <summary>All holidays of a calendar year with their names, in the order of their dates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year isn't between <see cref="MinYear"/> and <see cref="MaxYear"/>.</exception>
    public static IReadOnlyDictionary<DateOnly, string> Of(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, MinYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, MaxYear);
        return Years.GetOrAdd(year, static year => Compute(year));
    }

    /// <summary>The name of the holiday on that day, or null where it is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year isn't between <see cref="MinYear"/> and <see cref="MaxYear"/>.</exception>
    public static string? NameOn(DateOnly date) => Of(date.Year).GetValueOrDefault(date);

    private static ReadOnlyDictionary<DateOnly, string> Compute(int year)
    {
        var named = Named(year);
        var all = new SortedDictionary<DateOnly, string>(named);

        // Both rules of 第3条 look at 国民の祝日 alone, never at a day that one of them made a holiday.
        foreach (var holiday in named.Keys)
        {
            // 第3条第2項: "on a Sunday: the nearest day after it that isn't a 国民の祝日".
            if (holiday.DayOfWeek == DayOfWeek.Sunday)
            {
                var substitute = holiday.AddDays(1);
                while (named.ContainsKey(substitute))
                {
                    substitute = substitute.AddDays(1);
                }

                all.Add(substitute, "振替休日");
            }

            // 第3条第3項: a day whose eve and morrow are both 国民の祝日. In these years it is always a weekday and never also a
            // 振替休日 (the tests go through all of them).
            var between = holiday.AddDays(1);
            if (!named.ContainsKey(between) && named.ContainsKey(holiday.AddDays(2)))
            {
                all.Add(between, "国民の休日");
            }
        }

        return new ReadOnlyDictionary<DateOnly, string>(all);
    }

    // 第2条: the 国民の祝日 themselves.
    private static Dictionary<DateOnly, string> Named(int year)
    {
        var days = new Dictionary<DateOnly, string>
        {
            [new(year, 1, 1)] = "元日",
            [NthMonday(2, year, 1)] = "成人の日",
            // 建国記念の日となる日を定める政令 (昭和41年政令第376号).
            [new(year, 2, 11)] = "建国記念の日",
            [SpringEquinox(year)] = "春分の日",
            [new(year, 4, 29)] = "昭和の日",
            [new(year, 5, 3)] = "憲法記念日",
            [new(year, 5, 4)] = "みどりの日",
            [new(year, 5, 5)] = "こどもの日",
            [MarineDay(year)] = "海の日",
            [NthMonday(3, year, 9)] = "敬老の日",
            [AutumnEquinox(year)] = "秋分の日",
            // Renamed from 2020: 平成30年法律第57号.
            [SportsDay(year)] = year < 2020 ? "体育の日" : "スポーツの日",
            [new(year, 11, 3)] = "文化の日",
            [new(year, 11, 23)] = "勤労感謝の日",
        };

        // From 2016: 平成26年法律第52号.
        if (year >= 2016)
        {
            days.Add(MountainDay(year), "山の日");
        }

        // 天皇の退位等に関する皇室典範特例法 (平成29年法律第63号) 附則第10条, in force from 30 April 2019: too late for a 23 February, too
        // early for a 23 December, so 2019 has none.
        if (year <= 2018)
        {
            days.Add(new(year, 12, 23), "天皇誕生日");
        }
        else if (year >= 2020)
        {
            days.Add(new(year, 2, 23), "天皇誕生日");
        }

        // 天皇の即位の日及び即位礼正殿の儀の行われる日を休日とする法律 (平成30年法律第99号), whose 附則第2条 has the two days count as
        // 国民の祝日 in 第3条 of the Act: hence the holidays on 30 April and 2 May.
        if (year == 2019)
        {
            days.Add(new(2019, 5, 1), "天皇の即位の日");
            days.Add(new(2019, 10, 22), "即位礼正殿の儀の行われる日");
        }

        return days;
    }

    // 2020 and 2021 in these three: 令和三年東京オリンピック競技大会・東京パラリンピック競技大会特別措置法 (平成27年法律第33号)
    // 第32条第1項 and 第2項.
    private static DateOnly MarineDay(int year) => year switch
    {
        2020 => new(2020, 7, 23),
        2021 => new(2021, 7, 22),
        _ => NthMonday(3, year, 7),
    };

    private static DateOnly MountainDay(int year) => year switch
    {
        2020 => new(2020, 8, 10),
        2021 => new(2021, 8, 8),
        _ => new(year, 8, 11),
    };

    private static DateOnly SportsDay(int year) => year switch
    {
        2020 => new(2020, 7, 24),
        2021 => new(2021, 7, 23),
        _ => NthMonday(2, year, 10),
    };

    // The usual approximation for 1980–2099 (新こよみ便利帳): day = [20.8431 + 0.242194 × (year − 1980)] − [(year − 1980) ÷ 4], here in
    // millionths of a day so that it stays in integers.
    private static DateOnly SpringEquinox(int year) => new(year, 3, EquinoxDay(year, 20_843_100));

    private static DateOnly AutumnEquinox(int year) => new(year, 9, EquinoxDay(year, 23_248_800));

    private static int EquinoxDay(int year, int millionthsIn1980)
    {
        var years = year - 1980;
        return ((millionthsIn1980 + (242_194 * years)) / 1_000_000) - (years / 4);
    }

    private static DateOnly NthMonday(int nth, int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        var toMonday = ((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7;
        return first.AddDays(toMonday + (7 * (nth - 1)));
    }
}
