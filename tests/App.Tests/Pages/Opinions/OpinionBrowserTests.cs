using GyoseiFlow.App.Tests.Pages.Committee;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Cycles;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Opinions;

/// <summary>The opinions desk in a real browser, from the members' words to the chair's approval.</summary>
public sealed class OpinionBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Desk = $"/secretariat/cycles/{Town.CycleId}/opinions";

    private Town _town = null!;

    public async Task InitializeAsync() => _town = await VotingTown.CompilingAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(320, false)]
    public async Task Secretariat_EditsOrdersLeavesOutAndSends_TheChairApproves(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);
        await tab.GotoAsync(Desk);
        await Chromium.LookAsync(tab, "opinions-begin");
        await tab.GetByRole(AriaRole.Button, new() { Name = "とりまとめを始める" }).ClickAsync();
        await tab.GetByRole(AriaRole.Link, new() { Name = "1 財源の確保" }).ClickAsync();

        await tab.Locator("#words-2").FillAsync("広告料の増収は評価できる。");
        await tab.Locator("#text-2").GetByRole(AriaRole.Button, new() { Name = "文章を保存" }).ClickAsync();
        await tab.GetByText("文章を保存しました。").WaitForAsync();
        await tab.Locator("#text-2").GetByRole(AriaRole.Button, new() { Name = "↑ 上へ" }).ClickAsync();
        await tab.GetByText("順番を変えました。").WaitForAsync();
        await tab.Locator("#text-1 summary").ClickAsync();
        await tab.Locator("#text-1").GetByRole(AriaRole.Button, new() { Name = "載せないことにする" }).ClickAsync();
        await tab.GetByRole(AriaRole.Alert).WaitForAsync();
        await Chromium.LookAsync(tab, "opinions-item-error");
        await tab.Locator("#leave-1").FillAsync("同じ趣旨の意見にまとめたため");
        await tab.Locator("#text-1").GetByRole(AriaRole.Button, new() { Name = "載せないことにする" }).ClickAsync();
        await tab.GetByText("載せないことにしました").WaitForAsync();
        await Chromium.LookAsync(tab, "opinions-item");
        Assert.Equal(
            ["広告料の増収は評価できる。"], (await _town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1).AsEnumerable());

        await tab.GotoAsync(Desk);
        await Chromium.LookAsync(tab, "opinions");
        await tab.GetByLabel("プレビューと章の文章を確認しました").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "会長に送る" }).ClickAsync();
        await tab.GetByText("会長に送りました").WaitForAsync();
        await Chromium.LookAsync(tab, "opinions-sent");

        var chair = await chromium.SignInAsync(_town, SmallPlan.Chair, width, withScripts);
        await chair.GotoAsync(VotingTown.Ballot + "/approval");
        await chair.GetByLabel("承認する", new() { Exact = true }).CheckAsync();
        await chair.GetByRole(AriaRole.Button, new() { Name = "決定する" }).ClickAsync();
        await chair.GetByText("意見書を承認しました").WaitForAsync();
        Assert.Equal(CycleStage.Publication, (await _town.CycleAsync()).Stage);
    }

    [BrowserFact]
    public async Task Secretariat_TicksTextsToMerge_TheWordsAreFilledIn()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat);
        await tab.GotoAsync(Desk);
        await tab.GetByRole(AriaRole.Button, new() { Name = "とりまとめを始める" }).ClickAsync();
        await tab.GetByRole(AriaRole.Link, new() { Name = "1 財源の確保" }).ClickAsync();

        // Any button saves what is typed elsewhere; nothing is asked.
        await tab.Locator("#words-1").FillAsync("書きかけの文章");
        await tab.Locator("#text-2").GetByRole(AriaRole.Button, new() { Name = "↑ 上へ" }).ClickAsync();
        await tab.GetByText("順番を変えました。直した文章も保存しました。").WaitForAsync();
        Assert.Equal("書きかけの文章", await tab.Locator("#words-1").InputValueAsync());
        await Assertions.Expect(tab.Locator("#text-2 #done")).ToBeFocusedAsync();
        Assert.StartsWith("完了: ", await tab.TitleAsync(), StringComparison.Ordinal);

        // The words are taken as they are typed just now, in the order of publication.
        await tab.Locator("#words-1").FillAsync("書き直した文章");
        await tab.Locator("#merge-1").CheckAsync();
        await tab.Locator("#merge-2").CheckAsync();
        Assert.Equal("よく取り組まれている\n書き直した文章", await tab.Locator("#merge-words").InputValueAsync());
        await tab.Locator("#merge-words").FillAsync("2人がよく取り組まれていると評価した。");
        await tab.GetByRole(AriaRole.Button, new() { Name = "1つにまとめる" }).ClickAsync();
        await tab.GetByText("選んだ文章を1つにまとめました").WaitForAsync();

        Assert.Equal(
            ["2人がよく取り組まれていると評価した。"], (await _town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1).AsEnumerable());
    }

    [BrowserFact]
    public async Task Secretariat_WithoutAScript_LandsOnWhatWasDoneWithNothingLost()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, 320, withScripts: false);
        await tab.GotoAsync(Desk);
        await tab.GetByRole(AriaRole.Button, new() { Name = "とりまとめを始める" }).ClickAsync();
        await tab.GetByRole(AriaRole.Link, new() { Name = "1 財源の確保" }).ClickAsync();

        await tab.Locator("#words-1").FillAsync("書きかけの文章");
        await tab.Locator("#words-2").FillAsync("もう1つの文章");
        await tab.Locator("#text-2").GetByRole(AriaRole.Button, new() { Name = "↑ 上へ" }).ClickAsync();

        await Assertions.Expect(tab.Locator("#text-2 #done")).ToBeInViewportAsync();
        Assert.Equal("書きかけの文章", await tab.Locator("#words-1").InputValueAsync());
        Assert.Equal(
            ["もう1つの文章", "書きかけの文章"], (await _town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1).AsEnumerable());
    }

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(320, false)]
    public async Task Secretariat_WritesAChapterAndCorrectsAfterPublication(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);
        await tab.GotoAsync($"/secretariat/cycles/{Town.CycleId}/texts");
        await Chromium.LookAsync(tab, "texts");
        await tab.GetByRole(AriaRole.Link, new() { Name = "総評" }).ClickAsync();
        await tab.Locator("#words").FillAsync("評価した項目は**{{itemCuont}}**です。");
        await tab.GetByRole(AriaRole.Button, new() { Name = "保存する", Exact = true }).ClickAsync();
        await tab.GetByRole(AriaRole.Alert).WaitForAsync();
        await Chromium.LookAsync(tab, "text-error");
        await tab.Locator("#words").FillAsync("評価した項目は**{{itemCount}}**です。");
        await tab.GetByRole(AriaRole.Button, new() { Name = "保存する", Exact = true }).ClickAsync();
        await tab.GetByText("評価した項目は2です。").WaitForAsync();
        await Chromium.LookAsync(tab, "text");

        await _town.ApproveAsync();
        await _town.UntilAsync(SmallPlan.Publication.AddDays(1));
        var again = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);
        await again.GotoAsync($"/secretariat/cycles/{Town.CycleId}/corrections");
        await again.GetByText("1 財源の確保").ClickAsync();
        await again.GetByRole(AriaRole.Link, new() { Name = "個票 1 広告料" }).ClickAsync();
        await Chromium.LookAsync(again, "correct-sheet");
        await again.GetByRole(AriaRole.Button, new() { Name = "行を追加" }).ClickAsync();
        await again.GetByLabel("1行目 予定").FillAsync("橋の欄の訂正");
        await again.GetByRole(AriaRole.Group, new() { Name = "進捗度" }).GetByLabel("2点").CheckAsync();
        await again.GetByRole(AriaRole.Button, new() { Name = "保存して変更点を見る" }).ClickAsync();
        await again.GetByLabel("訂正の理由").FillAsync("転記に誤りがありました。");
        await Chromium.LookAsync(again, "corrections");
        await again.GetByRole(AriaRole.Button, new() { Name = "第2版として公表する" }).ClickAsync();
        await again.GetByText("訂正版の公表を始めました").WaitForAsync();
        await _town.RestAsync();
        await again.ReloadAsync();
        await Chromium.LookAsync(again, "corrected");

        Assert.Equal(2, (await _town.CycleAsync()).Version);
    }
}
