using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Review.Calendar;

/// <summary>
/// A municipality's fiscal year (年度), 1 April to 31 March: 地方自治法 (昭和22年法律第67号) 第208条第1項.
/// It is named after the calendar year of its April, from 昭和2年度 (1927) on. The default value is no fiscal year.
/// </summary>
public readonly partial record struct FiscalYear : IComparable<FiscalYear>
{
    /// <summary>The first year that has a name here, 昭和2年度: the one before it began in 大正.</summary>
    public const int MinYear = 1927;

    /// <summary>The last year whose 31 March a <see cref="DateOnly"/> can hold.</summary>
    public const int MaxYear = 9998;

    /// <param name="year">The calendar year of its April.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year isn't between <see cref="MinYear"/> and <see cref="MaxYear"/>.</exception>
    public FiscalYear(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, MinYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, MaxYear);
        Year = year;
    }

    /// <summary>The calendar year of its April (西暦): 2024 for 令和6年度.</summary>
    public int Year { get; }

    /// <summary>1 April.</summary>
    public DateOnly First => new(Year, 4, 1);

    /// <summary>31 March of the next calendar year.</summary>
    public DateOnly Last => new(Year + 1, 3, 31);

    /// <summary>The short code: R6, R1, H30.</summary>
    public string Wareki => string.Create(CultureInfo.InvariantCulture, $"{NamingEra.Letter}{NamingEra.YearOf(Year)}");

    /// <summary>The full name: 令和6年度, 令和元年度, 平成30年度.</summary>
    public string Label => NamingEra.YearOf(Year) == 1
        ? $"{NamingEra.Name}元年度"
        : string.Create(CultureInfo.InvariantCulture, $"{NamingEra.Name}{NamingEra.YearOf(Year)}年度");

    /// <summary>The fiscal year after this one.</summary>
    public FiscalYear Next => new(Year + 1);

    /// <summary>The fiscal year before this one.</summary>
    public FiscalYear Previous => new(Year - 1);

    // The era at the end of the calendar year. Only 2019 changed era between April and December, and the government chose 令和元年度 for
    // the whole of that year (改元に伴う元号による年表示の取扱いについて, 関係省庁連絡会議申合せ, April 2019); 1989 changed before April.
    private Era NamingEra => Era.On(new DateOnly(Year, 12, 31));

    /// <summary>The fiscal year in which the day lies.</summary>
    public static FiscalYear Of(DateOnly date) => new(date.Month >= 4 ? date.Year : date.Year - 1);

    /// <summary>Reads R6, H30, 令和6年度, 令和元年度 or 2024; see <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text isn't a fiscal year.</exception>
    public static FiscalYear Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var fiscalYear) ? fiscalYear : throw new FormatException($"'{text}' is not a fiscal year.");
    }

    /// <summary>
    /// Reads R6, H30, 令和6年度, 令和元年度 or 2024. H31 and 平成31年度, as 2019 was called in papers from before the change of era,
    /// are R1; a year that its era never reached in a fiscal year (S64, H32) is refused.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FiscalYear fiscalYear)
    {
        fiscalYear = default;
        var match = Pattern().Match(text ?? "");
        if (!match.Success)
        {
            return false;
        }

        if (match.Groups["gregorian"] is { Success: true } gregorian)
        {
            return TryCreate(int.Parse(gregorian.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), out fiscalYear);
        }

        var era = Era.Named(match.Groups["era"].Value);
        return TryCreate(era.GregorianYear(match.Groups["year"].Value), out fiscalYear)
            && (era == fiscalYear.NamingEra || era == Era.On(fiscalYear.First));
    }

    /// <summary>Whether the day lies in this fiscal year.</summary>
    public bool Contains(DateOnly date) => First <= date && date <= Last;

    /// <inheritdoc/>
    public int CompareTo(FiscalYear other) => Year.CompareTo(other.Year);

    /// <summary>The short code, as <see cref="Wareki"/>; empty for the default value.</summary>
    public override string ToString() => this == default ? "" : Wareki;

    /// <summary>Whether <paramref name="left"/> is the earlier year.</summary>
    public static bool operator <(FiscalYear left, FiscalYear right) => left.Year < right.Year;

    /// <summary>Whether <paramref name="left"/> is the later year.</summary>
    public static bool operator >(FiscalYear left, FiscalYear right) => left.Year > right.Year;

    /// <summary>Whether <paramref name="left"/> is the earlier year or the same.</summary>
    public static bool operator <=(FiscalYear left, FiscalYear right) => left.Year <= right.Year;

    /// <summary>Whether <paramref name="left"/> is the later year or the same.</summary>
    public static bool operator >=(FiscalYear left, FiscalYear right) => left.Year >= right.Year;

    private static bool TryCreate(int year, out FiscalYear fiscalYear)
    {
        var known = year is >= MinYear and <= MaxYear;
        fiscalYear = known ? new FiscalYear(year) : default;
        return known;
    }

    [GeneratedRegex(
        """
        \A(?:
            (?<gregorian>[1-9][0-9]{3})
          | (?<era>[SHR])(?<year>元|[1-9][0-9]{0,3})
          | (?<era>昭和|平成|令和)(?<year>元|[1-9][0-9]{0,3})年度
        )\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
