using System.Net;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Departments;

/// <summary>The sheet of a plan without scores: indicators, steps, a choice, a number, a grid; and the secretariat's release.</summary>
public sealed class UnscoredSheetTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Sheet1 = "/sheets/town-2024/1";
    private const string Sheet2 = "/sheets/town-2024/2";
    private const string Sheet3 = "/sheets/town-2024/3";
    private const string Desk = "/secretariat/cycles/town-2024/opinions";

    private static readonly (string, string)[] Typed =
    [
        ("f.actual.p.", "105回"), ("f.level.p.pdca", "2"), ("f.level.p.hito", "3"), ("f.state", "計画どおり"), ("f.cost", "１，２００"),
        ("f.year.p.a1", "105回 開いた"), ("f.status", "増やした"),
    ];

    private Town _town = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(UnscoredPlan.Yaml, port: 0);
        await _town.Get<FormerAnswers>().ImportAsync(
            UnscoredPlan.Plan, """{ "R5": { "1": { "actual": { "": "99回" }, "nextYear": "講座を増やす" }, "2": { "actual": { "男性": "10%" } } } }""", Town.None);
        await _town.OpenAsync();
    }

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Post_EveryKind_IsKeptAsAnswersAndShownAgain()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        await client.PressAsync(await client.GetAsync(Sheet1), "save", Typed);

        var draft = await _town.DraftAsync("1");
        Assert.Equal("105回", draft.Of<IndicatorAnswer>("actual")!.ByPart[""]);
        Assert.Equal([("hito", 3), ("pdca", 2)], draft.Of<ProgressAnswer>("level")!.ByPart.Select(p => (p.Key, p.Value)));
        Assert.Equal(new ChoiceAnswer("計画どおり"), draft.Of<ChoiceAnswer>("state"));
        Assert.Equal(new NumberAnswer(1200), draft.Of<NumberAnswer>("cost"));
        Assert.Equal("105回 開いた", draft.Of<GridAnswer>("year")!.ByRow["a1"]);
        var page = await client.GetAsync(Sheet1);
        foreach (var (name, value) in Typed)
        {
            Assert.Equal(name == "f.cost" ? "1200" : value, page.ValueOf(name));
        }
    }

    [Theory]
    [InlineData("約３百")]
    [InlineData("12,34")]
    [InlineData("1200千円ほど")]
    [InlineData("－")]
    public async Task Post_WhatIsNoNumber_IsKeptSaidAndNotHandedIn(string typed)
    {
        const string Said = "は数字として読めません。数字だけを入力してください";
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var saved = await client.PressAsync(await client.GetAsync(Sheet1), "check", [.. Typed.Where(t => t.Item1 != "f.cost"), ("f.cost", typed)]);

        var check = await client.GetAsync(saved.Location!);
        Assert.Contains($"「事業費」の「{typed}」{Said}", check.Text, StringComparison.Ordinal);
        var form = await client.GetAsync(Sheet1);
        Assert.Equal(typed, form.ValueOf("f.cost"));
        Assert.Equal("105回", form.ValueOf("f.actual.p."));
        Assert.Equal("true", form.Document.QuerySelector("[name='f.cost']")!.GetAttribute("aria-invalid"));
        Assert.Contains($"「事業費」の「{typed}」{Said}", form.Text, StringComparison.Ordinal);

        var corrected = await client.PressAsync(form, "check", ("f.cost", "300"));

        Assert.DoesNotContain(Said, (await client.GetAsync(corrected.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal(new NumberAnswer(300), (await _town.DraftAsync("1")).Of<NumberAnswer>("cost"));
    }

    [Fact]
    public async Task Get_Sheet_ShowsWhatThePlanSaysAndTheYearsBefore()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var page = await client.GetAsync(Sheet1);

        foreach (var said in new[]
        {
            "基本目標1 協働 ＞ (1) 情報共有", "市民に出向いて説明する。", "初期値（令和元年度）", "97回", "110回", "99回", "単位：回", "計画（令和6年度）：100回",
            "昨年度（令和5年度）の回答",
        })
        {
            Assert.Contains(said, page.Text, StringComparison.Ordinal);
        }

        Assert.Equal("講座を増やす", page.ValueOf("f.status"));
    }

    [Fact]
    public async Task Get_SheetWithoutIndicatorOrGrid_AsksForNeither()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var page = await client.GetAsync(Sheet3);

        Assert.Null(page.Document.QuerySelector("[name^='f.actual']"));
        Assert.Null(page.Document.QuerySelector("[name^='f.year']"));
        Assert.NotNull(page.Document.QuerySelector("[name='f.level.p.']"));
    }

    [Fact]
    public async Task Post_PartOfASplitValueMissing_IsSaidByName()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);

        var saved = await client.PressAsync(await client.GetAsync(Sheet2), "check", ("f.actual.p.男性", "15.4%"), ("f.level.p.", "3"));
        var check = await client.GetAsync(saved.Location!);

        Assert.Contains("「実績値」の「女性」が入力されていません。入力してください。", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_HandedIn_IsReadWithItsWordsAndMean()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var saved = await client.PressAsync(await client.GetAsync(Sheet1), "check", Typed);

        await client.SubmitAsync(await client.GetAsync(saved.Location!), $"form[action='{Sheet1}/check']");

        var page = await client.GetAsync(Sheet1);
        Assert.Equal(SheetState.Submitted, (await _town.SheetAsync("1")).State);
        foreach (var said in new[] { "講座の充実", "2 概ね順調", "平均 2.5（3 順調）", "1,200千円", "105回 開いた" })
        {
            Assert.Contains(said, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Release_BySecretariat_IsOfferedOnlyInTheCheck()
    {
        using (var before = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat))
        {
            Assert.Null((await before.GetAsync(Desk)).Document.QuerySelector("form[action$='/release']"));
        }

        await _town.AnswerAllUnscoredAsync();
        using var office = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await office.GetAsync(Desk);
        Assert.Contains("公表前の確認", page.Text, StringComparison.Ordinal);
        var released = await office.SubmitAsync(page, "form[action$='/release']");

        Assert.Equal(HttpStatusCode.SeeOther, released.Status);
        Assert.Equal(CycleStage.Publication, (await _town.CycleAsync()).Stage);
        Assert.Contains("公表することに決めました", (await office.GetAsync(Desk)).Text, StringComparison.Ordinal);
        foreach (var place in new[] { "", "/figures", "/calendar", "/mails", "/audit", "/texts", "/opinions", "/sheets/1", "/corrections" })
        {
            var seen = await office.GetAsync("/secretariat/cycles/town-2024" + place);
            Assert.Equal(HttpStatusCode.OK, seen.Status);
            Assert.DoesNotContain("意見書", seen.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await office.GetAsync("/secretariat/cycles/town-2024/preview")).Status);
    }

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(320, false)]
    public async Task Pages_OfAnUnscoredPlan_HoldUp(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei, width, withScripts);
        await tab.GotoAsync(Sheet1);
        await tab.GetByText("計画に書かれていること").ClickAsync();
        await Chromium.LookAsync(tab, "unscored-sheet");
        await tab.Locator("[name='f.actual.p.']").FillAsync("105回");
        await tab.GetByRole(AriaRole.Group, new() { Name = "講座の充実" }).GetByLabel("2 概ね順調").CheckAsync();
        await tab.GetByRole(AriaRole.Group, new() { Name = "講師の育成" }).GetByLabel("3 順調").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "保存して確認へ進む" }).ClickAsync();
        await Chromium.LookAsync(tab, "unscored-check");
        await tab.GetByRole(AriaRole.Button, new() { Name = "提出する" }).ClickAsync();
        await Chromium.LookAsync(tab, "unscored-submitted");
    }

    [BrowserFact]
    public async Task Pages_OfTheSecretariat_HoldUp()
    {
        await _town.AnswerAllUnscoredAsync();
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);
        foreach (var (place, name) in new[] { ("", "board"), ("/figures", "figures"), ("/calendar", "calendar"), ("/opinions", "release"), ("/sheets/1", "sheet") })
        {
            await tab.GotoAsync("/secretariat/cycles/town-2024" + place);
            await Chromium.LookAtEveryWidthAsync(tab, $"unscored-office-{name}");
        }
    }
}
