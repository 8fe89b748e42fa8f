using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>How pages name whoever did something: the audit log has ids only.</summary>
internal static class Actors
{
    /// <summary>The name of an actor of a plan.</summary>
    public static string Label(Plan plan, string by)
    {
        var (role, person) = by.Split('/', 2) is [var r, var p] ? (r, p) : (by, "");
        var (kind, id) = role.Split(':', 2) is [var k, var i] ? (k, i) : (role, "");
        var name = kind switch
        {
            "clock" => "自動",
            "secretariat" => "事務局",
            "department" => plan.Departments.FirstOrDefault(d => d.Id == id)?.Name ?? id,
            "member" => plan.Committee.Members.FirstOrDefault(m => m.Id == id) is { } member ? $"{member.Role}（{member.Id}）" : id,
            _ => by,
        };
        return person.Length == 0 ? name : $"{name}（{person}）";
    }
}
