using GyoseiFlow.App.Access;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

public sealed class SecretariatBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Board = "/secretariat/cycles/town-2024";

    private Town _town = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(port: 0);
        await _town.OpenAsync();
        await _town.SubmitAsync("2");
    }

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, false)]
    public async Task Accept_FromTheBoard_Accepts(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);

        await tab.GetByRole(AriaRole.Link, new() { Name = "令和6年度" }).First.ClickAsync();
        await tab.GetByRole(AriaRole.Link, new() { Name = "No.2 ふるさと納税" }).ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "受理する" }).ClickAsync();

        await Assertions.Expect(tab.GetByText("受理しました。")).ToBeVisibleAsync();
        Assert.Equal(SheetState.Accepted, (await _town.SheetAsync("2")).State);
        await LookAsync(tab, "secretariat-accepted", withScripts);
    }

    [BrowserTheory]
    [InlineData(1280, false)]
    [InlineData(320, true)]
    public async Task Return_WithoutReasonThenWith_Returns(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);
        await tab.GotoAsync($"{Board}/sheets/2");

        await tab.GetByLabel("新しい期限").FillAsync("2025-05-12");
        await tab.GetByRole(AriaRole.Button, new() { Name = "差し戻す" }).ClickAsync();
        await Assertions.Expect(tab.GetByRole(AriaRole.Alert)).ToContainTextAsync("差戻しには理由が必要です");
        Assert.Equal("2025-05-12", await tab.GetByLabel("新しい期限").InputValueAsync());
        await LookAsync(tab, "secretariat-return-error", withScripts);
        await tab.GetByLabel("差戻しの理由").FillAsync("成果を書いてください");
        await tab.GetByRole(AriaRole.Button, new() { Name = "差し戻す" }).ClickAsync();

        await Assertions.Expect(tab.GetByText("差し戻しました。")).ToBeVisibleAsync();
        Assert.Equal(("成果を書いてください", new DateOnly(2025, 5, 12)), ((await _town.SheetAsync("2")).ReturnReason, (await _town.SheetAsync("2")).Due));
    }

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(320, false)]
    public async Task ExtendMany_Previewed_DoesIt(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);
        await tab.GotoAsync(Board);

        await tab.GetByLabel("No.1 広告料を選ぶ").CheckAsync();
        await tab.GetByLabel("No.3 橋の点検を選ぶ").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "期限延長…" }).ClickAsync();
        await LookAsync(tab, "secretariat-extend-ask", withScripts);
        await tab.GetByLabel("新しい期限").FillAsync("2025-05-09");
        await tab.GetByRole(AriaRole.Button, new() { Name = "対象と理由の入力へ進む" }).ClickAsync();
        await LookAsync(tab, "secretariat-extend-preview", withScripts);
        // Away to a sheet and back: the preview is a page like any other.
        await tab.GetByRole(AriaRole.Link, new() { Name = "No.1 広告料" }).First.ClickAsync();
        await tab.GoBackAsync();
        await tab.GetByLabel("期限延長の理由").FillAsync("大雪のため");
        await tab.GetByRole(AriaRole.Button, new() { Name = "2件を延長する" }).ClickAsync();

        await Assertions.Expect(tab.GetByText("2件を処理しました。")).ToBeVisibleAsync();
        await LookAsync(tab, "secretariat-extend-done", withScripts);
        Assert.Equal(new DateOnly(2025, 5, 9), (await _town.SheetAsync("3")).Due);
    }

    [BrowserTheory]
    [InlineData("取下げ…", "取下げの理由", "1件を取り下げる", "withdraw", SheetState.Withdrawn, 1280, true)]
    [InlineData("打切り…", "打切りの理由", "1件を未提出として打ち切る", "close", SheetState.Missing, 320, true)]
    [InlineData("打切り…", "打切りの理由", "1件を未提出として打ち切る", "close", SheetState.Missing, 1280, false)]
    public async Task SettleMany_WithAReason_Settles(
        string start, string reason, string confirm, string picture, SheetState state, int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);
        await tab.GotoAsync(Board);

        await tab.GetByLabel("No.1 広告料を選ぶ").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = start }).ClickAsync();
        await LookAsync(tab, $"secretariat-{picture}-preview", withScripts);
        await tab.GetByLabel(reason).FillAsync("別の取組にまとめるため");
        await tab.GetByRole(AriaRole.Button, new() { Name = confirm }).ClickAsync();

        await Assertions.Expect(tab.GetByText("1件を処理しました。")).ToBeVisibleAsync();
        await LookAsync(tab, $"secretariat-{picture}-done", withScripts);
        Assert.Equal(state, (await _town.SheetAsync("1")).State);
        Assert.Contains(await _town.AuditAsync(), e => e is { Subject: "sheet-1", Note: "別の取組にまとめるため" });
    }

    [BrowserTheory]
    [InlineData(320, true)]
    [InlineData(1280, false)]
    public async Task RemindMany_Confirmed_Mails(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);
        await tab.GotoAsync(Board);

        await tab.GetByLabel("No.1 広告料を選ぶ").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "督促…" }).ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "1件を督促する" }).ClickAsync();
        await Assertions.Expect(tab.GetByText("1件を処理しました。")).ToBeVisibleAsync();
        await _town.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Contains("督促 No.1 広告料", _town.LeftFor(SmallPlan.Zaisei));
    }

    [BrowserFact]
    public async Task Board_SomebodySubmits_IsUpdatedInPlaceAndSaid()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);
        await tab.Context.Clock.InstallAsync();
        await tab.GotoAsync(Board);
        await tab.GetByLabel("No.3 橋の点検を選ぶ").CheckAsync();
        await tab.GetByLabel("No.1 広告料を選ぶ").FocusAsync();

        await _town.SubmitAsync("1");
        await tab.Context.Clock.FastForwardAsync(16_000);

        await Assertions.Expect(tab.Locator("#live-said")).ToContainTextAsync("No.1 広告料が「提出済み」になりました。");
        await Assertions.Expect(tab.Locator("#row-1 .mark").First).ToHaveTextAsync("提出済み");
        await Assertions.Expect(tab.Locator(".numbers li").Nth(2)).ToContainTextAsync("2");
        await Assertions.Expect(tab.GetByLabel("No.3 橋の点検を選ぶ")).ToBeCheckedAsync();
        await Assertions.Expect(tab.GetByLabel("No.1 広告料を選ぶ")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Board_RowNoLongerFits_GoesUnlessItIsChosen()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);
        await tab.Context.Clock.InstallAsync();
        await tab.GotoAsync($"{Board}?state=NotStarted");
        await tab.GetByLabel("No.3 橋の点検を選ぶ").CheckAsync();

        await _town.SubmitAsync("1");
        await _town.SubmitAsync("3");
        await tab.Context.Clock.FastForwardAsync(16_000);

        await Assertions.Expect(tab.Locator("#row-1")).ToHaveCountAsync(0);
        await Assertions.Expect(tab.GetByLabel("No.3 橋の点検を選ぶ")).ToBeCheckedAsync();
    }

    [BrowserFact]
    public async Task Board_SessionIsOver_SaysSoAndStops()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);
        await tab.Context.Clock.InstallAsync();
        await tab.GotoAsync(Board);
        await tab.Context.ClearCookiesAsync();

        await tab.Context.Clock.FastForwardAsync(16_000);

        await Assertions.Expect(tab.Locator("#live-said")).ToContainTextAsync("自動更新を止めました");
    }

    [BrowserFact]
    public async Task ChooseAll_WithScripts_ChecksAndUnchecks()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);
        await tab.GotoAsync(Board);

        await tab.GetByText("表示中のすべてを選ぶ").ClickAsync();
        await Assertions.Expect(tab.Locator("#chosen")).ToHaveTextAsync("（3件）");
        await tab.GetByText("選択をすべて外す").ClickAsync();

        await Assertions.Expect(tab.Locator("#chosen")).ToHaveTextAsync("（0件）");
    }

    /// <summary>A link from the errors leaves the label and what is wrong in sight; Enter in a box opens no act.</summary>
    [BrowserFact]
    public async Task Keyboard_OnAPhone_SeesTheLabelAndOpensNothing()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, 320);
        await tab.GotoAsync($"{Board}/sheets/2");
        await tab.ClickAsync("button:has-text('差し戻す')");
        await tab.ClickAsync(".notice.fault a");
        await Assertions.Expect(tab.Locator("label[for=return-reason]")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(tab.Locator("#return-reason-error")).ToBeInViewportAsync(new() { Ratio = 1 });

        await tab.GotoAsync($"{Board}?state=Submitted");
        await tab.CheckAsync("#box-2");
        await tab.PressAsync("#box-2", "Enter");
        await tab.WaitForURLAsync("**measure=2**");
        Assert.Equal($"{Board}?state=Submitted&measure=2#sheets-title", new Uri(tab.Url).PathAndQuery + new Uri(tab.Url).Fragment);
        await Assertions.Expect(tab.Locator("#box-2")).ToBeCheckedAsync();
    }

    [BrowserFact]
    public async Task EachPage_HoldsUp()
    {
        await _town.Sheets.ReturnAsync(Town.CycleId, "2", 1, "成果を書いてください", SmallPlan.Due, _town.Act(), _town.Client, Town.None);
        await _town.SubmitAsync("2", answers: SmallPlan.Answers("成果は三つある", progress: 2));
        await _town.Get<ExtensionDesk>().RequestAsync(
            Town.CycleId, "3", SmallPlan.Due.AddDays(3), "集計が間に合わないため", _town.Act("department:zaisei"), _town.Client, Town.None);
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);
        await _town.Get<PeopleDesk>().AddAsync(
            "town", new PersonTyped("佐藤", "sato@town.example.jp", IsSecretariat: false, ["zaisei"], ""), _town.Act("secretariat"), Town.None);
        await _town.Get<ContactDesk>().ChangeAsync("town", "zaisei", "zaisei2@town.example.jp", "", _town.Act("secretariat"), Town.None);
        var person = (await _town.Get<PeopleDesk>().OfPlanAsync("town", Town.None)).Single().Id;
        (string Path, string Name)[] pages =
        [
            ("/secretariat", "cycles"), (Board, "board"), ($"{Board}?q=zzz&state=99", "board-empty"), ($"{Board}/sheets/2", "sheet"), ($"{Board}/sheets/3", "sheet-awaited"),
            ($"{Board}/many?act=accept&measure=2&measure=3", "accept-preview"), ($"{Board}/close", "close"), ($"{Board}/figures", "figures"),
            ($"{Board}/calendar", "calendar"), ($"{Board}/mails", "mails"), ($"{Board}/audit", "audit"), ("/secretariat/plans/town/people", "people"),
            ("/secretariat/plans/town/departments/zaisei", "contact"), ("/secretariat/plans/town/log", "plan-log"), ($"/secretariat/plans/town/people/{person}", "person"),
            ($"{Board}/mails/sheet-3/Task/opened", "mail"),
        ];

        foreach (var (path, name) in pages)
        {
            await tab.GotoAsync(path);
            await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            await Chromium.LookAtEveryWidthAsync(tab, $"secretariat-{name}");
        }
    }

    /// <summary>The pages that ask: about a holiday, before closing early, and what they show when it is done.</summary>
    [BrowserFact]
    public async Task Questions_HoldUp()
    {
        await _town.AcceptAsync("2");
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);
        await tab.GotoAsync($"{Board}/sheets/3");
        await tab.FillAsync("#extend-due", "2025-05-04");
        await tab.FillAsync("#extend-reason", "大雪のため");
        await tab.ClickAsync("[data-act=extend] button:has-text('期限を延長する')");
        await Chromium.LookAtEveryWidthAsync(tab, "secretariat-sheet-question");
        await tab.GotoAsync($"{Board}/many?act=extend&measure=1&measure=3");
        await tab.FillAsync("#due", "2025-05-24");
        await tab.ClickAsync("#ask button:has-text('対象と理由の入力へ進む')");
        await Chromium.LookAtEveryWidthAsync(tab, "secretariat-many-question");
        await tab.ClickAsync("button:has-text('令和7年5月24日(土)のままにする')");
        await Chromium.LookAtEveryWidthAsync(tab, "secretariat-many-insisted");
        await tab.GotoAsync($"{Board}/close");
        await tab.ClickAsync("#confirm button");
        await Chromium.LookAtEveryWidthAsync(tab, "secretariat-close-faulty");
        await tab.FillAsync("#reason", "審議会の日程のため");
        await tab.ClickAsync("#confirm button");
        await Chromium.LookAtEveryWidthAsync(tab, "secretariat-close-early");
        await tab.CheckAsync("#early");
        await tab.ClickAsync("#confirm button");
        await tab.GotoAsync(Board);
        await Chromium.LookAtEveryWidthAsync(tab, "secretariat-board-closed");
    }

    // axe is a script itself.
    private static Task LookAsync(IPage tab, string name, bool withScripts) => withScripts ? Chromium.LookAsync(tab, name) : Task.CompletedTask;
}
