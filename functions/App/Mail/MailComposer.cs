using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>Writes a plan's mails from its templates, with the values that <see cref="MailPlaceholders"/> promises for each.</summary>
internal sealed class MailComposer(Plan plan, string cycleId, FiscalYear year)
{
    // Of a measure's name, in a subject: with the rest about what a list of mails shows.
    private const int LongestShortName = 20;

    /// <summary>A mail about a sheet, to its departments; an escalation goes to the leading one's head.</summary>
    /// <param name="sheet">The sheet as it is now.</param>
    /// <param name="purpose">What the mail is for.</param>
    /// <param name="occasion">Tells it from others of the purpose.</param>
    /// <param name="at">When.</param>
    /// <param name="reason">差戻し, 期限延長: why.</param>
    /// <param name="former">担当替え: the sheet as it was.</param>
    /// <param name="note">担当替え: what the former department has to say, if it handed the sheet over itself.</param>
    public (MailKey Key, MailMessage Message) AboutSheet(
        Sheet sheet, MailPurpose purpose, string occasion, DateTimeOffset at, string? reason = null, Sheet? former = null, string? note = null)
    {
        var measure = plan.Measure(sheet.Measure);
        // A notice that a sheet was handed over goes to those who had it and have it no more.
        var departments = purpose == MailPurpose.HandedOver
            ? former!.Departments.Take(1).Concat(former.Departments.Skip(1).Except(sheet.Departments)).ToImmutableArray()
            : sheet.Departments;
        var lead = plan.Department(departments[0]);
        var addresses = departments.Select(id => plan.Department(id).Mail).OfType<string>();
        var to = purpose == MailPurpose.Escalation && lead.HeadMail is not null ? lead.HeadMail : lead.Mail!;
        return Compose(
            new MailKey(cycleId, RecordKeys.SheetSubject(sheet.Measure), purpose, occasion),
            to,
            [.. addresses.Where(address => address != to).Distinct(StringComparer.Ordinal)],
            at,
            new()
            {
                ["name"] = lead.Name,
                ["addressee"] = $"{lead.Name} 御中",
                ["measures"] = Label(measure),
                ["sheet"] = $"No.{measure.Code} {Shortened(measure.Name)}",
                ["item"] = Label(plan.ItemOf(measure.Code)),
                ["due"] = Wareki.FormatWithWeekday(sheet.Due),
                ["reason"] = reason,
                ["former"] = former is null ? null : plan.Department(former.Departments[0]).Name,
                ["note"] = note ?? "（ありません）",
                ["successor"] = plan.Department(sheet.Departments[0]).Name,
                ["link"] = $"{plan.Mail.BaseUrl}/sheets/{cycleId}/{measure.Code}",
            });
    }

    /// <summary>A mail to a member about the ballot.</summary>
    public (MailKey Key, MailMessage Message) ToMember(Member member, DateOnly due, MailPurpose purpose, string occasion, DateTimeOffset at) =>
        Compose(MailRecipient.Of(member, plan), purpose, occasion, at, new()
        {
            ["due"] = Wareki.FormatWithWeekday(due),
            ["itemCount"] = Number(plan.Items.Length),
            ["scale"] = Scale(plan.Committee),
            ["link"] = $"{plan.Mail.BaseUrl}/committee/{cycleId}",
        });

    /// <summary>To the secretariat: the ballots are closed, with how many are in and whose are not.</summary>
    public (MailKey Key, MailMessage Message) ToCompile(
        IReadOnlySet<string> missing, string occasion, string link, DateTimeOffset at)
    {
        Member[] absent = [.. plan.Committee.Members.Where(m => missing.Contains(m.Id))];
        return Compose(MailRecipient.Secretariat(plan), MailPurpose.Compile, occasion, at, new()
        {
            ["due"] = PublicationDay,
            ["ballotsIn"] = Number(plan.Committee.Members.Length - absent.Length),
            ["ballotsMissing"] = Number(absent.Length),
            ["missing"] = absent is [] ? "なし" : string.Join('\n', absent.Select(m => $"{m.Role}（{m.Id}）")),
            ["link"] = plan.Mail.BaseUrl + link,
        });
    }

    /// <summary>A mail about the cycle as a whole.</summary>
    public (MailKey Key, MailMessage Message) AboutCycle(
        MailRecipient recipient, MailPurpose purpose, string occasion, string link, DateTimeOffset at, string? comment = null) =>
        Compose(recipient, purpose, occasion, at, new()
        {
            ["due"] = PublicationDay,
            ["comment"] = comment,
            ["link"] = plan.Mail.BaseUrl + link,
        });

    /// <summary>What the committee said, to a department that answered. The link leads to the first of its items.</summary>
    public (MailKey Key, MailMessage Message) Feedback(
        Department department, IEnumerable<Measure> measures, string link, string occasion, DateTimeOffset at)
    {
        Measure[] answered = [.. measures];
        Item[] items = [.. answered.Select(m => plan.ItemOf(m.Code)).DistinctBy(i => i.Number).OrderBy(i => i.Number)];
        return Compose(MailRecipient.Of(department), MailPurpose.Feedback, occasion, at, new()
        {
            ["measures"] = string.Join('\n', answered.Select(Label)),
            ["items"] = string.Join('\n', items.Select(Label)),
            ["link"] = $"{plan.Mail.BaseUrl}{link}{(items is [] ? "" : $"#item-{Number(items[0].Number)}")}",
        });
    }

    /// <summary>訂正: a new version with its reason, and the items of the recipient that changed.</summary>
    public (MailKey Key, MailMessage Message) Correction(
        MailRecipient recipient, IEnumerable<Item> changed, string reason, string link, string occasion, DateTimeOffset at)
    {
        string[] items = [.. changed.DistinctBy(i => i.Number).Select(Label)];
        return Compose(recipient, MailPurpose.Correction, occasion, at, new()
        {
            ["items"] = items is [] ? "（取組項目の訂正はありません）" : string.Join('\n', items),
            ["reason"] = reason,
            ["link"] = plan.Mail.BaseUrl + link,
        });
    }

    // What the committee and its chair do for the cycle as a whole is to be done before its publication.
    private string? PublicationDay => plan.CycleOf(year) is { } cycle ? Wareki.FormatWithWeekday(cycle.Publication) : null;

    private static string Label(Measure measure) => $"No.{measure.Code} {measure.Name}";

    private static string Label(Item item) => $"{Number(item.Number)} {item.Name}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Shortened(string name)
    {
        var text = new StringInfo(name);
        return text.LengthInTextElements <= LongestShortName
            ? name
            : $"{text.SubstringByTextElements(0, LongestShortName - 1)}…";
    }

    private static string Scale(CommitteePlan committee) => string.Join('\n', Enumerable
        .Range(committee.Min, committee.Max - committee.Min + 1)
        .Reverse()
        .Select(score => committee.Labels.TryGetValue(score, out var label) ? $"{Number(score)}点：{label}" : $"{Number(score)}点"));

    private (MailKey Key, MailMessage Message) Compose(
        MailRecipient recipient, MailPurpose purpose, string occasion, DateTimeOffset at, Dictionary<string, string?> values)
    {
        values["name"] = recipient.Name;
        values["addressee"] = $"{recipient.Name} {recipient.Honorific}";
        return Compose(new MailKey(cycleId, recipient.Subject, purpose, occasion), recipient.Mail, [], at, values);
    }

    private (MailKey Key, MailMessage Message) Compose(
        MailKey key, string to, ImmutableArray<string> cc, DateTimeOffset at, Dictionary<string, string?> values)
    {
        values["city"] = plan.City;
        values["plan"] = plan.Name;
        values["year"] = year.Label;
        values["secretariat"] = plan.Mail.Secretariat;
        values["document"] = plan.Document.Title;
        var template = plan.Mail.Templates[key.Purpose];
        var filled = MailPlaceholders.Of(key.Purpose).All.ToDictionary(name => name, name => ValueOf(name, key, values));
        return (key, new MailMessage(
            key.ToString(),
            plan.Mail.From,
            plan.Mail.FromName,
            [to],
            cc,
            template.Subject.Fill(filled),
            template.Body.Fill(filled),
            at));
    }

    // A hole in a letter is worse than no letter: nobody would know what it was to say.
    private static string ValueOf(string name, MailKey key, Dictionary<string, string?> values) =>
        values.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new InvalidOperationException($"The mail {key} has no value for {name}.");
}
