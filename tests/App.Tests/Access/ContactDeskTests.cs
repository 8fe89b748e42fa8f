using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Tests.Access;

/// <summary>A department's addresses change while the year runs.</summary>
public sealed class ContactDeskTests : IAsyncLifetime
{
    private const string New = "zaisei-new@town.example.jp";

    private Town _town = null!;

    private ContactDesk Desk => _town.Get<ContactDesk>();

    private Accounts Accounts => _town.Get<Accounts>();

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync();
        await _town.OpenAsync();
    }

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Change_InARunningCycle_HoldsForComingMailsAndForSigningIn()
    {
        Assert.NotNull(await Accounts.FindAsync(SmallPlan.Zaisei, Town.None));
        await ChangeAsync(New, "kacho-new@town.example.jp");

        await _town.SubmitAsync("1");
        await _town.AcceptAsync("1");
        await _town.PassAsync(TimeSpan.FromDays(1));

        Assert.NotEmpty(_town.LeftFor(New));
        Assert.Null(await Accounts.FindAsync(SmallPlan.Zaisei, Town.None));
        Assert.Contains(new Grant("town", Role.Department, "zaisei"), (await Accounts.FindAsync("kacho-new@town.example.jp", Town.None))!.Grants);
    }

    [Fact]
    public async Task Change_IsLoggedOnce_WithBeforeAndAfter()
    {
        var act = _town.Act("secretariat");
        await Desk.ChangeAsync("town", "zaisei", New, "", act, Town.None);
        await Desk.ChangeAsync("town", "zaisei", New, "", act, Town.None);

        var log = await _town.Get<AuditReader>().ListOfPlanAsync(await PlanAsync(), new AuditFilter(), 0, 100, Town.None);
        var entry = Assert.Single(log.Entries);
        Assert.Equal(("部署の宛先の変更", "contact-town-zaisei"), (entry.What, entry.Subject));
        Assert.Contains(SmallPlan.Zaisei, entry.Before!, StringComparison.Ordinal);
        Assert.Contains(New, entry.After!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_ThePlanFilesAddressesHoldAgain()
    {
        await ChangeAsync(New, "");
        await Desk.ResetAsync("town", "zaisei", _town.Act("secretariat"), Town.None);

        Assert.Equal((SmallPlan.Zaisei, SmallPlan.ZaiseiHead), ((await PlanAsync()).Department("zaisei").Mail, (await PlanAsync()).Department("zaisei").HeadMail));
        Assert.Null(await Accounts.FindAsync(New, Town.None));
    }

    [Fact]
    public async Task Change_ToSomethingThatCannotBe_IsRefused()
    {
        await _town.Get<PeopleDesk>().AddAsync(
            "town", new PersonTyped("佐藤", "sato@town.example.jp", IsSecretariat: true, [], ""), _town.Act("secretariat"), Town.None);

        Assert.IsType<DepartmentMustKeepAnAddress>(await RuleOfAsync("", ""));
        Assert.IsType<DepartmentMailMustBeAddress>(await RuleOfAsync("zaisei", ""));
        Assert.IsType<HeadMailMustBeAddress>(await RuleOfAsync(New, "kacho"));
        Assert.IsType<AddressMustNotBeAPersons>(await RuleOfAsync("Sato@town.example.jp", ""));
        Assert.Equal(SmallPlan.Zaisei, (await PlanAsync()).Department("zaisei").Mail);
    }

    private Task ChangeAsync(string mail, string head) => Desk.ChangeAsync("town", "zaisei", mail, head, _town.Act("secretariat"), Town.None);

    private async Task<BrokenRule> RuleOfAsync(string mail, string head) =>
        (await Assert.ThrowsAsync<RuleBrokenException>(() => ChangeAsync(mail, head))).Rule;

    private async Task<Plan> PlanAsync() => (await _town.Get<PlanLibrary>().LatestAsync(Town.None)).Single(p => p.Id == "town");
}
