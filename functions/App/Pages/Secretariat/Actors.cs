using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Mail;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>How pages name whoever did something: the audit log has ids only.</summary>
internal static class Actors
{
    /// <summary>The name of an actor of a plan, and the number of the person, if it was one.</summary>
    public static string Label(Plan plan, string by)
    {
        var (office, person) = Parts(by);
        return person.Length == 0 ? Office(plan, office) : $"{Office(plan, office)}（{person}）";
    }

    /// <summary>The same, with the name that the person had then.</summary>
    public static string Label(Plan plan, PersonNames names, string by, DateTimeOffset at)
    {
        var (office, person) = Parts(by);
        return person.Length == 0 ? Office(plan, office) : $"{Office(plan, office)} {names.Of(person, at) ?? person}";
    }

    /// <summary>The number of the person who acted; empty for an office's shared address.</summary>
    public static string Person(string by) => Parts(by).Person;

    private static (string Office, string Person) Parts(string by) => by.Split('/', 2) is [var office, var person] ? (office, person) : (by, "");

    private static string Office(Plan plan, string office)
    {
        var (kind, id) = office.Split(':', 2) is [var k, var i] ? (k, i) : (office, "");
        return kind switch
        {
            "clock" => "日程（自動）",
            MailReceiptDesk.Actor => "メール配信サービス（自動）",
            "secretariat" => "事務局",
            "department" => plan.FindDepartment(id)?.Name ?? id,
            "member" => plan.Committee.Members.FirstOrDefault(m => m.Id == id) is { } member ? $"{member.Role}（{member.Id}）" : id,
            _ => office,
        };
    }
}
