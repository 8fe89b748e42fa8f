using GyoseiFlow.App.Tests.Towns;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Access;

public sealed class SignInBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await Town.CreateAsync(port: 0);

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [BrowserFact]
    public async Task SignIn_EachPage_HoldsUp()
    {
        var tab = await chromium.OpenAsync(_town);
        await tab.GotoAsync("/");
        await Chromium.LookAtEveryWidthAsync(tab, "sign-in");

        await tab.GetByLabel("メールアドレス").FillAsync("財政課");
        await tab.GetByRole(AriaRole.Button, new() { Name = "コードを送る" }).ClickAsync();
        await Chromium.LookAtEveryWidthAsync(tab, "sign-in-error");

        await tab.GetByLabel("メールアドレス").FillAsync(SmallPlan.Zaisei);
        await tab.GetByRole(AriaRole.Button, new() { Name = "コードを送る" }).ClickAsync();
        await Chromium.LookAtEveryWidthAsync(tab, "sign-in-code");

        await tab.GetByLabel("コード（8桁の数字）").FillAsync("00000000");
        await tab.GetByRole(AriaRole.Button, new() { Name = "サインイン" }).ClickAsync();
        await Chromium.LookAtEveryWidthAsync(tab, "sign-in-code-error");
        await tab.GotoAsync("/no/such/page");
        await Chromium.LookAtEveryWidthAsync(tab, "missing");
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_WithAndWithoutScripts_GetsIn(bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei, withScripts: withScripts);

        Assert.EndsWith("/tasks", tab.Url, StringComparison.Ordinal);
    }
}
