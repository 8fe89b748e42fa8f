using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GyoseiFlow.App.Access;

/// <summary>
/// What the platform's header says of whoever is signed in: claims, under the short names of the tokens or the long ones that the
/// platform and tokens of version 1 use.
/// </summary>
internal sealed class EntraPrincipal
{
    private const string Soap = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    private const string RoleClaim = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    // What an account is called at home comes before where it gets mail.
    private static readonly string[] AddressClaims =
        ["preferred_username", "upn", Soap + "upn", "unique_name", Soap + "emailaddress", "email", "emails"];

    private static readonly string[] GuestAddressClaims = ["email", Soap + "emailaddress", "emails", "preferred_username"];
    private static readonly string[] ObjectClaims = ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];
    private static readonly string[] HomeClaims = ["idp", "http://schemas.microsoft.com/identity/claims/identityprovider"];
    private static readonly string[] TenantClaims = ["tid", "http://schemas.microsoft.com/identity/claims/tenantid"];

    private readonly ImmutableArray<(string Type, string Value)> _claims;
    private readonly string? _roleType;

    private EntraPrincipal(string? roleType, ImmutableArray<(string Type, string Value)> claims)
    {
        _roleType = roleType;
        _claims = claims;
    }

    /// <summary>The account's id in the city's directory, which outlasts its name; null when the header has none.</summary>
    public string? ObjectId => First(ObjectClaims);

    /// <summary>What to call them.</summary>
    public string? Name => First(["name", Soap + "name"]);

    /// <summary>
    /// The address by which the review may know them. The directory's name for a guest (a_example.jp#EXT#@city.onmicrosoft.com) is
    /// nobody's address.
    /// </summary>
    public string? Address => (IsGuest ? GuestAddressClaims : AddressClaims)
        .Select(type => Values(type).FirstOrDefault(IsAddress)).FirstOrDefault(value => value is not null);

    /// <summary>Whether the account is at home elsewhere: said so, or called so, or vouched for by another than the city's directory.</summary>
    public bool IsGuest =>
        Values("acct").Contains("1")
        || _claims.Any(c => c.Value.Contains("#EXT#", StringComparison.OrdinalIgnoreCase))
        || (First(HomeClaims) is { } home && First(TenantClaims) is { } tenant && !home.Contains(tenant, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The app roles, given to a person or to a group. Tokens have them all however many groups somebody is in; groups themselves, which
    /// can be left out of a token, are not asked for.
    /// </summary>
    public IEnumerable<string> Roles => new[] { "roles", RoleClaim, _roleType }.OfType<string>().Distinct(StringComparer.Ordinal).SelectMany(Values);

    /// <summary>Reads the header; null when it is missing, unreadable, or of another kind of account than the city's Entra ID.</summary>
    public static EntraPrincipal? Read(string? header)
    {
        try
        {
            return !string.IsNullOrEmpty(header)
                && JsonSerializer.Deserialize<Json>(Convert.FromBase64String(header), JsonSerializerOptions.Web) is { AuthenticationType: "aad" } json
                    ? new(json.RoleType, [.. (json.Claims ?? []).Where(c => c is { Type: not null, Value: not null }).Select(c => (c!.Type!, c.Value!))])
                    : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }

    private static bool IsAddress(string value) => value.Contains('@', StringComparison.Ordinal) && !value.Contains('#', StringComparison.Ordinal);

    private string? First(IEnumerable<string> types) => types.SelectMany(Values).FirstOrDefault();

    private IEnumerable<string> Values(string type) => _claims.Where(c => c.Type == type && c.Value.Length > 0).Select(c => c.Value);

    private sealed record Json(
        [property: JsonPropertyName("auth_typ")] string? AuthenticationType,
        [property: JsonPropertyName("role_typ")] string? RoleType,
        [property: JsonPropertyName("claims")] ClaimJson?[]? Claims);

    private sealed record ClaimJson(
        [property: JsonPropertyName("typ")] string? Type,
        [property: JsonPropertyName("val")] string? Value);
}
