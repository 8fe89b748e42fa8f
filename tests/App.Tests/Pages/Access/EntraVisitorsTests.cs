using System.Net;
using System.Text;
using System.Text.Json;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.App.Tests.Pages.Access;

/// <summary>The platform's header says who somebody is, and only where the setting says that there is a platform.</summary>
public sealed class EntraVisitorsTests : IAsyncLifetime
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await Town.CreateAsync(port: 0);

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Find_AddressOfADepartment_IsTheDepartment()
    {
        var visitor = await FindAsync(Principal(("preferred_username", "ZAISEI@town.example.jp")));

        Assert.Equal([new Grant("town", Role.Department, "zaisei")], visitor!.Grants.AsEnumerable());
    }

    [Fact]
    public async Task Find_SecretariatsAppRole_OpensEveryPlanToAPersonOfNoOffice()
    {
        var visitor = await FindAsync(Principal(("preferred_username", "someone@town.example.jp"), ("name", "担当者"), ("roles", "GyoseiFlow.Secretariat")));

        Assert.Equal([new Grant("town", Role.Secretariat, "")], visitor!.Grants.AsEnumerable());
        Assert.DoesNotContain("@", visitor.Grants[0].ActorName(visitor.Person), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_StrangerWithAnotherRole_IsNobody() =>
        Assert.Null(await FindAsync(Principal(("preferred_username", "someone@town.example.jp"), ("roles", "Other.Role"))));

    /// <summary>The claims of tokens of version 2 and 1, and the platform's long names for them; roles under whatever type.</summary>
    [Theory]
    [InlineData("preferred_username", "roles")]
    [InlineData("upn", "roles")]
    [InlineData("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role")]
    [InlineData("unique_name", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role")]
    [InlineData("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "roles")]
    [InlineData("email", "custom/role")]
    public async Task Find_EitherVersionOfTokens_IsKnownByAddressAndRole(string address, string role)
    {
        var principal = PrincipalOf("aad", "custom/role", (address, SmallPlan.Zaisei), (role, "GyoseiFlow.Secretariat"));

        Assert.Equal(
            [new Grant("town", Role.Department, "zaisei"), new Grant("town", Role.Secretariat, "")], (await FindAsync(principal))!.Grants.AsEnumerable());
    }

    [Theory]
    [InlineData("GyoseiFlow.Secretariat.town", Role.Secretariat, "")]
    [InlineData("GyoseiFlow.Department.town.kikaku", Role.Department, "kikaku")]
    [InlineData("GyoseiFlow.Member.town.m2", Role.Member, "m2")]
    public async Task Find_RoleOfOnePlan_OpensThatAlone(string role, Role expected, string id)
    {
        await _town.Get<PlanLibrary>().ImportAsync(
            SmallPlan.Yaml.Replace("id: town", "id: other", StringComparison.Ordinal).Replace("@town.", "@other.", StringComparison.Ordinal), Town.None);

        var visitor = await FindAsync(Principal(("oid", "0001"), ("preferred_username", "someone@town.example.jp"), ("roles", role)));

        Assert.Equal([new Grant("town", expected, id)], visitor!.Grants.AsEnumerable());
    }

    [Fact]
    public async Task Find_SecretariatOfEveryPlan_HasThemAll()
    {
        await _town.Get<PlanLibrary>().ImportAsync(
            SmallPlan.Yaml.Replace("id: town", "id: other", StringComparison.Ordinal).Replace("@town.", "@other.", StringComparison.Ordinal), Town.None);

        var visitor = await FindAsync(Principal(("oid", "0001"), ("roles", "GyoseiFlow.Secretariat")));

        Assert.Equal(["other", "town"], visitor!.PlansAs(Role.Secretariat));
    }

    [Theory]
    [InlineData("GyoseiFlow.Secretariat.elsewhere")]
    [InlineData("GyoseiFlow.Department.town.nobody")]
    [InlineData("GyoseiFlow.Department.town")]
    [InlineData("gyoseiflow.secretariat")]
    [InlineData("GyoseiFlow.Secretariat ")]
    [InlineData("GyoseiFlow.")]
    public async Task Find_RoleThatNoPlanHas_OpensNothing(string role) =>
        Assert.Null(await FindAsync(Principal(("oid", "0001"), ("preferred_username", "someone@town.example.jp"), ("roles", role))));

    /// <summary>Whoever is in more groups than a token holds has no groups in it, and all roles.</summary>
    [Fact]
    public async Task Find_TooManyGroups_RolesAreThereAllTheSame()
    {
        var visitor = await FindAsync(Principal(
            ("oid", "0001"), ("hasgroups", "true"), ("_claim_names", "{\"groups\":\"src1\"}"), ("groups", "GyoseiFlow.Department.town.zaisei"),
            ("roles", "GyoseiFlow.Department.town.kikaku")));

        Assert.Equal([new Grant("town", Role.Department, "kikaku")], visitor!.Grants.AsEnumerable());
    }

    /// <summary>A guest's address is another directory's word: it makes a member at most, and a role given here whatever it says.</summary>
    [Theory]
    [InlineData("acct", "1")]
    [InlineData("idp", "live.com")]
    [InlineData("http://schemas.microsoft.com/identity/claims/identityprovider", "https://sts.windows.net/other-tenant/")]
    [InlineData("upn", "x_town.example.jp#EXT#@city.onmicrosoft.com")]
    public async Task Find_Guest_IsAMemberByAddressAndTheRestByRoleOnly(string type, string value)
    {
        (string, string)[] guest = [("tid", "city-tenant"), (type, value)];

        Assert.Null(await FindAsync(Principal([.. guest, ("email", SmallPlan.Zaisei)])));
        Assert.Null(await FindAsync(Principal([.. guest, ("email", SmallPlan.Secretariat)])));
        Assert.Equal(
            [new Grant("town", Role.Member, "m2")], (await FindAsync(Principal([.. guest, ("email", SmallPlan.Member)])))!.Grants.AsEnumerable());
        Assert.Equal(
            [new Grant("town", Role.Department, "kikaku")],
            (await FindAsync(Principal([.. guest, ("email", SmallPlan.Zaisei), ("roles", "GyoseiFlow.Department.town.kikaku")])))!.Grants.AsEnumerable());
    }

    [Fact]
    public async Task Find_NoGuest_WhenTheCitysOwnDirectoryVouches() =>
        Assert.NotNull(await FindAsync(Principal(
            ("tid", "city-tenant"), ("idp", "https://sts.windows.net/city-tenant/"), ("preferred_username", SmallPlan.Zaisei))));

    [Fact]
    public async Task Find_PersonOfNoOffice_IsToldApartByTheDirectorysIdAndNotByTheName()
    {
        var before = await FindAsync(Principal(("oid", "0001"), ("preferred_username", "a@town.example.jp"), ("roles", "GyoseiFlow.Secretariat")));
        var renamed = await FindAsync(Principal(("oid", "0001"), ("preferred_username", "b@town.example.jp"), ("roles", "GyoseiFlow.Secretariat")));
        var another = await FindAsync(Principal(("oid", "0002"), ("preferred_username", "a@town.example.jp"), ("roles", "GyoseiFlow.Secretariat")));

        Assert.Equal(before!.Person, renamed!.Person);
        Assert.NotEqual(before.Person, another!.Person);
    }

    /// <summary>Whoever has an account of another kind (the platform can let in several) says nothing that the city vouches for.</summary>
    [Theory]
    [InlineData("google")]
    [InlineData(null)]
    public async Task Find_AccountOfAnotherKind_IsNobody(string? kind) =>
        Assert.Null(await FindAsync(PrincipalOf(kind, "roles", ("preferred_username", SmallPlan.Zaisei), ("roles", "GyoseiFlow.Secretariat"))));

    /// <summary>SignIn says Entra, and nothing stands in front: the header is anybody's.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("false")]
    public async Task Find_PlatformIsNotThere_IsNobody(string? platform) =>
        Assert.Null(await FindAsync(Principal(("preferred_username", SmallPlan.Secretariat), ("roles", "GyoseiFlow.Secretariat")), platform));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("bnVsbA==")]
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6bnVsbH1dfQ==")]
    [InlineData("eyJhdXRoX3R5cCI6ImFhZCIsImNsYWltcyI6W251bGxdfQ==")]
    [InlineData("eyJhdXRoX3R5cCI6ImFhZCJ9")]
    public async Task Find_UnreadableHeader_IsNobody(string? header) => Assert.Null(await FindAsync(header));

    [Fact]
    public async Task Get_HeaderWithoutThePlatform_OpensNothing()
    {
        using var client = new PageClient(_town);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/secretariat");
        request.Headers.Add(Header, Principal(("preferred_username", SmallPlan.Secretariat), ("roles", "GyoseiFlow.Secretariat")));

        var answer = await client.SendAsync(request);

        Assert.StartsWith("/sign-in", answer.Location, StringComparison.Ordinal);
    }

    /// <summary>The platform leads on to another site, where a form may not go (form-action): a browser would stay without a word.</summary>
    [Fact]
    public async Task SignOut_LeavesByThePage_AndSignInIsThePlatforms()
    {
        await using var town = await Town.CreateAsync(
            services: added => added.AddSingleton(
                services => Entra(services.GetRequiredService<Accounts>(), services.GetRequiredService<PlanLibrary>(), "True")),
            port: 0);
        using var client = new PageClient(town);
        using var start = new HttpRequestMessage(HttpMethod.Get, "/secretariat");
        start.Headers.Add(Header, Principal(("preferred_username", SmallPlan.Secretariat), ("roles", "GyoseiFlow.Secretariat")));
        var form = await client.SendAsync(start);

        var answer = await client.SubmitAsync(form, "form[action='/sign-out']");

        Assert.Equal((HttpStatusCode.OK, "0; url=/.auth/logout"), (answer.Status, answer.Headers["Refresh"]));
        Assert.NotNull(answer.Document.QuerySelector("a[href='/.auth/logout']"));
        Assert.Equal("/.auth/login/aad?post_login_redirect_uri=%2Ftasks", (await client.GetAsync("/sign-in?to=%2Ftasks")).Location);
        Assert.Equal("/.auth/login/aad?post_login_redirect_uri=%2F", (await client.GetAsync("/sign-in?to=%2F%2Fevil.example")).Location);
    }

    private Task<Visitor?> FindAsync(string? header, string? platform = "True")
    {
        var entra = Entra(_town.Get<Accounts>(), _town.Get<PlanLibrary>(), platform);
        Assert.True(entra.IsOn);
        var http = new DefaultHttpContext();
        if (header is not null)
        {
            http.Request.Headers[Header] = header;
        }

        return entra.FindAsync(http, Town.None);
    }

    private static EntraVisitors Entra(Accounts accounts, PlanLibrary plans, string? platform)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["SignIn"] = "Entra", ["WEBSITE_AUTH_ENABLED"] = platform }).Build();
        return new EntraVisitors(accounts, plans, settings, NullLogger<EntraVisitors>.Instance);
    }

    private static string Principal(params (string Type, string Value)[] claims) => PrincipalOf("aad", "roles", claims);

    private static string PrincipalOf(string? kind, string roleType, params (string Type, string Value)[] claims) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new { auth_typ = kind, role_typ = roleType, claims = claims.Select(c => new { typ = c.Type, val = c.Value }) })));
}
