using System.Collections.Immutable;

namespace GyoseiFlow.App.Access;

/// <summary>Who is signed in.</summary>
/// <param name="Person">The person's id; empty for an office's shared address.</param>
/// <param name="Name">What the pages call them.</param>
/// <param name="Grants">What they may be, in which plans.</param>
public sealed record Visitor(string Person, string Name, ImmutableArray<Grant> Grants)
{
    /// <summary>The plans in which the visitor has a role, in the order of their ids.</summary>
    public IEnumerable<string> PlansAs(Role role) =>
        Grants.Where(g => g.Role == role).Select(g => g.PlanId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Whether the visitor has the role in any plan.</summary>
    public bool IsAny(Role role) => Grants.Any(g => g.Role == role);

    /// <summary>The grants of a role in a plan; several where one person answers for two departments.</summary>
    public ImmutableArray<Grant> In(string planId, Role role) => [.. Grants.Where(g => g.PlanId == planId && g.Role == role)];
}
