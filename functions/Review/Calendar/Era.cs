using System.Globalization;

namespace GyoseiFlow.Review.Calendar;

/// <summary>
/// An era with the day it began. A new era is one more line in <see cref="NewestFirst"/>, and its name and letter in the patterns of
/// <see cref="FiscalYear"/> and <see cref="Wareki"/>.
/// </summary>
internal sealed record Era(string Name, string Letter, DateOnly First)
{
    private static readonly Era[] NewestFirst =
    [
        // 元号を改める政令 (平成31年政令第143号), in force from 2019-05-01.
        new("令和", "R", new DateOnly(2019, 5, 1)),
        // 元号を改める政令 (昭和64年政令第1号), in force from the day after its promulgation.
        new("平成", "H", new DateOnly(1989, 1, 8)),
        // 大正15年12月25日詔書, the same day: 24 December is still 大正15年.
        new("昭和", "S", new DateOnly(1926, 12, 25)),
    ];

    /// <summary>The first day that can be written in an era known here.</summary>
    public static DateOnly Earliest => NewestFirst[^1].First;

    public static Era On(DateOnly date) =>
        Array.Find(NewestFirst, era => era.First <= date)
        ?? throw new ArgumentOutOfRangeException(nameof(date), date, "Dates before 昭和 (25 December 1926) have no era here.");

    /// <summary>The era of that name (令和) or letter (R), which the caller's pattern has already found to be one of ours.</summary>
    public static Era Named(string nameOrLetter) =>
        Array.Find(NewestFirst, era => era.Name == nameOrLetter || era.Letter == nameOrLetter)
        ?? throw new ArgumentException("No such era.", nameof(nameOrLetter));

    /// <summary>令和7 for 2025.</summary>
    public int YearOf(int gregorianYear) => gregorianYear - First.Year + 1;

    /// <summary>2025 for 令和7; 元 is year 1.</summary>
    public int GregorianYear(string eraYear) =>
        First.Year - 1 + (eraYear == "元" ? 1 : int.Parse(eraYear, NumberStyles.None, CultureInfo.InvariantCulture));
}
