using System.Net;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

public sealed class PeoplePageTests : IAsyncLifetime
{
    private const string Path = "/secretariat/plans/town/people";
    private const string Mail = "sato@town.example.jp";

    private Town _town = null!;
    private PageClient _client = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(port: 0);
        await _town.OpenAsync();
        _client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _town.DisposeAsync();
    }

    /// <summary>Reached from a year, the page leads back to it; an address leads nowhere else.</summary>
    [Theory]
    [InlineData("?cycle=town-2024", "/secretariat/cycles/town-2024")]
    [InlineData("?cycle=//example.com", "/secretariat")]
    [InlineData("", "/secretariat")]
    public async Task Get_People_LeadsBackToWhereOneCameFrom(string query, string back)
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync("/secretariat/plans/town/people" + query);

        Assert.Equal(back, page.Document.QuerySelector(".back a")!.GetAttribute("href"));
        var added = await client.SubmitAsync(page, "#add", ("name", "佐藤"), ("mail", Mail), ("secretariat", "1"));
        Assert.Equal(back, (await client.GetAsync(added.Location!)).Document.QuerySelector(".back a")!.GetAttribute("href"));
        Assert.All(page.Document.QuerySelectorAll("main table"), t => Assert.NotNull(t.QuerySelector("caption")));
    }

    [Fact]
    public async Task Post_NewPerson_CanSignInAndTheLogNamesThem()
    {
        var answer = await AddAsync(("secretariat", "1"));
        var list = await _client.GetAsync(answer.Location!);
        using var person = await PageClient.SignedInAsync(_town, Mail);
        await _town.SubmitAsync("2");
        await person.SubmitAsync(await person.GetAsync("/secretariat/cycles/town-2024/sheets/2"), "form[data-form=acts]", ("act", "accept"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains("担当者を追加しました", list.Text, StringComparison.Ordinal);
        var id = (await PeopleAsync()).Single().Id;
        Assert.Contains(await _town.AuditAsync(), e => e.What == "受理" && e.By == $"secretariat/{id}");
    }

    [Fact]
    public async Task Log_SomebodyWhoLeft_KeepsTheirNameOfThen_AndNoAddress()
    {
        await AddAsync(("secretariat", "1"));
        using var person = await PageClient.SignedInAsync(_town, Mail);
        await _town.SubmitAsync("2");
        await person.SubmitAsync(await person.GetAsync("/secretariat/cycles/town-2024/sheets/2"), "form[data-form=acts]", ("act", "accept"));
        var id = (await PeopleAsync()).Single().Id;
        await _town.PassAsync(TimeSpan.FromMinutes(1));
        await _client.SubmitAsync(await _client.GetAsync($"{Path}/{id}"), "#change", ("name", "田中"));
        await _town.PassAsync(TimeSpan.FromMinutes(1));
        await _client.SubmitAsync(await _client.GetAsync($"{Path}/{id}"), "#leave");

        var cycle = await _client.GetAsync($"/secretariat/cycles/town-2024/audit?by=/{id}");
        var plan = await _client.GetAsync("/secretariat/plans/town/log");
        var csv = await _client.GetAsync("/secretariat/plans/town/log/csv");

        Assert.Equal(["事務局 佐藤"], cycle.Document.QuerySelectorAll("td[data-label=操作した人]").Select(c => c.TextContent));
        Assert.Equal(
            ["担当者の異動・退職", "担当者の変更", "担当者の追加"],
            plan.Document.QuerySelectorAll("td[data-label=操作]").Select(c => c.TextContent));
        Assert.Contains("佐藤 → 田中", plan.Text, StringComparison.Ordinal);
        Assert.Contains("担当者の追加,佐藤,,役割,,事務局,", csv.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Mail, plan.Body + csv.Body + cycle.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfAnotherPlan_IsForbidden() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.GetAsync("/secretariat/plans/other/log")).Status);

    [Fact]
    public async Task Contact_Changed_SignsOutTheOldAddress_AndCanBeReset()
    {
        using var office = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        await _town.PassAsync(TimeSpan.FromMinutes(1));
        var page = await _client.GetAsync("/secretariat/plans/town/departments/zaisei");

        var wrong = await _client.SubmitAsync(page, "#change", ("mail", "zaisei"), ("head", "kacho@town.example.jp"));
        var answer = await _client.SubmitAsync(wrong, "#change", ("mail", "zaisei2@town.example.jp"));
        var list = await _client.GetAsync(answer.Location!);
        var changed = await _client.GetAsync("/secretariat/plans/town/departments/zaisei");
        var reset = await _client.SubmitAsync(changed, "#reset");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "kacho@town.example.jp"), (wrong.Status, wrong.Document.GetElementById("head")!.GetAttribute("value")));
        Assert.Contains("部署の宛先を変更しました", list.Text, StringComparison.Ordinal);
        Assert.Contains("zaisei2@town.example.jp", list.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await office.GetAsync("/tasks")).Location, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#reset"));
        Assert.EndsWith("done=contact-reset", reset.Location, StringComparison.Ordinal);
        Assert.Contains(SmallPlan.Zaisei, (await _client.GetAsync(reset.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SameAgain_IsOnce()
    {
        var page = await _client.GetAsync(Path);

        var first = await _client.SubmitAsync(page, "#add", ("name", "佐藤"), ("mail", Mail), ("department", "zaisei"));
        var second = await _client.SubmitAsync(page, "#add", ("name", "佐藤"), ("mail", Mail), ("department", "zaisei"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.Status, second.Status));
        Assert.Single(await PeopleAsync());
    }

    [Theory]
    [InlineData("", Mail, "name")]
    [InlineData("佐藤", "sato", "mail")]
    [InlineData("佐藤", "sato@town.example.jp, other@town.example.jp", "mail")]
    [InlineData("佐藤", SmallPlan.Zaisei, "mail")]
    [InlineData("佐藤", SmallPlan.Secretariat, "mail")]
    public async Task Post_SomethingWrong_KeepsEverythingTyped(string name, string mail, string field)
    {
        var answer = await _client.SubmitAsync(await _client.GetAsync(Path), "#add", ("name", name), ("mail", mail), ("department", "zaisei"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("true", answer.Document.GetElementById(field)!.GetAttribute("aria-invalid"));
        Assert.Equal((name, mail), (answer.Document.GetElementById("name")!.GetAttribute("value"), answer.Document.GetElementById("mail")!.GetAttribute("value")));
        Assert.NotNull(answer.Document.QuerySelector("#department-zaisei[checked]"));
        Assert.Empty(await PeopleAsync());
    }

    [Fact]
    public async Task Post_EverythingMissing_IsSaidAtOnce()
    {
        var answer = await _client.SubmitAsync(await _client.GetAsync(Path), "#add", ("name", ""), ("mail", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["#name", "#mail", "#secretariat"], answer.Document.QuerySelectorAll("[aria-labelledby=errors-title] a").Select(a => a.GetAttribute("href")));
        Assert.All(["name-error", "mail-error", "secretariat-error"], id => Assert.NotNull(answer.Document.GetElementById(id)));
    }

    [Fact]
    public async Task Post_NoRoleOrAnAddressInUse_IsRefused()
    {
        await AddAsync(("department", "zaisei"));

        var none = await _client.SubmitAsync(await _client.GetAsync(Path), "#add", ("name", "鈴木"), ("mail", "suzuki@town.example.jp"));
        var taken = await AddAsync(("department", "kikaku"));

        Assert.Contains("役割が選ばれていません", none.Text, StringComparison.Ordinal);
        Assert.Contains("すでに登録されています", taken.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Leave_EndsTheSessionAtOnceAndTheOfficeRemains()
    {
        await AddAsync(("secretariat", "1"));
        using var person = await PageClient.SignedInAsync(_town, Mail);
        var id = (await PeopleAsync()).Single().Id;
        await _town.PassAsync(TimeSpan.FromMinutes(1));

        await person.SubmitAsync(await person.GetAsync($"{Path}/{id}"), "#leave");

        Assert.StartsWith("/sign-in", (await person.GetAsync("/secretariat")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/secretariat")).Status);
        Assert.Empty(await PeopleAsync());
        Assert.Null(await _town.Get<Accounts>().FindAsync(Mail, Town.None));
    }

    [Fact]
    public async Task Post_Change_MovesTheAddressAndTheRoles()
    {
        await AddAsync(("department", "zaisei"));
        using var person = await PageClient.SignedInAsync(_town, Mail);
        var id = (await PeopleAsync()).Single().Id;
        await _town.PassAsync(TimeSpan.FromMinutes(1));

        await _client.SubmitAsync(
            await _client.GetAsync($"{Path}/{id}"), "#change", ("mail", "sato2@town.example.jp"), ("secretariat", "1"), ("department", "kikaku"));

        Assert.StartsWith("/sign-in", (await person.GetAsync("/")).Location, StringComparison.Ordinal);
        Assert.Null(await _town.Get<Accounts>().FindAsync(Mail, Town.None));
        var now = (await _town.Get<Accounts>().FindAsync("sato2@town.example.jp", Town.None))!;
        Assert.Equal(id, now.Person);
        Assert.Equal([new Grant("town", Role.Secretariat, ""), new Grant("town", Role.Department, "kikaku")], now.Grants.AsEnumerable());
    }

    [Fact]
    public async Task Log_OfPeople_HasNoAddress()
    {
        await AddAsync(("department", "zaisei"));

        var entries = await _town.ListAsync<AuditEntry>(RecordKeys.AuditPrefix, RecordKeys.People);

        Assert.Single(entries, e => e.What == "担当者の追加" && e.By == "secretariat");
        Assert.DoesNotContain(entries, e => $"{e.Subject}{e.Before}{e.After}".Contains("sato@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_UnknownPerson_IsMissing() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{Path}/p0")).Status);

    [Fact]
    public async Task Get_List_ShowsTheDepartmentsOfThePlanFile()
    {
        var page = await _client.GetAsync(Path);

        Assert.Contains("計画ファイル（第1版）のとおりです。", page.Text, StringComparison.Ordinal);
        Assert.Contains(SmallPlan.ZaiseiHead, page.Text, StringComparison.Ordinal);
    }

    private async Task<PageAnswer> AddAsync(params (string, string)[] roles) =>
        await _client.SubmitAsync(await _client.GetAsync(Path), "#add", [("name", "佐藤"), ("mail", Mail), .. roles]);

    private async Task<IReadOnlyList<Person>> PeopleAsync() => await _town.Get<PeopleDesk>().OfPlanAsync("town", Town.None);
}
