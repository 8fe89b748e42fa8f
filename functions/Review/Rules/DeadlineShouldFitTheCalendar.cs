using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Rules;

/// <summary>
/// A deadline on which nobody works, or that holds up the next stage, is asked about: a city may want it, but not by a slip.
/// </summary>
/// <param name="Due">The deadline asked for.</param>
/// <param name="Reasons">What there is to know about it, each a sentence.</param>
/// <param name="Instead">The next business day, when the deadline is none.</param>
public sealed record DeadlineShouldFitTheCalendar(DateOnly Due, ImmutableArray<string> Reasons, DateOnly? Instead)
    : BrokenRule(string.Concat(Reasons))
{
    /// <summary>Of a sheet's deadline, or null when there is nothing to ask.</summary>
    public static DeadlineShouldFitTheCalendar? OfSheet(BusinessCalendar calendar, CyclePlan cycle, DateOnly due)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return Of(calendar, due, cycle.Committee is not { } committee ? null
            : due > committee.Due ? $"委員評価の期限（{Wareki.FormatWithWeekday(committee.Due)}）より後です。この個票の手続が終わるまで、委員評価は始まりません。"
            : due >= committee.Opens ? $"委員評価が始まる日（{Wareki.FormatWithWeekday(committee.Opens)}）以降です。この個票の手続が終わるまで、委員評価は始まりません。"
            : null);
    }

    /// <summary>Of a ballot's deadline, or null when there is nothing to ask.</summary>
    public static DeadlineShouldFitTheCalendar? OfBallot(BusinessCalendar calendar, CyclePlan cycle, DateOnly due)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return Of(calendar, due, cycle.Committee is { } committee && due > committee.Due
            ? $"委員評価の期限（{Wareki.FormatWithWeekday(committee.Due)}）より後です。この委員の評価が終わるまで、意見のとりまとめは始まりません。"
            : null);
    }

    private static DeadlineShouldFitTheCalendar? Of(BusinessCalendar calendar, DateOnly due, string? holdsUp)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        DateOnly? instead = calendar.IsBusinessDay(due) ? null : calendar.NextOnOrAfter(due);
        var closed = instead is { } next ? $"{Day(due)}は{WhyClosed(due)}です。次の開庁日は{Day(next)}({Weekday(next)})です。" : null;
        ImmutableArray<string> reasons = [.. new[] { closed, holdsUp }.OfType<string>()];
        return reasons.IsEmpty ? null : new DeadlineShouldFitTheCalendar(due, reasons, instead);
    }

    private static string WhyClosed(DateOnly day) => NationalHolidays.NameOn(day) ?? day switch
    {
        { DayOfWeek: DayOfWeek.Saturday } => "土曜日",
        { DayOfWeek: DayOfWeek.Sunday } => "日曜日",
        { Month: 12, Day: >= 29 } or { Month: 1, Day: <= 3 } => "年末年始の休み",
        _ => "閉庁日",
    };

    private static string Day(DateOnly day) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{day.Month}月{day.Day}日");

    private static char Weekday(DateOnly day) => "日月火水木金土"[(int)day.DayOfWeek];
}
