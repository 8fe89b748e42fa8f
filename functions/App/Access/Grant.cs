namespace GyoseiFlow.App.Access;

/// <summary>What a person may be in a plan's review.</summary>
public enum Role
{
    /// <summary>担当部署: answers the department's sheets.</summary>
    Department,

    /// <summary>事務局: runs the review.</summary>
    Secretariat,

    /// <summary>審議会委員: scores and comments.</summary>
    Member,
}

/// <summary>One role of an account.</summary>
/// <param name="PlanId">The plan in which it holds.</param>
/// <param name="Role">The role.</param>
/// <param name="Id">The department's or member's id; empty for the secretariat.</param>
public sealed record Grant(string PlanId, Role Role, string Id)
{
    /// <summary>How the audit log names whoever acts in this role; ids only.</summary>
    /// <param name="person">The person's id, or empty for an office's shared address.</param>
    public string ActorName(string person)
    {
        var role = Role switch
        {
            Role.Department => $"department:{Id}",
            Role.Member => $"member:{Id}",
            _ => "secretariat",
        };
        return person.Length == 0 ? role : $"{role}/{person}";
    }
}
