using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Committee;

/// <summary>A member's whole ballot and the chair's approval in a real browser.</summary>
public sealed class BallotBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await VotingTown.OpenedAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(320, false)]
    public async Task Member_WholeBallot_IsIn(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Member, width, withScripts);
        await Chromium.LookAsync(tab, "committee");
        await tab.GetByRole(AriaRole.Link, new() { Name = "小町行革プラン 令和6年度" }).ClickAsync();
        await Chromium.LookAsync(tab, "committee-ballot");
        await tab.GetByRole(AriaRole.Link, new() { Name = "評価を始める" }).ClickAsync();
        await tab.Locator("summary").First.ClickAsync();
        await Chromium.LookAsync(tab, "committee-item");

        await tab.GetByLabel("5　良い").CheckAsync();
        await tab.GetByLabel("意見", new() { Exact = true }).FillAsync("財源がふえている。");
        await tab.GetByRole(AriaRole.Button, new() { Name = "保存して次の項目へ" }).ClickAsync();
        await tab.GetByRole(AriaRole.Heading, new() { Name = "2 施設の見直し" }).WaitForAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "保存して確認へ" }).ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "提出する" }).ClickAsync();
        await tab.GetByRole(AriaRole.Alert).WaitForAsync();
        await Chromium.LookAsync(tab, "committee-check-error");

        await tab.Locator(".notice.warn").GetByRole(AriaRole.Link, new() { Name = "2 施設の見直し" }).ClickAsync();
        await tab.GetByLabel("3", new() { Exact = true }).CheckAsync();
        await tab.GetByLabel("意見なし").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "保存して確認へ" }).ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "提出する" }).ClickAsync();
        await tab.GetByText("評価を提出しました").WaitForAsync();
        await Chromium.LookAsync(tab, "committee-check");

        var ballot = (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Ballot;
        Assert.Equal([new Vote(5, "財源がふえている。"), new Vote(3, null)], ballot.ByItem.Values);
    }

    [BrowserFact]
    public async Task Member_ByKeyboardAlone_HandsIn()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Member);
        await tab.GotoAsync($"{VotingTown.Ballot}/items/1");
        await TabToAsync(tab, "score-open");
        await tab.Keyboard.PressAsync("ArrowUp");
        await TabToAsync(tab, "opinion");
        await tab.Keyboard.TypeAsync("キーボードで");
        await TabToAsync(tab, "保存して次の項目へ");
        await tab.Keyboard.PressAsync("Enter");
        await tab.GetByRole(AriaRole.Heading, new() { Name = "2 施設の見直し" }).WaitForAsync();
        await TabToAsync(tab, "score-open");
        await tab.Keyboard.PressAsync("ArrowUp");
        await tab.Keyboard.PressAsync("ArrowUp");
        await TabToAsync(tab, "none");
        await tab.Keyboard.PressAsync("Space");
        await TabToAsync(tab, "保存して確認へ");
        await tab.Keyboard.PressAsync("Enter");
        await tab.GetByRole(AriaRole.Heading, new() { Name = "評価の確認と提出" }).WaitForAsync();
        await TabToAsync(tab, "提出する");
        await tab.Keyboard.PressAsync("Enter");
        await tab.GetByText("評価を提出しました").WaitForAsync();

        var ballot = (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Ballot;
        Assert.Equal([new Vote(1, "キーボードで"), new Vote(2, null)], ballot.ByItem.Values);
    }

    [BrowserFact]
    public async Task Member_TypesAndWaits_TheDraftIsSavedAndSaid()
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Member);
        await tab.GotoAsync($"{VotingTown.Ballot}/items/1");

        await tab.GetByLabel("意見なし").CheckAsync();
        await tab.GetByLabel("意見", new() { Exact = true }).FillAsync("書きかけ𠮷");
        await tab.GetByText("下書きを保存しました（").WaitForAsync();

        Assert.Equal("5文字／4000文字まで", await tab.Locator("#opinion-count").TextContentAsync());
        Assert.Equal(new Vote(null, "書きかけ𠮷"), (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Votes[1]);
        await tab.GetByLabel("意見", new() { Exact = true }).FillAsync("書き足した");
        await tab.GetByRole(AriaRole.Button, new() { Name = "下書きを保存" }).ClickAsync();
        await tab.GetByText("下書きを保存しました。").WaitForAsync();
        Assert.Equal("書き足した", (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Votes[1].Opinion);
    }

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(320, false)]
    public async Task Chair_ReadsAndApproves(int width, bool withScripts)
    {
        await _town.VoteAsync("m1");
        await _town.VoteAsync("m2");
        await _town.UntilAsync(SmallPlan.CommitteeDue.AddDays(1));
        await _town.CompileAsync();
        await _town.Opinions.SendToChairAsync(Town.CycleId, _town.Act(), _town.Client, Town.None);
        var tab = await chromium.SignInAsync(_town, SmallPlan.Chair, width, withScripts);
        await Chromium.LookAsync(tab, "committee-chair");
        await tab.GetByRole(AriaRole.Link, new() { Name = "意見書を読んで承認する" }).ClickAsync();
        await tab.GetByRole(AriaRole.Link, new() { Name = "意見書を読む" }).ClickAsync();
        await tab.GetByText("財源確保の意見文").WaitForAsync();
        await tab.GoBackAsync();

        await tab.GetByLabel("事務局に戻す（").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "決定する" }).ClickAsync();
        await tab.GetByRole(AriaRole.Alert).WaitForAsync();
        await Chromium.LookAsync(tab, "committee-approval-error");
        await tab.GetByLabel("承認する", new() { Exact = true }).CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "決定する" }).ClickAsync();
        await tab.GetByText("意見書を承認しました").WaitForAsync();
        await Chromium.LookAsync(tab, "committee-approved");

        Assert.Equal(CycleStage.Publication, (await _town.CycleAsync()).Stage);
    }

    // Presses Tab until the control with this id, or this text, has the focus.
    private static async Task TabToAsync(IPage tab, string wanted)
    {
        for (var presses = 0; presses < 80; presses++)
        {
            await tab.Keyboard.PressAsync("Tab");
            var focused = await tab.EvaluateAsync<string[]>("[document.activeElement.id, document.activeElement.textContent.trim()]");
            if (focused.Contains(wanted))
            {
                return;
            }
        }

        Assert.Fail($"Tab never reaches {wanted}.");
    }
}
