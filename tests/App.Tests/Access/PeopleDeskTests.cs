using GyoseiFlow.App.Access;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Tests.Access;

public sealed class PeopleDeskTests : IAsyncLifetime
{
    private static readonly PersonTyped Sato = new("佐藤", "Sato@Town.example.jp ", IsSecretariat: false, ["zaisei"], "");

    private Town _town = null!;

    private PeopleDesk Desk => _town.Get<PeopleDesk>();

    public async Task InitializeAsync() => _town = await Town.CreateAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Add_Address_IsComparedWithoutCaseOrWidth()
    {
        await Desk.AddAsync("town", Sato, _town.Act(), Town.None);

        Assert.NotNull(await _town.Get<Accounts>().FindAsync("ＳＡＴＯ@town.example.jp", Town.None));
        await RefusedAsync<AddressMustBeFree>(Sato with { Mail = "sato@town.example.jp" });
    }

    [Fact]
    public async Task Add_UnknownDepartmentOrMember_IsRefused()
    {
        await RefusedAsync<RoleMustBeInPlan>(Sato with { Departments = ["nobody"] });
        await RefusedAsync<RoleMustBeInPlan>(Sato with { Member = "m9" });
    }

    [Theory]
    [InlineData(SmallPlan.Zaisei)]
    [InlineData(SmallPlan.ZaiseiHead)]
    [InlineData(SmallPlan.Secretariat)]
    [InlineData(SmallPlan.Member)]
    public Task Add_AnOfficesAddress_IsRefused(string mail) => RefusedAsync<AddressMustNotBeAnOffices>(Sato with { Mail = mail });

    [Theory]
    [InlineData("")]
    [InlineData("sato")]
    [InlineData("@town.example.jp")]
    [InlineData("a@b@c")]
    [InlineData("a b@example.jp")]
    [InlineData("佐藤@example.jp")]
    [InlineData("a@example.jp\nBcc: x@example.jp")]
    public Task Add_NoAddress_IsRefused(string mail) => RefusedAsync<PersonMustHaveAddress>(Sato with { Mail = mail });

    [Fact]
    public Task Add_LongName_IsRefused() => RefusedAsync<PersonNameMustNotBeTooLong>(Sato with { Name = new string('長', 51) });

    [Fact]
    public Task Add_NoName_IsRefused() => RefusedAsync<PersonMustHaveName>(Sato with { Name = " 　" });

    [Fact]
    public Task Add_NoRole_IsRefused() => RefusedAsync<PersonMustHaveRole>(Sato with { Departments = [] });

    [Fact]
    public Task Add_NoSuchPlan_IsRefused() =>
        Assert.ThrowsAsync<RecordMissingException>(() => Desk.AddAsync("nowhere", Sato, _town.Act(), Town.None));

    [Fact]
    public async Task Add_SomebodyWhoLeft_IsSomebodyNew()
    {
        await Desk.AddAsync("town", Sato, _town.Act(), Town.None);
        var former = Assert.Single(await Desk.OfPlanAsync("town", Town.None));
        await Desk.LeaveAsync("town", former.Id, _town.Act(), Town.None);

        await Desk.AddAsync("town", Sato, _town.Act(), Town.None);

        Assert.NotEqual(former.Id, Assert.Single(await Desk.OfPlanAsync("town", Town.None)).Id);
    }

    [Fact]
    public async Task Leave_OneOfTwoPlans_StaysInTheOther()
    {
        await _town.Get<PlanLibrary>().ImportAsync(SmallPlan.Yaml.Replace("id: town", "id: other", StringComparison.Ordinal), Town.None);
        await Desk.AddAsync("town", Sato, _town.Act(), Town.None);
        await Desk.AddAsync("other", Sato with { Name = "別の名", Departments = ["kikaku"] }, _town.Act(), Town.None);
        var both = Assert.Single(await Desk.OfPlanAsync("other", Town.None));

        await Desk.LeaveAsync("town", both.Id, _town.Act(), Town.None);

        Assert.Equal(("佐藤", 2), (both.Name, both.Grants.Length));
        Assert.Empty(await Desk.OfPlanAsync("town", Town.None));
        Assert.Equal([new Grant("other", Role.Department, "kikaku")], Assert.Single(await Desk.OfPlanAsync("other", Town.None)).Grants.AsEnumerable());
    }

    [Fact]
    public async Task Change_AnotherPlansPerson_IsRefused()
    {
        await _town.Get<PlanLibrary>().ImportAsync(SmallPlan.Yaml.Replace("id: town", "id: other", StringComparison.Ordinal), Town.None);
        await Desk.AddAsync("town", Sato, _town.Act(), Town.None);
        var id = Assert.Single(await Desk.OfPlanAsync("town", Town.None)).Id;

        var change = await Assert.ThrowsAsync<RuleBrokenException>(() => Desk.ChangeAsync("other", id, Sato, _town.Act(), Town.None));
        var leave = await Assert.ThrowsAsync<RuleBrokenException>(() => Desk.LeaveAsync("other", id, _town.Act(), Town.None));

        Assert.All([change, leave], refused => Assert.IsType<PersonMustBeRegistered>(refused.Rule));
    }

    [Fact]
    public async Task Change_ToAnAddressInUse_IsRefused()
    {
        await Desk.AddAsync("town", Sato, _town.Act(), Town.None);
        await Desk.AddAsync("town", Sato with { Mail = "suzuki@town.example.jp" }, _town.Act(), Town.None);
        var id = (await Desk.OfPlanAsync("town", Town.None)).First(p => p.Mail.StartsWith("suzuki", StringComparison.Ordinal)).Id;

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => Desk.ChangeAsync("town", id, Sato, _town.Act(), Town.None));

        Assert.IsType<AddressMustBeFree>(refused.Rule);
    }

    private async Task RefusedAsync<TRule>(PersonTyped typed)
        where TRule : BrokenRule
    {
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => Desk.AddAsync("town", typed, _town.Act(), Town.None));
        Assert.IsType<TRule>(refused.Rule);
    }
}
