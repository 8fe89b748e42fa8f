using System.Collections.Immutable;
using GyoseiFlow.App.Plans;
using GyoseiFlow.Review.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Access;

/// <summary>
/// Who is signed in where the city's Entra ID stands in front (App Service authentication): the platform checks the person
/// and passes the claims in a header, which it removes from what comes from outside. Only with the setting SignIn=Entra, and only
/// where the platform says that it is there; without it anybody could write the header.
/// </summary>
/// <remarks>
/// What somebody may be follows from the address, as with a mailed code, and from app roles: GyoseiFlow.Secretariat for every plan,
/// GyoseiFlow.Secretariat.PLAN for one, GyoseiFlow.Department.PLAN.DEPARTMENT, GyoseiFlow.Member.PLAN.MEMBER. A guest's address makes
/// nobody more than a member of a committee; for the rest somebody must have given the guest the role.
/// </remarks>
public sealed partial class EntraVisitors(Accounts accounts, PlanLibrary plans, IConfiguration settings, ILogger<EntraVisitors> log)
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const string RolePrefix = "GyoseiFlow.";

    // Set by the platform itself where its authentication is on.
    private const string PlatformSetting = "WEBSITE_AUTH_ENABLED";

    /// <summary>Where the platform signs people out.</summary>
    public const string SignOutPath = "/.auth/logout";

    /// <summary>Where the platform signs people in.</summary>
    /// <param name="to">Where they go then.</param>
    public static string SignInPath(string to) => $"/.auth/login/aad?post_login_redirect_uri={Uri.EscapeDataString(to)}";

    /// <summary>Whether the platform settles who somebody is.</summary>
    public bool IsOn => string.Equals(settings["SignIn"], "Entra", StringComparison.OrdinalIgnoreCase);

    /// <summary>The visitor, or null when the header is missing, unreadable, or of nobody that the review knows.</summary>
    public async Task<Visitor?> FindAsync(HttpContext http, CancellationToken cancellation)
    {
        if (!string.Equals(settings[PlatformSetting], "true", StringComparison.OrdinalIgnoreCase))
        {
            LogNoPlatform();
            return null;
        }

        if (EntraPrincipal.Read(http.Request.Headers[Header]) is not { } principal || (principal.ObjectId ?? principal.Address) is not { } id)
        {
            return null;
        }

        var known = principal.Address is { } address ? await accounts.FindAsync(address, cancellation) : null;
        ImmutableArray<Grant> grants =
        [
            .. (known?.Grants ?? []).Where(g => !principal.IsGuest || g.Role == Role.Member)
                .Union(principal.Roles.Any(r => r.StartsWith(RolePrefix, StringComparison.Ordinal)) ? await OfRolesAsync(principal, cancellation) : []),
        ];
        return grants.IsEmpty ? null
            : known is not null ? known with { Grants = grants }
            : new Visitor(Accounts.HashOf(id)[..12], principal.Name ?? "担当者", grants);
    }

    private async Task<IEnumerable<Grant>> OfRolesAsync(EntraPrincipal principal, CancellationToken cancellation)
    {
        var roles = principal.Roles.ToHashSet(StringComparer.Ordinal);
        return (await plans.LatestAsync(cancellation)).SelectMany(GrantsOf).Where(g => g.Names.Any(roles.Contains)).Select(g => g.Grant);
    }

    // From the plans, so that a role with a name that no plan has opens nothing.
    private static IEnumerable<(Grant Grant, string[] Names)> GrantsOf(Plan plan) =>
    [
        (new Grant(plan.Id, Role.Secretariat, ""), [$"{RolePrefix}Secretariat", $"{RolePrefix}Secretariat.{plan.Id}"]),
        .. plan.Departments.Select(d => (new Grant(plan.Id, Role.Department, d.Id), new[] { $"{RolePrefix}Department.{plan.Id}.{d.Id}" })),
        .. plan.Committee.Members.Select(m => (new Grant(plan.Id, Role.Member, m.Id), new[] { $"{RolePrefix}Member.{plan.Id}.{m.Id}" })),
    ];

    [LoggerMessage(EventName = "NoSignInPlatform", Level = LogLevel.Error, Message = "SignIn is Entra, but App Service authentication is not on here (WEBSITE_AUTH_ENABLED): nobody is signed in.")]
    private partial void LogNoPlatform();
}
