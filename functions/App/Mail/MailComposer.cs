using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Pages.Groups;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>Writes a plan's mails from its templates, with the values that <see cref="MailPlaceholders"/> promises for each.</summary>
internal sealed class MailComposer(Plan plan, string cycleId, FiscalYear year)
{
    // Of a measure's name, in a subject: with the rest about what a list of mails shows.
    private const int LongestShortName = 20;

    /// <summary>A letter about one or several sheets, to their departments; an escalation goes to the leading one's head.</summary>
    /// <param name="key">The letter's key.</param>
    /// <param name="notices">The same purpose for the same departments, each with its sheet as it is now.</param>
    /// <param name="at">When.</param>
    public (MailKey Key, MailMessage Message) AboutSheets(
        MailKey key, IReadOnlyList<(SheetNotice Notice, Sheet Sheet)> notices, DateTimeOffset at)
    {
        var (first, sheet) = notices[0];
        var departments = first.Departments.Select(plan.Department).ToArray();
        var lead = departments[0];
        var to = key.Purpose == MailPurpose.Escalation && lead.HeadMail is not null ? lead.HeadMail : lead.Mail!;
        Measure[] measures = [.. notices.Select(n => plan.Measure(n.Sheet.Measure))];
        var items = measures.Select(m => plan.ItemOf(m.Code)).DistinctBy(i => i.Number).ToArray();
        var values = new Dictionary<string, string?>
        {
            ["name"] = lead.Name,
            ["addressee"] = $"{lead.Name} 御中",
            ["measures"] = string.Join('\n', measures.Select(Label)),
            ["sheet"] = AndOthers($"No.{measures[0].Code} {Shortened(measures[0].Name)}", measures.Length),
            ["item"] = AndOthers(Label(items[0]), items.Length),
            ["due"] = Wareki.FormatWithWeekday(sheet.Due),
            ["left"] = SheetWords.Left(sheet.Due, JapanTime.DateOf(at)),
            ["reason"] = Reasons(notices),
            ["note"] = first.Note ?? "（ありません）",
            ["former"] = first.Former is { } former ? plan.Department(former).Name : null,
            ["successor"] = first.Successor is { } successor ? plan.Department(successor).Name : null,
            ["link"] = measures is [var only] ? Link(PagePaths.Sheet(cycleId, only.Code)) : Link(PagePaths.Tasks),
        };
        return Compose(
            key,
            to,
            [.. departments.Select(d => d.Mail).OfType<string>().Where(address => address != to).Distinct(StringComparer.Ordinal)],
            at,
            values,
            measures.Length == 1
                ? []
                : [.. measures.Select(m => new SheetRow($"No.{m.Code}", m.Name, Link(PagePaths.Sheet(cycleId, m.Code))))],
            [.. notices.Where(n => n.Notice.AsksForSheet).Select((n, i) => new Deadline(
                $"{cycleId}/{n.Notice.Key.Subject}",
                n.Sheet.Revision,
                n.Sheet.Due,
                $"【提出期限】{Label(measures[i])}",
                Where(Link(PagePaths.Sheet(cycleId, n.Sheet.Measure))),
                Link(PagePaths.Sheet(cycleId, n.Sheet.Measure))))]);
    }

    /// <summary>A mail to a member about the ballot.</summary>
    public (MailKey Key, MailMessage Message) ToMember(Member member, DateOnly due, MailPurpose purpose, string occasion, DateTimeOffset at) =>
        Compose(
            MailRecipient.Of(member, plan),
            purpose,
            occasion,
            at,
            new()
            {
                ["due"] = Wareki.FormatWithWeekday(due),
                ["left"] = SheetWords.Left(due, JapanTime.DateOf(at)),
                ["itemCount"] = Number(plan.Items.Length),
                ["scale"] = Scale(plan.Committee),
                ["link"] = Link(PagePaths.Ballot(cycleId)),
            },
            new Deadline(
                $"{cycleId}/{RecordKeys.BallotSubject(member.Id)}",
                Revision: 0,
                due,
                $"【評価の期限】{plan.Name} {year.Label}",
                Where(Link(PagePaths.Ballot(cycleId))),
                Link(PagePaths.Ballot(cycleId))));

    /// <summary>A mail to a member about the work of the member's group.</summary>
    public (MailKey Key, MailMessage Message) ToGroup(
        CommitteeGroup group, Member member, DateOnly due, MailPurpose purpose, string occasion, DateTimeOffset at) =>
        Compose(
            // Delivered with the cycle's own mails: groups have no orchestration.
            MailRecipient.Of(member, plan) with { Subject = RecordKeys.CycleSubject },
            purpose,
            $"{occasion}-{member.Id}",
            at,
            new()
            {
                ["due"] = Wareki.FormatWithWeekday(due),
                ["left"] = SheetWords.Left(due, JapanTime.DateOf(at)),
                ["group"] = group.Name,
                ["link"] = Link(GroupPaths.Group(cycleId, group.Id)),
            },
            new Deadline(
                $"{cycleId}/{RecordKeys.GroupWork(group.Id)}",
                Revision: 0,
                due,
                $"【検討の期限】{plan.Name} {year.Label} {group.Name}",
                Where(Link(GroupPaths.Group(cycleId, group.Id))),
                Link(GroupPaths.Group(cycleId, group.Id))));

    /// <summary>To the secretariat: the ballots are closed, with how many are in and whose are not.</summary>
    public (MailKey Key, MailMessage Message) ToCompile(
        IReadOnlySet<string> missing, string occasion, DateTimeOffset at)
    {
        Member[] absent = [.. plan.Committee.Members.Where(m => missing.Contains(m.Id))];
        var asked = plan.CycleOf(year) is { } cycle && plan.HasBallots(cycle) ? plan.Committee.Members.Length : 0;
        var values = new Dictionary<string, string?>
        {
            ["due"] = PublicationDay,
            ["ballotsIn"] = Number(asked - absent.Length),
            ["ballotsMissing"] = Number(absent.Length),
            ["missing"] = absent is [] ? "なし" : string.Join('\n', absent.Select(m => $"{m.Role}（{m.Id}）")),
            ["link"] = Link(PagePaths.Opinions(cycleId)),
        };
        return Compose(MailRecipient.Secretariat(plan), MailPurpose.Compile, occasion, at, values, Publication(PagePaths.Opinions(cycleId)));
    }

    /// <summary>To the secretariat: what came in.</summary>
    public (MailKey Key, MailMessage Message) ToSecretariat(Digest digest, string occasion, DateTimeOffset at)
    {
        var text = new DigestText(plan, cycleId, digest);
        return Compose(
            MailRecipient.Secretariat(plan) with { Subject = RecordKeys.SecretariatSubject },
            MailPurpose.Digest,
            occasion,
            at,
            new() { ["summary"] = text.Summary, ["details"] = text.Details, ["link"] = Link(PagePaths.Board(cycleId)) });
    }

    /// <summary>A mail about the cycle as a whole.</summary>
    public (MailKey Key, MailMessage Message) AboutCycle(
        MailRecipient recipient, MailPurpose purpose, string occasion, string path, DateTimeOffset at, string? comment = null) =>
        Compose(
            recipient,
            purpose,
            occasion,
            at,
            new()
            {
                ["due"] = PublicationDay,
                ["comment"] = comment,
                ["link"] = Link(path),
            },
            purpose == MailPurpose.Published ? null : Publication(path));

    /// <summary>What the committee said, to a department that answered. The link leads to the first of its items.</summary>
    public (MailKey Key, MailMessage Message) Feedback(
        Department department, IEnumerable<Measure> measures, string path, string occasion, DateTimeOffset at)
    {
        Measure[] answered = [.. measures];
        Item[] items = [.. answered.Select(m => plan.ItemOf(m.Code)).DistinctBy(i => i.Number).OrderBy(i => i.Number)];
        return Compose(MailRecipient.Of(department), MailPurpose.Feedback, occasion, at, new()
        {
            ["measures"] = string.Join('\n', answered.Select(Label)),
            ["items"] = string.Join('\n', items.Select(Label)),
            ["link"] = items is [var first, ..] && ItemAnchor.Of(plan, first) is { } anchor ? $"{Link(path)}#{anchor}" : Link(path),
        });
    }

    /// <summary>訂正: a new version with its reason, and the items of the recipient that changed.</summary>
    public (MailKey Key, MailMessage Message) Correction(
        MailRecipient recipient, IEnumerable<Item> changed, string reason, string path, string occasion, DateTimeOffset at)
    {
        string[] items = [.. changed.DistinctBy(i => i.Number).Select(Label)];
        return Compose(recipient, MailPurpose.Correction, occasion, at, new()
        {
            ["items"] = items is [] ? "（取組項目の訂正はありません）" : string.Join('\n', items),
            ["reason"] = reason,
            ["link"] = Link(path),
        });
    }

    // What the committee and its chair do for the cycle as a whole is to be done before its publication.
    private string? PublicationDay => plan.CycleOf(year) is { } cycle ? Wareki.FormatWithWeekday(cycle.Publication) : null;

    private Deadline? Publication(string path) => plan.CycleOf(year) is { } cycle
        ? new Deadline(
            $"{cycleId}/{RecordKeys.CycleSubject}",
            Revision: 0,
            cycle.Publication,
            $"【公表日】{plan.Document.Title}（会長の承認はこの日まで）",
            Where(Link(path)),
            Link(path))
        : null;

    private string Link(string path) => plan.Mail.BaseUrl + path;

    private string Where(string link) => $"開く場所 {link}\n問い合わせ先 {plan.Mail.Contact}";

    private static string? Reasons(IReadOnlyList<(SheetNotice Notice, Sheet Sheet)> notices) =>
        notices.Select(n => n.Notice.Reason).Distinct(StringComparer.Ordinal).Count() == 1
            ? notices[0].Notice.Reason
            : string.Join('\n', notices.Select(n => $"No.{n.Sheet.Measure} {n.Notice.Reason}"));

    private static string AndOthers(string first, int count) => count == 1 ? first : $"{first} ほか{Number(count - 1)}件";

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
        MailRecipient recipient,
        MailPurpose purpose,
        string occasion,
        DateTimeOffset at,
        Dictionary<string, string?> values,
        Deadline? deadline = null)
    {
        values["name"] = recipient.Name;
        values["addressee"] = $"{recipient.Name} {recipient.Honorific}";
        var key = new MailKey(cycleId, recipient.Subject, purpose, occasion);
        return Compose(key, recipient.Mail, [], at, values, [], deadline is null ? [] : [deadline]);
    }

    private (MailKey Key, MailMessage Message) Compose(
        MailKey key,
        string to,
        ImmutableArray<string> cc,
        DateTimeOffset at,
        Dictionary<string, string?> values,
        IReadOnlyList<SheetRow> sheets,
        IEnumerable<Deadline> deadlines)
    {
        values["city"] = plan.City;
        values["plan"] = plan.Name;
        values["year"] = year.Label;
        values["secretariat"] = plan.Mail.Contact;
        values["document"] = plan.Document.Title;
        var template = plan.Mail.Templates[key.Purpose];
        var filled = MailPlaceholders.Of(key.Purpose).All.ToDictionary(name => name, name => ValueOf(name, key, values));
        var subject = template.Subject.Fill(filled.ToDictionary(v => v.Key, v => v.Value.Replace('\n', '、')));
        // A day that is past is no use in a calendar.
        Deadline[] ahead = [.. deadlines.Where(d => d.Day >= JapanTime.DateOf(at))];
        var message = new MailMessage(
            key.ToString(), plan.Mail.From, plan.Mail.FromName, [to], cc, subject, template.Body.Fill(filled), at)
        {
            ReplyTo = plan.Mail.SecretariatMail == plan.Mail.From ? null : plan.Mail.SecretariatMail,
            Html = HtmlBody.Write(subject, template.Body, filled, sheets),
            Calendar = ahead is [] ? null : DeadlineCalendar.Write(ahead, plan.Mail.From[(plan.Mail.From.IndexOf('@') + 1)..], at),
        };
        return (key, message);
    }

    // A hole in a letter is worse than no letter: nobody would know what it was to say.
    private static string ValueOf(string name, MailKey key, Dictionary<string, string?> values) =>
        values.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new InvalidOperationException($"The mail {key} has no value for {name}.");
}
