using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.App.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.App.Access;

/// <summary>
/// Who is signed in where the city's Entra ID stands in front (App Service authentication): the platform checks the person
/// and passes the claims in a header, which it removes from what comes from outside. Only with the setting SignIn=Entra;
/// without that platform anybody could write the header.
/// </summary>
public sealed class EntraVisitors(Accounts accounts, PlanLibrary plans, IConfiguration settings)
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const string SecretariatRole = "GyoseiFlow.Secretariat";

    private static readonly string[] AddressClaims =
        ["preferred_username", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "email", "emails"];

    /// <summary>Whether the platform settles who somebody is.</summary>
    public bool IsOn => string.Equals(settings["SignIn"], "Entra", StringComparison.OrdinalIgnoreCase);

    /// <summary>The visitor, or null when the header is missing, unreadable, or of nobody that the review knows.</summary>
    public async Task<Visitor?> FindAsync(HttpContext http, CancellationToken cancellation)
    {
        if (Read(http.Request.Headers[Header]) is not { } principal
            || AddressClaims.Select(principal.ValueOf).FirstOrDefault(v => v is not null) is not { } address)
        {
            return null;
        }

        var known = await accounts.FindAsync(address, cancellation);
        if (!principal.Has(principal.RoleType, SecretariatRole))
        {
            return known;
        }

        var latest = await plans.LatestAsync(cancellation);
        ImmutableArray<Grant> asSecretariat = [.. latest.Select(plan => new Grant(plan.Id, Role.Secretariat, ""))];
        var visitor = known ?? new Visitor(Accounts.HashOf(address)[..12], principal.ValueOf("name") ?? "事務局", []);
        return visitor with { Grants = [.. visitor.Grants.Union(asSecretariat)] };
    }

    private static Principal? Read(string? header)
    {
        try
        {
            return string.IsNullOrEmpty(header)
                ? null
                : JsonSerializer.Deserialize<PrincipalJson>(Convert.FromBase64String(header), JsonSerializerOptions.Web)?.Read();
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Principal(string RoleType, ImmutableArray<(string Type, string Value)> Claims)
    {
        public string? ValueOf(string type) =>
            Claims.Where(c => c.Type == type).Select(c => c.Value).FirstOrDefault(value => value.Length > 0);

        public bool Has(string type, string value) => Claims.Contains((type, value));
    }

    private sealed record PrincipalJson(
        [property: System.Text.Json.Serialization.JsonPropertyName("role_typ")] string? RoleType,
        [property: System.Text.Json.Serialization.JsonPropertyName("claims")] ClaimJson[]? Claims)
    {
        public Principal Read() => new(
            RoleType ?? "roles",
            [.. (Claims ?? []).Where(c => c.Type is not null && c.Value is not null).Select(c => (c.Type!, c.Value!))]);
    }

    private sealed record ClaimJson(
        [property: System.Text.Json.Serialization.JsonPropertyName("typ")] string? Type,
        [property: System.Text.Json.Serialization.JsonPropertyName("val")] string? Value);
}
