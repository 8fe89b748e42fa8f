using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.App.Access;

/// <summary>A person whom the secretariat added: signs in with an address of their own, beside the offices' shared ones.</summary>
/// <param name="Id">Never given twice; it is what the audit log says.</param>
/// <param name="Name">As the pages show it to colleagues.</param>
/// <param name="Mail">Where the sign-in code goes.</param>
/// <param name="Grants">What they may be.</param>
/// <param name="LeftOn">The first day on which they can't sign in any more (異動・退職), or null.</param>
public sealed record Person(string Id, string Name, string Mail, ImmutableArray<Grant> Grants, DateOnly? LeftOn)
{
    /// <summary>Whether the person can still sign in.</summary>
    public bool IsHere(DateTimeOffset now) => LeftOn is null || JapanTime.DateOf(now) < LeftOn;
}
