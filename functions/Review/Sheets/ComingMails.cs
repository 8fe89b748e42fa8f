using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Sheets;

/// <summary>A mail that the calendar will ask for, if nothing happens before.</summary>
/// <param name="Purpose">What it says.</param>
/// <param name="At">When.</param>
/// <param name="Measure">The measure's code, of a sheet's mail.</param>
/// <param name="Departments">The ids of the departments that get a sheet's mail, the leading one first.</param>
/// <param name="ToHead">Whether it goes to the head of the leading department.</param>
/// <param name="Member">The member's id, of a ballot's mail.</param>
public sealed record ComingMail(
    MailPurpose Purpose, DateTimeOffset At, string? Measure, ImmutableArray<string> Departments, bool ToHead, string? Member)
{
    /// <summary>The secretariat's digest of a moment.</summary>
    public static ComingMail Digest(DateTimeOffset at) => new(MailPurpose.Digest, at, null, [], ToHead: false, Member: null);
}

/// <summary>Looks ahead in the calendar. Nothing is queued by looking.</summary>
public static class ComingMails
{
    /// <summary>Of a sheet, in the order of time; none while it does not await its department.</summary>
    public static IEnumerable<ComingMail> Of(Plan plan, CyclePlan cycle, BusinessCalendar calendar, Sheet sheet, DateTimeOffset now) =>
        Occasions.OfSheet(calendar, cycle, sheet).Where(o => o.At > now).Select(o => new ComingMail(
            o.Purpose,
            o.At,
            sheet.Measure,
            [.. sheet.Departments.Where(id => plan.Department(id).Mail is not null)],
            o.Purpose == MailPurpose.Escalation && plan.Department(sheet.Departments[0]).HeadMail is not null,
            null));

    /// <summary>Of a ballot, in the order of time; none once it is handed in or closed.</summary>
    public static IEnumerable<ComingMail> Of(CyclePlan cycle, BusinessCalendar calendar, Ballot ballot, DateTimeOffset now) =>
        Occasions.OfBallot(calendar, cycle, ballot).Where(o => o.At > now)
            .Select(o => new ComingMail(o.Purpose, o.At, null, [], false, ballot.Member));
}
