using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
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

    /// <summary>Of a sheet: none while it does not await its department.</summary>
    public static ImmutableArray<Occasion> OfSheet(BusinessCalendar calendar, CyclePlan cycle, Sheet sheet)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(sheet);
        var (reminder, overdue) = sheet.State == SheetState.Returned
            ? (MailPurpose.ReturnReminder, MailPurpose.ReturnReminder)
            : (MailPurpose.Reminder, MailPurpose.Overdue);
        return sheet.AwaitsDepartment
            ? Of(calendar, sheet.Due, cycle.SelfEvaluation.RemindAt, reminder, overdue, cycle.EscalateAfter)
            : [];
    }

    /// <summary>Of a ballot: none once it is handed in or closed.</summary>
    public static ImmutableArray<Occasion> OfBallot(BusinessCalendar calendar, CyclePlan cycle, Ballot ballot)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(ballot);
        return ballot.IsSettled || cycle.Committee is not { } stage
            ? []
            : Of(calendar, ballot.Due, stage.RemindAt, MailPurpose.BallotReminder, MailPurpose.BallotOverdue, escalateAfter: null);
    }

    /// <summary>What a reminder beside the calendar is called on a day.</summary>
    public static MailPurpose ReminderOf(Sheet sheet, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return sheet.State == SheetState.Returned ? MailPurpose.ReturnReminder
            : today > sheet.Due ? MailPurpose.Overdue
            : MailPurpose.Reminder;
    }

    private static Occasion At(BusinessCalendar calendar, DateOnly due, int days, MailPurpose before, MailPurpose after)
    {
        // By the day, not the sign: of a deadline on a closed day, even the "same" business day comes after it.
        var day = calendar.AddBusinessDays(due, days);
        var key = string.Create(CultureInfo.InvariantCulture, $"{due:yyyyMMdd}{days:+0;-0;+0}");
        return new Occasion(day > due ? after : before, key, JapanTime.At(day, MailTime));
    }
}
