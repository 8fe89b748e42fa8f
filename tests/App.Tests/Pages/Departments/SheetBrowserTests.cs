using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Departments;

public sealed class SheetBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await FullForm.OpenedAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(1280, false)]
    [InlineData(320, false)]
    public async Task Journey_FromTasksToHandedInAgain_GoesWithAndWithoutScripts(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei, width, withScripts);
        await tab.GetByRole(AriaRole.Link, new() { Name = "No.3 橋の点検" }).ClickAsync();
        await FillAsync(tab);
        await tab.GetByRole(AriaRole.Button, new() { Name = "保存して確認へ進む" }).ClickAsync();
        await PressAsync(tab, "提出する");
        await Assertions.Expect(tab.GetByText("次は事務局が内容を確認します")).ToBeVisibleAsync();
        await PressAsync(tab, "提出を取り戻して直す");
        await Assertions.Expect(tab.GetByText("提出を取り戻しました")).ToBeVisibleAsync();
        await _town.PassAsync(TimeSpan.FromMinutes(1));
        await PressAsync(tab, "保存して確認へ進む");
        await PressAsync(tab, "提出する");
        await Assertions.Expect(tab.GetByText("次は事務局が内容を確認します")).ToBeVisibleAsync();

        var sheet = await _town.SheetAsync("3");
        Assert.Equal((SheetState.Submitted, 2), (sheet.State, sheet.Version));
        Assert.Equal(["一つ目", "二つ目"], (await _town.DraftAsync("3")).Of<TableAnswer>("actions")!.Rows.Select(r => r["plan"]));
    }

    [BrowserFact]
    public async Task HandedOverMeanwhile_SaysSoAndHoldsUp()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei);
        await tab.GotoAsync(FullForm.Sheet3);
        await tab.GetByLabel("特記事項").FillAsync("引継ぎの前に書いた");
        await _town.Sheets.HandOverAsync(
            Town.CycleId, "3", ["kikaku"], "担当が替わりました", _town.Act("department:zaisei"), _town.Client, Town.None);

        await PressAsync(tab, "下書きを保存");

        await Assertions.Expect(tab.GetByText("企画課に引き継がれました。")).ToBeVisibleAsync();
        await Assertions.Expect(tab.GetByText("引継ぎの前に書いた")).ToBeVisibleAsync();
        await Chromium.LookAtEveryWidthAsync(tab, "dept-handed-over");
    }

    [BrowserFact]
    public async Task Pages_InEveryState_HoldUp()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei);
        await Chromium.LookAtEveryWidthAsync(tab, "dept-tasks");
        await LookAtAsync(tab, FullForm.Sheet3, "dept-sheet-new");
        await FillAsync(tab);
        await PressAsync(tab, "下書きを保存");
        await Chromium.LookAtEveryWidthAsync(tab, "dept-sheet-saved");
        await tab.GetByLabel("特記事項").FillAsync(new string('長', 1001));
        await tab.GetByRole(AriaRole.Group, new() { Name = "進捗度" }).GetByLabel("1点").CheckAsync();
        await PressAsync(tab, "保存して確認へ進む");
        await Chromium.LookAtEveryWidthAsync(tab, "dept-check-problems");
        await LookAtAsync(tab, FullForm.Sheet3 + "?check=1", "dept-sheet-problems");
        await tab.GetByLabel("特記事項").FillAsync("橋を点検した");
        await PressAsync(tab, "保存して確認へ進む");
        await Chromium.LookAtEveryWidthAsync(tab, "dept-check");
        await PressAsync(tab, "提出する");
        await Chromium.LookAtEveryWidthAsync(tab, "dept-sheet-submitted");
        await LookAtAsync(tab, FullForm.Sheet3 + "/print", "dept-print");
        await LookAtAsync(tab, FullForm.Sheet3 + "/versions/1", "dept-version");
        await ReturnAsync();
        await LookAtAsync(tab, FullForm.Sheet3, "dept-sheet-returned");
        await LookAtAsync(tab, FullForm.Sheet3 + "/extension", "dept-extension");
        await PressAsync(tab, "申請する");
        await Chromium.LookAtEveryWidthAsync(tab, "dept-extension-problem");
        await LookAtAsync(tab, FullForm.Sheet3 + "/hand-over", "dept-hand-over");
        await PressAsync(tab, "引き継ぐ");
        await Chromium.LookAtEveryWidthAsync(tab, "dept-hand-over-problem");
        await LookAtAsync(tab, FullForm.Sheet3 + "/comments", "dept-comments");
        await tab.GetByLabel("新しいコメント").FillAsync("出典は点検調書でよいですか");
        await PressAsync(tab, "書き込む");
        await Chromium.LookAtEveryWidthAsync(tab, "dept-sheet-commented");
        await LookAtAsync(tab, FullForm.Sheet3 + "/comments", "dept-comments-one");
    }

    [BrowserFact]
    public async Task Pages_OfTheYearAfter_HoldUp()
    {
        await _town.PlayYearAsync();
        await _town.UntilAsync(new DateOnly(2026, 4, 1));
        await _town.OpenAsync();
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei);

        await Chromium.LookAtEveryWidthAsync(tab, "dept-tasks-two-years");
        await LookAtAsync(tab, "/sheets/town-2025/3", "dept-sheet-last-year");
        await LookAtAsync(tab, "/feedback/town-2024", "dept-feedback");
        await LookAtAsync(tab, FullForm.Sheet3, "dept-sheet-accepted");
    }

    [BrowserFact]
    public async Task Pages_OfARealPlan_HoldUp()
    {
        var data = DemoData.Read(Path.Combine(Sources.Root, "functions/Local/Plans/tomakomai"));
        await using var town = await Town.CreateAsync(Sources.Read("functions/Local/Plans/tomakomai/plan.yaml"), port: 0);
        await town.Get<PlanLibrary>().ImportPastGradesAsync(data.Plan.Id, data.Past, Town.None);
        await town.OpenAsync();
        var tab = await chromium.SignInAsync(town, "ict-suishin@example.jp");

        await Chromium.LookAtEveryWidthAsync(tab, "dept-real-tasks");
        await tab.Locator("tbody th a").First.ClickAsync();
        await Chromium.LookAtEveryWidthAsync(tab, "dept-real-sheet");
        foreach (var text in await tab.Locator("textarea").AllAsync())
        {
            await text.FillAsync("令和6年度は、関係課と協議を重ね、予定した工程のとおり実施した。来年度は対象を広げ、効果を検証する。");
        }

        await PressAsync(tab, "保存して確認へ進む");
        await Chromium.LookAtEveryWidthAsync(tab, "dept-real-check");
    }

    [BrowserFact]
    public async Task Pages_OfTheSecretariat_HoldUp()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);

        await LookAtAsync(tab, FullForm.Sheet3, "dept-sheet-secretariat");
        await LookAtAsync(tab, FullForm.Sheet3 + "?behalf=1", "dept-sheet-on-behalf");
    }

    [BrowserFact]
    public async Task Keyboard_Alone_FillsAndHandsIn()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei);
        await tab.GotoAsync(FullForm.Sheet3);

        await TabToAsync(tab, "[name='f.actions.0.plan']");
        await tab.Keyboard.InsertTextAsync("一つ目");
        await TabToAsync(tab, "[data-add]");
        await tab.Keyboard.PressAsync("Enter");
        await TabToAsync(tab, "[name='f.actions.1.plan']");
        await tab.Keyboard.InsertTextAsync("二つ目");
        foreach (var criterion in new[] { "progress", "creativity" })
        {
            await TabToAsync(tab, $"[name='f.scores.{criterion}']");
            await tab.Keyboard.PressAsync("Space");
            await tab.Keyboard.PressAsync("ArrowRight");
            await tab.Keyboard.PressAsync("ArrowRight");
        }

        await TabToAsync(tab, "button[value=check]");
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/check");
        await TabToAsync(tab, "main form button");
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**?done=submitted");

        Assert.Equal(SheetState.Submitted, (await _town.SheetAsync("3")).State);
        var answers = await _town.DraftAsync("3");
        Assert.Equal((2, 2), (answers.Scores!["progress"], answers.Scores["creativity"]));
        Assert.Equal(2, answers.Of<TableAnswer>("actions")!.Rows.Length);
    }

    [BrowserFact]
    public async Task Enter_InACell_SavesAndTakesNoRowOut()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei, withScripts: false);
        await tab.GotoAsync(FullForm.Sheet3);
        await tab.GetByLabel("1行目 番号").FillAsync("7");

        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**?done=saved");

        Assert.Equal("7", (await _town.DraftAsync("3")).Of<TableAnswer>("actions")!.Rows[0]["no"]);
    }

    [BrowserFact]
    public async Task Grade_ByTheScript_SaysWhatTheServerSays()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei);
        await tab.GotoAsync(FullForm.Sheet3);
        var output = tab.Locator("output.grade");
        var rules = PlanReader.Read(FullForm.Yaml).Plan!.Scoring;
        for (var progress = 0; progress <= 3; progress++)
        {
            for (var creativity = 0; creativity <= 3; creativity++)
            {
                await tab.Locator($"[id='f.scores.progress.{progress}']").CheckAsync();
                await tab.Locator($"[id='f.scores.creativity.{creativity}']").CheckAsync();

                var scores = SmallPlan.Answers("", progress, creativity).Scores;
                await Assertions.Expect(output).ToHaveTextAsync(GradeWords.Explain(rules, scores));
            }
        }
    }

    [BrowserFact]
    public async Task Draft_SavesItselfAndSaysWhen()
    {
        var tab = await OpenWithClockAsync(FullForm.Sheet3);

        await tab.GetByLabel("特記事項").FillAsync("ひとりでに");
        await tab.Clock.FastForwardAsync(4000);
        await Assertions.Expect(tab.Locator("[data-saved]")).ToHaveTextAsync($"保存しました {SheetWords.Clock(_town.Clock.GetUtcNow())}");
        await tab.GetByLabel("目標").FillAsync("つづき");
        await PressAsync(tab, "下書きを保存");

        await Assertions.Expect(tab.GetByText("下書きを保存しました")).ToBeVisibleAsync();
        var draft = await _town.DraftAsync("3");
        Assert.Equal(("ひとりでに", "つづき"), (draft.Of<TextAnswer>("remark")!.Text, draft.Of<TextAnswer>("goal")!.Text));
    }

    [BrowserFact]
    public async Task Draft_Offline_SaysSoAndSavesWhenBack()
    {
        var tab = await OpenWithClockAsync(FullForm.Sheet3);
        await tab.Context.SetOfflineAsync(true);
        await tab.GetByLabel("特記事項").FillAsync("つながらない");
        await tab.Clock.FastForwardAsync(4000);
        await Assertions.Expect(tab.Locator("[data-saved]")).ToContainTextAsync("まだ保存できていません");

        await tab.Context.SetOfflineAsync(false);
        await tab.Clock.FastForwardAsync(11000);

        await Assertions.Expect(tab.Locator("[data-saved]")).ToHaveTextAsync($"保存しました {SheetWords.Clock(_town.Clock.GetUtcNow())}");
        Assert.Equal("つながらない", (await _town.DraftAsync("3")).Of<TextAnswer>("remark")!.Text);
    }

    [BrowserFact]
    public async Task Draft_SessionExpired_SaysSoAndSavesAfterSigningInElsewhere()
    {
        var tab = await OpenWithClockAsync(FullForm.Sheet3);
        await _town.PassAsync(TimeSpan.FromHours(3));
        await tab.GetByLabel("特記事項").FillAsync("長い文章");
        await tab.Clock.FastForwardAsync(4000);
        await Assertions.Expect(tab.Locator("[data-saved]")).ToContainTextAsync("サインインの有効期限が切れた");

        var elsewhere = await tab.Context.NewPageAsync();
        await elsewhere.GotoAsync("/sign-in");
        await elsewhere.GetByLabel("メールアドレス").FillAsync(SmallPlan.Zaisei);
        await PressAsync(elsewhere, "コードを送る");
        await elsewhere.GetByLabel("コード（8桁の数字）").FillAsync(await _town.SignInCodeAsync(SmallPlan.Zaisei));
        await PressAsync(elsewhere, "サインイン");
        await elsewhere.WaitForURLAsync("**/tasks");
        await tab.Clock.FastForwardAsync(11000);

        await Assertions.Expect(tab.Locator("[data-saved]")).ToHaveTextAsync($"保存しました {SheetWords.Clock(_town.Clock.GetUtcNow())}");
        Assert.Equal("長い文章", (await _town.DraftAsync("3")).Of<TextAnswer>("remark")!.Text);
    }

    [BrowserFact]
    public async Task Rows_ByTheScript_ComeAndGo()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei);
        await tab.GotoAsync(FullForm.Sheet3);
        await tab.GetByLabel("1行目 予定").FillAsync("一");
        await tab.Locator("button[data-add=actions]").ClickAsync();
        await tab.GetByLabel("2行目 予定").FillAsync("二");
        await tab.GetByRole(AriaRole.Button, new() { Name = "1行目 この行を消す" }).ClickAsync();
        await tab.Locator("button[data-add=actions]").ClickAsync();
        await tab.GetByLabel("2行目 予定").FillAsync("三");
        await PressAsync(tab, "下書きを保存");
        await Assertions.Expect(tab.GetByText("下書きを保存しました")).ToBeVisibleAsync();

        Assert.Equal(["二", "三"], (await _town.DraftAsync("3")).Of<TableAnswer>("actions")!.Rows.Select(r => r["plan"]));
    }

    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Draft_SomebodyElseWasFirst_OverwritesNothingAndCompares(int width)
    {
        var tab = await OpenWithClockAsync(FullForm.Sheet1, width);
        using var other = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        await other.PressAsync(await other.GetAsync(FullForm.Sheet1), "save", ("f.remark", "企画課の特記"), ("f.scores.progress", "1"));

        await tab.GetByLabel("特記事項").FillAsync("財政課の特記");
        await tab.Clock.FastForwardAsync(4000);
        await Assertions.Expect(tab.Locator("[data-saved]")).ToContainTextAsync($"企画課が{SheetWords.Clock(_town.Clock.GetUtcNow())}に保存した内容と違うところがあります");
        await PressAsync(tab, "下書きを保存");
        await Chromium.LookAsync(tab, "dept-sheet-conflict");
        await tab.Locator("[name='take.f.remark'][value=both]").CheckAsync();
        await PressAsync(tab, "下書きを保存");

        await Assertions.Expect(tab.GetByText("下書きを保存しました")).ToBeVisibleAsync();
        var draft = await _town.DraftAsync("1");
        Assert.Equal(("企画課の特記\n財政課の特記", 1), (draft.Of<TextAnswer>("remark")!.Text, draft.Scores!["progress"]));
    }

    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Conflicts_OfEveryKindAndStaleForms_HoldUp(int width)
    {
        using var other = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        await other.PressAsync(
            await other.GetAsync(FullForm.Sheet1), "save",
            ("f.actions.0.year", "R6"), ("f.actions.0.plan", "橋の点検"), ("f.reasons.progress", "工程どおり"), ("f.scores.progress", "2"));
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei, width, withScripts: false);
        await tab.GotoAsync(FullForm.Sheet1);
        await other.PressAsync(
            await other.GetAsync(FullForm.Sheet1), "save",
            ("f.actions.0.plan", "橋の点検と補修"), ("f.reasons.progress", "工程どおり進めた"), ("f.scores.progress", "3"), ("f.ended", "2025-03"));

        await tab.Locator("[name='f.actions.0.plan']").FillAsync("橋とトンネルの点検");
        await tab.Locator("[name='f.reasons.progress']").FillAsync("予定より早い");
        await tab.Locator("[name='f.reasons.creativity']").FillAsync("工夫した");
        await tab.Locator("[name='f.scores.progress'][value='1']").CheckAsync();
        await tab.Locator("[name='f.ended']").SelectOptionAsync("2024-12");
        await PressAsync(tab, "下書きを保存");
        await Chromium.LookAsync(tab, "dept-sheet-conflict-parts");
        Assert.Equal(4, await tab.Locator(".contest").CountAsync());

        await _town.SubmitAsync("1");
        await PressAsync(tab, "下書きを保存");
        await Chromium.LookAsync(tab, "dept-sheet-stale");
        await Assertions.Expect(tab.GetByText("予定より早い")).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenWithClockAsync(string path, int width = 1280)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei, width);
        await tab.Clock.InstallAsync();
        await tab.GotoAsync(path);
        return tab;
    }

    private async Task ReturnAsync()
    {
        await _town.Sheets.ReturnAsync(
            Town.CycleId, "3", 1, "特記事項に出典を書いてください。", SmallPlan.Due.AddDays(5), _town.Act(), _town.Client, Town.None);
        await _town.RestAsync();
    }

    private static async Task FillAsync(IPage tab)
    {
        await tab.GetByLabel("1行目 年度").SelectOptionAsync("R6");
        await tab.GetByLabel("1行目 予定").FillAsync("一つ目");
        await tab.Locator("button[data-add=actions]").ClickAsync();
        await tab.GetByLabel("2行目 予定").FillAsync("二つ目");
        await tab.GetByLabel("目標").FillAsync("橋をすべて点検する");
        await tab.GetByRole(AriaRole.Group, new() { Name = "進捗度" }).GetByLabel("3点").CheckAsync();
        await tab.GetByRole(AriaRole.Group, new() { Name = "創造性" }).GetByLabel("2点").CheckAsync();
        await tab.GetByLabel("特記事項").FillAsync("橋を点検した");
    }

    private static Task PressAsync(IPage tab, string name) =>
        tab.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private static async Task LookAtAsync(IPage tab, string path, string name)
    {
        await tab.GotoAsync(path);
        await Chromium.LookAtEveryWidthAsync(tab, name);
    }

    private static async Task TabToAsync(IPage tab, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await tab.Keyboard.PressAsync("Tab");
            if (await tab.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"The Tab key doesn't lead to {selector}.");
    }
}
