using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Plans;

/// <summary>The addresses of departments that the secretariats changed since the plan files were written, of all plans.</summary>
/// <param name="ByDepartment">By "plan/department".</param>
internal sealed record DepartmentContacts(ImmutableSortedDictionary<string, DepartmentContact> ByDepartment)
{
    public static DepartmentContacts None { get; } = new(ImmutableSortedDictionary.Create<string, DepartmentContact>(StringComparer.Ordinal));

    /// <summary>What was changed of a department, or null when the plan file's addresses hold.</summary>
    public DepartmentContact? Of(string planId, string department) => ByDepartment.GetValueOrDefault(KeyOf(planId, department));

    /// <summary>The same with a department's addresses; null: the plan file's hold again.</summary>
    public DepartmentContacts With(string planId, string department, DepartmentContact? contact) => new(
        contact is null ? ByDepartment.Remove(KeyOf(planId, department)) : ByDepartment.SetItem(KeyOf(planId, department), contact));

    /// <summary>A plan with the addresses that hold now.</summary>
    public Plan Applied(Plan plan) => plan with
    {
        Departments =
        [
            .. plan.Departments.Select(d => Of(plan.Id, d.Id) is { } contact ? d with { Mail = contact.Mail, HeadMail = contact.HeadMail } : d),
        ],
    };

    private static string KeyOf(string planId, string department) => $"{planId}/{department}";
}

/// <summary>Where a department's mail goes, and who signs in for it.</summary>
/// <param name="Mail">Where tasks go; null for none.</param>
/// <param name="HeadMail">Where escalations go: the head of the section; null for none.</param>
public sealed record DepartmentContact(string? Mail, string? HeadMail)
{
    /// <summary>A department's.</summary>
    public static DepartmentContact Of(Department department)
    {
        ArgumentNullException.ThrowIfNull(department);
        return new(department.Mail, department.HeadMail);
    }
}
