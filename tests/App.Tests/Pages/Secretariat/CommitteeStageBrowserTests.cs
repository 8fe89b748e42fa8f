using System.Collections.Immutable;
using GyoseiFlow.App.Tests.Pages.Committee;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

public sealed class CommitteeStageBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Board = "/secretariat/cycles/town-2024";
    private const string Ballots = $"{Board}/ballots";

    private Town _town = null!;

    public async Task InitializeAsync()
    {
        _town = await VotingTown.OpenedAsync();
        await _town.VoteAsync("m1");
        await _town.Ballots.SaveDraftAsync(
            Town.CycleId, "m2", ImmutableSortedDictionary<int, Vote>.Empty.Add(1, new Vote(3, "途中")), "", _town.Act("member:m2"), Town.None);
    }

    public async Task DisposeAsync() => await _town.DisposeAsync();

    /// <summary>From the board to the members, more time for one, a reminder, and the end of the stage.</summary>
    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(320, false)]
    public async Task Stage_ExtendedRemindedAndClosed(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Secretariat, width, withScripts);
        await tab.GotoAsync(Board);
        await tab.GetByRole(AriaRole.Link, new() { Name = "委員評価を見る" }).ClickAsync();
        await Chromium.LookAsync(tab, "stage-members");
        await tab.GetByLabel("委員（m2）を選ぶ").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "期限延長…" }).ClickAsync();
        await Chromium.LookAsync(tab, "stage-extend-ask");
        await AskAsync(tab, "2025-06-10");
        await Chromium.LookAsync(tab, "stage-extend-refused");
        await tab.GetByRole(AriaRole.Link, new() { Name = "期限を入力し直す" }).ClickAsync();
        await AskAsync(tab, "2025-07-05");
        await Chromium.LookAsync(tab, "stage-extend-question");
        await tab.GetByRole(AriaRole.Button, new() { Name = "7月7日(月)にする" }).ClickAsync();
        await Chromium.LookAsync(tab, "stage-extend-question-again");
        await tab.GetByRole(AriaRole.Button, new() { Name = "7月7日(月)のままにする" }).ClickAsync();
        await Chromium.LookAsync(tab, "stage-extend-preview");
        // Away and back: the preview is a page like any other.
        await tab.GetByRole(AriaRole.Link, new() { Name = "予定" }).First.ClickAsync();
        await tab.GoBackAsync();
        await tab.GetByLabel("期限延長の理由").FillAsync("出張のため");
        await tab.GetByRole(AriaRole.Button, new() { Name = "1人の期限を延長する" }).ClickAsync();
        await Assertions.Expect(tab.GetByText("1人を処理しました。")).ToBeVisibleAsync();
        await Chromium.LookAsync(tab, "stage-extend-done");

        await tab.GotoAsync(Ballots);
        await tab.GetByLabel("委員（m2）を選ぶ").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "督促…" }).ClickAsync();
        await Chromium.LookAsync(tab, "stage-remind-preview");
        await tab.GetByRole(AriaRole.Button, new() { Name = "1人に督促する" }).ClickAsync();
        await Assertions.Expect(tab.GetByText("1人を処理しました。")).ToBeVisibleAsync();

        await tab.GotoAsync(Ballots);
        await tab.GetByRole(AriaRole.Link, new() { Name = "締切の確認へ進む" }).ClickAsync();
        await Chromium.LookAsync(tab, "stage-close");
        await tab.GetByRole(AriaRole.Button, new() { Name = "1人を未提出として締め切る" }).ClickAsync();
        await Assertions.Expect(tab.GetByRole(AriaRole.Alert)).ToContainTextAsync("締め切るには理由が必要です");
        await Chromium.LookAsync(tab, "stage-close-faulty");
        await tab.GetByLabel("締め切る理由").FillAsync("連絡がつかないため");
        await tab.GetByLabel("それでも締め切ります。").CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "1人を未提出として締め切る" }).ClickAsync();
        await Assertions.Expect(tab.GetByText("1人を処理しました。")).ToBeVisibleAsync();
        await Chromium.LookAsync(tab, "stage-close-done");
        await _town.RestAsync();
        await tab.GotoAsync(Ballots);
        await Chromium.LookAsync(tab, "stage-members-closed");
        Assert.Equal(CycleStage.Compiling, (await _town.CycleAsync()).Stage);
    }

    private static async Task AskAsync(IPage tab, string day)
    {
        await tab.GetByLabel("新しい期限").FillAsync(day);
        await tab.GetByRole(AriaRole.Button, new() { Name = "対象と理由の入力へ進む" }).ClickAsync();
    }
}
