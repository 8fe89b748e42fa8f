using System.Net;
using GyoseiFlow.App.Tests.Pages.Committee;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

/// <summary>The secretariat's pages of the committee's stage.</summary>
public sealed class CommitteeStageTests : IAsyncLifetime
{
    private const string Ballots = "/secretariat/cycles/town-2024/ballots";

    private Town _town = null!;
    private PageClient _client = null!;

    public async Task InitializeAsync()
    {
        _town = await VotingTown.OpenedAsync();
        _client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task List_NamesWhoIsHowFar_AndTheBoardLeadsThere()
    {
        await _town.VoteAsync("m1");

        var page = await _client.GetAsync(Ballots);
        var board = await _client.GetAsync("/secretariat/cycles/town-2024");

        Assert.Equal(
            [["会長（m1）", "提出済み", "2／2項目"], ["委員（m2）", "未着手", "0／2項目"]],
            page.Document.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("th, td").Skip(1).Take(3).Select(c => c.TextContent.Trim()).ToArray()));
        Assert.Equal("m2", Assert.Single(page.Document.QuerySelectorAll("input[name=member]")).GetAttribute("value"));
        Assert.Equal(2, board.Document.QuerySelectorAll($"a[href='{Ballots}']").Length);
        Assert.DoesNotContain("よく取り組まれている", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extend_TypedPreviewedAndConfirmed_DoesWhatWasShownAndMailsAtOnce()
    {
        await _town.VoteAsync("m1");

        var ask = await _client.GetAsync($"{Ballots}/many?act=extend&member=m1&member=m2");
        var preview = await _client.GetAsync($"{Ballots}/many?act=extend&member=m1&member=m2&due=2025-06-19");
        var again = await _client.GetAsync(preview.Document.QuerySelector("a.button")!.GetAttribute("href")!);
        var question = await _client.GetAsync($"{Ballots}/many?act=extend&member=m1&member=m2&due=2025-07-05");
        preview = await _client.GetAsync($"{Ballots}/many?act=extend&member=m1&member=m2&due=2025-07-05&instead=2025-07-05%3E2025-07-07&sure=2025-07-07");
        var noReason = await _client.SubmitAsync(preview, "#confirm", ("reason", " "));
        var confirmed = await _client.SubmitAsync(noReason, "#confirm", ("reason", "出張のため"));
        var twice = await _client.SubmitAsync(noReason, "#confirm", ("reason", "出張のため"));
        var done = await _client.GetAsync(confirmed.Location!);
        await _town.RestAsync();

        Assert.Equal("date", ask.Document.GetElementById("due")!.GetAttribute("type"));
        Assert.Equal("2025-06-19", again.Document.GetElementById("due")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, question.Status);
        Assert.Contains("7月5日は土曜日です", question.Text, StringComparison.Ordinal);
        Assert.Contains("意見のとりまとめは始まりません", question.Text, StringComparison.Ordinal);
        Assert.Contains("対象（1人）", preview.Text, StringComparison.Ordinal);
        Assert.Contains("対象から外れる委員（1人）", preview.Text, StringComparison.Ordinal);
        Assert.Equal("true", noReason.Document.GetElementById("reason")!.GetAttribute("aria-invalid"));
        Assert.DoesNotContain(Uri.EscapeDataString("出張"), confirmed.Location!, StringComparison.Ordinal);
        Assert.Equal(confirmed.Location, twice.Location);
        Assert.Contains("1人を処理しました。1人は処理していません。", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("エラー", done.Document.Title!, StringComparison.Ordinal);
        Assert.Equal(["処理した委員（1人）", "処理しなかった委員（1人）"], done.Document.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Contains("期限を令和7年7月7日(月)に延長しました。", done.Text, StringComparison.Ordinal);
        Assert.Contains(await _town.AuditAsync(), e => e is { What: "評価の期限延長", Subject: "ballot-m2", Note: "出張のため" });
        Assert.Single(_town.LeftFor(SmallPlan.Member), s => s == "評価 令和7年7月7日(月)");
    }

    [Fact]
    public async Task Extend_ClosedDayBeforeThePresentDeadline_IsRefusedAtOnce()
    {
        var page = await _client.GetAsync($"{Ballots}/many?act=extend&member=m1&member=m2&due=2025-06-15");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("button[name=instead]"));
        Assert.Contains("より後の日にしてください", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remind_Confirmed_MailsAtOnceAndTheListSaysSo()
    {
        var preview = await _client.GetAsync($"{Ballots}/many?act=remind&member=m2");

        var confirmed = await _client.SubmitAsync(preview, "#confirm");
        await _town.RestAsync();
        var done = await _client.GetAsync(confirmed.Location!);
        var list = await _client.GetAsync(Ballots);

        Assert.Contains("委員（m2）：督促しました。", done.Text, StringComparison.Ordinal);
        Assert.Contains("R7.5.20(火) 10:00（1回）", list.Text, StringComparison.Ordinal);
        Assert.Single(await _town.MailsAsync(), m => m.Key is { Subject: "ballot-m2", Purpose: MailPurpose.BallotReminder });
    }

    [Theory]
    [InlineData("?act=remind", HttpStatusCode.UnprocessableEntity, "委員が選ばれていません")]
    [InlineData("?act=remind&member=m2&member=m9", HttpStatusCode.OK, "「m9」という番号の委員の評価は、この年度にありません")]
    [InlineData("/done?act=extend&member=m2", HttpStatusCode.OK, "実行しませんでした")]
    [InlineData("?act=extend&member=m2&due=0007-06-30", HttpStatusCode.UnprocessableEntity, "新しい期限を、年月日で入力してください")]
    [InlineData("?act=extend&member=m2&due=", HttpStatusCode.UnprocessableEntity, "新しい期限を、年月日で入力してください")]
    [InlineData("?act=explode&member=m2", HttpStatusCode.NotFound, "見つかりません")]
    public async Task Many_WrongChoice_SaysWhatToDo(string query, HttpStatusCode status, string words)
    {
        var page = await _client.GetAsync($"{Ballots}/many{query}");

        Assert.Equal(status, page.Status);
        Assert.Contains(words, page.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "yes", "reason")]
    [InlineData("連絡がつかないため", "", "early")]
    [InlineData("", "", "reason", "early")]
    public async Task Close_WithoutReasonOrConfirmation_SaysWhereAndKeepsTheRest(string reason, string early, params string[] fields)
    {
        var page = await _client.GetAsync($"{Ballots}/close");

        var again = await _client.SubmitAsync(page, "#confirm", ("reason", reason), ("early", early));

        Assert.Contains("2人の委員には、期限まであと31日残っています。それでも締め切ります。", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal(fields, again.Document.QuerySelectorAll("[aria-invalid=true]").Select(e => e.Id!));
        Assert.Equal(reason, again.Document.GetElementById("reason")!.TextContent);
        Assert.Equal(early == "yes", again.Document.GetElementById("early")!.HasAttribute("checked"));
        Assert.Equal(CycleStage.Committee, (await _town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task Close_AfterTheDeadline_NamesWhoIsMissingAndMovesOn()
    {
        await _town.VoteAsync("m1");
        await _town.UntilAsync(SmallPlan.CommitteeDue.AddDays(3));
        await _client.SignInAsync(SmallPlan.Secretariat);

        var page = await _client.GetAsync($"{Ballots}/close");
        var confirmed = await _client.SubmitAsync(page, "#confirm", ("reason", "連絡がつかないため"));
        await _town.RestAsync();
        var done = await _client.GetAsync(confirmed.Location!);
        var list = await _client.GetAsync(Ballots);
        var late = await _client.GetAsync($"{Ballots}/close");

        Assert.Equal("委員（m2）", Assert.Single(page.Document.QuerySelectorAll("tbody th")).TextContent);
        Assert.Contains("期限超過（3日）", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.GetElementById("early"));
        Assert.Contains("委員（m2）：未提出として締め切りました。", done.Text, StringComparison.Ordinal);
        Assert.Contains("連絡がつかないため", list.Text, StringComparison.Ordinal);
        Assert.Empty(list.Document.QuerySelectorAll("input[name=member]"));
        Assert.Null(late.Document.QuerySelector("#confirm"));
        Assert.Equal((CycleStage.Compiling, BallotState.Missing), ((await _town.CycleAsync()).Stage, (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Ballot.State));
    }

    [Fact]
    public async Task Close_HandedInWhileThePageWasOpen_IsNamedAndStays()
    {
        var page = await _client.GetAsync($"{Ballots}/close");
        await _town.VoteAsync("m2");

        var confirmed = await _client.SubmitAsync(page, "#confirm", ("reason", "連絡がつかないため"), ("early", "yes"));
        var done = await _client.GetAsync(confirmed.Location!);

        Assert.Contains("1人を処理しました。1人は処理していません。", done.Text, StringComparison.Ordinal);
        Assert.Contains("委員（m2）：締め切る前に提出されました。", done.Text, StringComparison.Ordinal);
        Assert.Equal(BallotState.Submitted, (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Ballot.State);
    }
}
