using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Sheets;

/// <summary>A moment at which someone is written to.</summary>
/// <param name="Purpose">Reminder, overdue reminder or escalation.</param>
/// <param name="Key">What tells this occasion from others of the same purpose: the deadline and the distance to it.</param>
/// <param name="At">When: nine in the morning in Japan, on a business day.</param>
public sealed record Occasion(MailPurpose Purpose, string Key, DateTimeOffset At);

/// <summary>When reminders and escalations are due. A new deadline makes new occasions.</summary>
public static class Occasions
{
    /// <summary>Office hours begin; nobody is reminded at midnight.</summary>
    public static TimeOnly MailTime { get; } = new(9, 0);

    /// <summary>Of a stage with a deadline, in the order of time.</summary>
    /// <param name="calendar">The city's business days.</param>
    /// <param name="due">The deadline's day.</param>
    /// <param name="remindAt">Business days from the deadline, negative before it.</param>
    /// <param name="reminder">The purpose of reminders up to the deadline's day.</param>
    /// <param name="overdue">The purpose of those after it.</param>
    /// <param name="escalateAfter">Business days after the deadline of the escalation, or null for none.</param>
    public static ImmutableArray<Occasion> Of(
        BusinessCalendar calendar,
        DateOnly due,
        ImmutableArray<int> remindAt,
        MailPurpose reminder,
        MailPurpose overdue,
        int? escalateAfter)
    {
        var reminders = remindAt.Select(days => At(calendar, due, days, reminder, overdue));
        var escalation = escalateAfter is { } after
            ? [At(calendar, due, after, MailPurpose.Escalation, MailPurpose.Escalation)]
            : Array.Empty<Occasion>();
        return [.. reminders.Concat(escalation).OrderBy(o => o.At).ThenBy(o => o.Purpose)];
    }

    private static Occasion At(BusinessCalendar calendar, DateOnly due, int days, MailPurpose before, MailPurpose after)
    {
        // By the day, not the sign: of a deadline on a closed day, even the "same" business day comes after it.
        var day = calendar.AddBusinessDays(due, days);
        var key = string.Create(CultureInfo.InvariantCulture, $"{due:yyyyMMdd}{days:+0;-0;+0}");
        return new Occasion(day > due ? after : before, key, JapanTime.At(day, MailTime));
    }
}
