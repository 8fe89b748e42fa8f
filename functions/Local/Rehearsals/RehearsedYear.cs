using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Pages.Secretariat;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Rehearsals;

/// <summary>The mails and deadlines of a year that was rehearsed.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Cycle">The year.</param>
/// <param name="IsAnswered">Whether everybody answered, or nobody.</param>
/// <param name="Assumed">What the secretariat did because nobody answered.</param>
/// <param name="Mails">In the order of time.</param>
internal sealed partial record RehearsedYear(
    Plan Plan, CyclePlan Cycle, bool IsAnswered, ImmutableArray<(DateOnly Day, string Name)> Assumed, ImmutableArray<RehearsedMail> Mails)
{
    /// <summary>Lets a year pass on the real system, without sending or keeping anything.</summary>
    /// <exception cref="CommandFailure">Everybody answered, and still it was not published.</exception>
    public static async Task<RehearsedYear> PlayAsync(string yaml, Plan plan, CyclePlan cycle, bool isAnswered, CancellationToken cancellation)
    {
        await using var host = await RehearsalHost.OpenAsync(yaml, plan, cycle, PastYears.None, hasPages: false, cancellation);
        var script = new RehearsalScript(plan, cycle, host.Services.GetRequiredService<BusinessCalendar>());
        await host.PlayAsync(isAnswered ? script.Answered() : script.Silent(), cancellation);
        if (isAnswered)
        {
            RefuseUnpublished(await host.StatusAsync(cancellation));
        }

        var names = new RecipientNames(plan);
        var mails = await host.MailsAsync(cancellation);
        return new RehearsedYear(plan, cycle, isAnswered, script.Assumed, [.. mails.Select(mail => Of(mail, names))]);
    }

    /// <summary>Stops where a year in which everybody answered has not come to its end.</summary>
    public static void RefuseUnpublished(CycleStatus status)
    {
        if (status.Version == 0)
        {
            throw new CommandFailure("全員が回答しても公表まで進みませんでした。日程（cycles）を確かめてください。");
        }
    }

    /// <summary>The year's days that the plan names, in order.</summary>
    public ImmutableArray<(DateOnly Day, string Name)> Days =>
    [
        .. new (DateOnly? Day, string Name)[]
        {
            (Cycle.Opens, "開始（依頼を送る日）"),
            (Cycle.SelfEvaluation.Due, "個票の期限"),
            (Cycle.Committee?.Opens, "委員評価の開始"),
            (Cycle.Committee?.Due, "委員評価の期限"),
            (Cycle.Publication, "公表日"),
        }.Where(d => d.Day is not null).Select(d => (d.Day!.Value, d.Name)).Concat(Assumed).OrderBy(d => d.Item1),
    ];

    private static RehearsedMail Of(OutboxMail mail, RecipientNames names) => new(
        mail.Message.At,
        mail.Key.Purpose,
        mail.Key.Purpose.Label(),
        mail.Key.Purpose == MailPurpose.Digest ? "" : DistanceOf(mail.Key.Occasion),
        mail.Message.To,
        mail.Message.Cc,
        names.Of(mail.Message.To),
        names.Of(mail.Message.Cc),
        mail.Message.Subject);

    // A calendar's occasion is the deadline with the business days to it; see Occasions.
    private static string DistanceOf(string occasion) =>
        CalendarOccasion().Match(occasion) is { Success: true } match
            ? int.Parse(match.Groups["days"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) switch
            {
                0 => "期限の日",
                < 0 and var before => string.Create(CultureInfo.InvariantCulture, $"期限の{-before}営業日前"),
                var after => string.Create(CultureInfo.InvariantCulture, $"期限の{after}営業日後"),
            }
            : "";

    [GeneratedRegex(@"\A[0-9]{8}(?<days>[+-][0-9]+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CalendarOccasion();

    private sealed class RecipientNames(Plan plan)
    {
        private readonly ILookup<string, string> _names = Pairs(plan).ToLookup(p => p.Mail, p => p.Name, StringComparer.Ordinal);

        public string Of(IEnumerable<string> addresses) => string.Join(
            "、", addresses.Select(address => _names.Contains(address) ? string.Join("・", _names[address].Distinct()) : address));

        private static IEnumerable<(string Mail, string Name)> Pairs(Plan plan) =>
        [
            .. plan.Departments.Where(d => d.Mail is not null).Select(d => (d.Mail!, d.Name)),
            .. plan.Departments.Where(d => d.HeadMail is not null).Select(d => (d.HeadMail!, $"{d.Name} 所属長")),
            .. plan.Committee.Members.Select(m => (m.Mail, $"{m.Role}（{m.Id}）")),
            (plan.Mail.SecretariatMail, plan.Mail.FromName),
        ];
    }
}

/// <summary>A mail that the year would send.</summary>
/// <param name="At">When.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Label">What for, in words.</param>
/// <param name="Distance">How far from the deadline, for those that the calendar asks for; else empty.</param>
/// <param name="To">The addresses.</param>
/// <param name="Cc">The copies' addresses.</param>
/// <param name="ToNames">Who that is.</param>
/// <param name="CcNames">Who gets copies.</param>
/// <param name="Subject">The subject.</param>
internal sealed record RehearsedMail(
    DateTimeOffset At,
    MailPurpose Purpose,
    string Label,
    string Distance,
    ImmutableArray<string> To,
    ImmutableArray<string> Cc,
    string ToNames,
    string CcNames,
    string Subject);
