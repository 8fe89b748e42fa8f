using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>The mails of one purpose on one day.</summary>
/// <param name="Day">The day in Japan.</param>
/// <param name="Purpose">What they say.</param>
/// <param name="Mails">One a sheet or ballot.</param>
public sealed record ComingDay(DateOnly Day, MailPurpose Purpose, ImmutableArray<ComingMail> Mails)
{
    /// <summary>How many mails leave: what a department is to hear of several sheets at one moment goes in one letter.</summary>
    public int Letters => Mails.Select(m => (m.At, m.Member, Addressees(m))).Distinct().Count();

    // The order of the copies is no reason for another letter.
    private static string Addressees(ComingMail mail) =>
        string.Join('+', mail.Departments.Take(1).Concat(mail.Departments.Skip(1).Order(StringComparer.Ordinal)));

    /// <summary>The mails by day and purpose, in the order of time.</summary>
    public static ImmutableArray<ComingDay> Of(IEnumerable<ComingMail> mails) =>
    [
        .. mails.GroupBy(m => (Day: JapanTime.DateOf(m.At), m.Purpose))
            .Select(g => new ComingDay(g.Key.Day, g.Key.Purpose, [.. g]))
            .OrderBy(d => d.Day).ThenBy(d => d.Purpose),
    ];
}

/// <summary>What another deadline makes of the mails to come.</summary>
/// <param name="Dropped">Those that will not go.</param>
/// <param name="Added">Those that will go instead.</param>
public sealed record MailChanges(ImmutableArray<ComingDay> Dropped, ImmutableArray<ComingDay> Added)
{
    /// <summary>The difference; a mail is the same when it says the same of the same sheet or ballot at the same moment.</summary>
    public static MailChanges Between(ImmutableArray<ComingMail> before, ImmutableArray<ComingMail> after)
    {
        var (was, now) = (before.Select(KeyOf).ToHashSet(), after.Select(KeyOf).ToHashSet());
        return new(ComingDay.Of(before.Where(m => !now.Contains(KeyOf(m)))), ComingDay.Of(after.Where(m => !was.Contains(KeyOf(m)))));
    }

    private static (string?, MailPurpose, DateTimeOffset) KeyOf(ComingMail mail) => (mail.Measure ?? mail.Member, mail.Purpose, mail.At);
}
