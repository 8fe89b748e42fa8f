using System.Text;
using System.Text.Json;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

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

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("bnVsbA==")]
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6bnVsbH1dfQ==")]
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

    private Task<Visitor?> FindAsync(string? header)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("SignIn", (string?)"Entra")]).Build();
        var entra = new EntraVisitors(_town.Get<Accounts>(), _town.Get<PlanLibrary>(), settings);
        Assert.True(entra.IsOn);
        var http = new DefaultHttpContext();
        if (header is not null)
        {
            http.Request.Headers[Header] = header;
        }

        return entra.FindAsync(http, Town.None);
    }

    private static string Principal(params (string Type, string Value)[] claims) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new { auth_typ = "aad", role_typ = "roles", claims = claims.Select(c => new { typ = c.Type, val = c.Value }) })));
}
