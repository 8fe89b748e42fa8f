using System.Collections.Immutable;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>Writes a plan's mails from its templates.</summary>
internal sealed class MailComposer(Plan plan, string cycleId, FiscalYear year)
{
    /// <summary>A mail about a sheet, to its departments; an escalation goes to the leading one's head.</summary>
    public (MailKey Key, MailMessage Message) AboutSheet(
        Sheet sheet, MailPurpose purpose, string occasion, DateTimeOffset at, string reason = "")
    {
        var measure = plan.Measure(sheet.Measure);
        var lead = plan.Department(sheet.Departments[0]);
        var others = sheet.Departments.Skip(1).Select(id => plan.Department(id).Mail).OfType<string>();
        var escalated = purpose == MailPurpose.Escalation && lead.HeadMail is not null;
        return Compose(
            new MailKey(cycleId, Records.RecordKeys.SheetSubject(sheet.Measure), purpose, occasion),
            escalated ? [lead.HeadMail!] : [lead.Mail!],
            escalated ? [lead.Mail!] : [.. others],
            at,
            new()
            {
                ["name"] = lead.Name,
                ["measures"] = $"No.{measure.Code} {measure.Name}",
                ["item"] = ItemLabel(plan.ItemOf(measure.Code)),
                ["due"] = Wareki.FormatWithWeekday(sheet.Due),
                ["reason"] = reason,
                ["link"] = $"{plan.Mail.BaseUrl}/sheets/{cycleId}/{measure.Code}",
            });
    }

    /// <summary>A mail to a member of the committee.</summary>
    public (MailKey Key, MailMessage Message) ToMember(Member member, DateOnly due, MailPurpose purpose, string occasion, DateTimeOffset at) =>
        Compose(
            new MailKey(cycleId, Records.RecordKeys.BallotSubject(member.Id), purpose, occasion),
            [member.Mail],
            [],
            at,
            new()
            {
                ["name"] = $"{plan.Committee.Name} {member.Role}",
                ["due"] = Wareki.FormatWithWeekday(due),
                ["link"] = $"{plan.Mail.BaseUrl}/ballots/{cycleId}",
            });

    /// <summary>A mail about the cycle as a whole.</summary>
    public (MailKey Key, MailMessage Message) AboutCycle(
        MailPurpose purpose, string occasion, string name, ImmutableArray<string> to, string comment, string link, DateTimeOffset at) =>
        Compose(
            new MailKey(cycleId, Records.RecordKeys.CycleSubject, purpose, occasion),
            to,
            [],
            at,
            new()
            {
                ["name"] = name,
                // What the committee and its chair do for the cycle as a whole is to be done before its publication.
                ["due"] = plan.CycleOf(year) is { } cycle ? Wareki.FormatWithWeekday(cycle.Publication) : "",
                ["comment"] = comment,
                ["link"] = plan.Mail.BaseUrl + link,
            });

    /// <summary>What the committee said, to a department that answered.</summary>
    public (MailKey Key, MailMessage Message) Feedback(
        Department department, IEnumerable<Measure> measures, string link, string occasion, DateTimeOffset at)
    {
        Measure[] answered = [.. measures];
        var items = answered.Select(m => plan.ItemOf(m.Code)).DistinctBy(i => i.Number);
        return Compose(
            new MailKey(cycleId, Records.RecordKeys.FeedbackSubject(department.Id), MailPurpose.Feedback, occasion),
            [department.Mail!],
            [],
            at,
            new()
            {
                ["name"] = department.Name,
                ["measures"] = string.Join('\n', answered.Select(m => $"No.{m.Code} {m.Name}")),
                ["item"] = string.Join('\n', items.Select(ItemLabel)),
                ["link"] = plan.Mail.BaseUrl + link,
            });
    }

    /// <summary>訂正: a new version with its reason, and the items of the recipient that changed.</summary>
    public (MailKey Key, MailMessage Message) Correction(
        string subject,
        string name,
        ImmutableArray<string> to,
        IEnumerable<Item> changed,
        string reason,
        string link,
        string occasion,
        DateTimeOffset at)
    {
        string[] items = [.. changed.DistinctBy(i => i.Number).Select(ItemLabel)];
        return Compose(
            new MailKey(cycleId, subject, MailPurpose.Correction, occasion),
            to,
            [],
            at,
            new()
            {
                ["name"] = name,
                ["item"] = items is [] ? "（取組項目の訂正はありません）" : string.Join('\n', items),
                ["comment"] = reason,
                ["link"] = plan.Mail.BaseUrl + link,
            });
    }

    private static string ItemLabel(Item item) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.Number} {item.Name}");

    private (MailKey Key, MailMessage Message) Compose(
        MailKey key, ImmutableArray<string> to, ImmutableArray<string> cc, DateTimeOffset at, Dictionary<string, string> values)
    {
        var template = plan.Mail.Templates[key.Purpose];
        values["city"] = plan.City;
        values["plan"] = plan.Name;
        values["year"] = year.Label;
        values["secretariat"] = plan.Mail.Secretariat;
        values["document"] = plan.Document.Title;
        foreach (var ofOtherMails in new[] { "measures", "item", "due", "reason", "comment" })
        {
            values.TryAdd(ofOtherMails, "");
        }

        return (key, new MailMessage(
            key.ToString(),
            plan.Mail.From,
            plan.Mail.FromName,
            to,
            cc,
            template.Subject.Fill(values),
            template.Body.Fill(values),
            at));
    }
}
