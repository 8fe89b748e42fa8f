using System.Net;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

public sealed class ManySheetsTests : IAsyncLifetime
{
    private const string Many = "/secretariat/cycles/town-2024/many";

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

    [Fact]
    public async Task Extend_TypedPreviewedAndConfirmed_DoesWhatWasShown()
    {
        await _town.SubmitAsync("2");

        var ask = await _client.GetAsync($"{Many}?act=extend&measure=1&measure=2&measure=3");
        var preview = await PreviewAsync(ask, "2025-05-09");
        var before = (await _town.SheetAsync("1")).Due;
        var confirmed = await _client.SubmitAsync(preview, "#confirm", ("reason", "大雪のため"), ("step", "confirm"));
        var done = await _client.GetAsync(confirmed.Location!);

        Assert.DoesNotContain(Uri.EscapeDataString("大雪のため"), confirmed.Location!, StringComparison.Ordinal);
        Assert.Contains(await _town.AuditAsync(), e => e is { What: "期限延長", Note: "大雪のため" });
        Assert.Equal((HttpStatusCode.OK, SmallPlan.Due), (preview.Status, before));
        Assert.Contains("対象（2件）", preview.Text, StringComparison.Ordinal);
        Assert.Contains("2部署（財政課、企画課）", preview.Text, StringComparison.Ordinal);
        Assert.Contains("対象から外れる個票（1件）", preview.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, confirmed.Status);
        Assert.Contains("2件を処理しました。1件は処理していません。", done.Text, StringComparison.Ordinal);
        // What the preview had said is no error; what was done comes first, with the day.
        Assert.DoesNotContain("エラー", done.Document.Title!, StringComparison.Ordinal);
        Assert.Equal(["処理した個票（2件）", "処理しなかった個票（1件）"], done.Document.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Contains("No.1 広告料：期限を令和7年5月9日(金)に延長しました。", done.Text, StringComparison.Ordinal);
        Assert.Contains("No.2 ふるさと納税：この個票は「提出済み」", done.Text, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2025, 5, 9), (await _town.SheetAsync("3")).Due);
    }

    [Fact]
    public async Task Done_NothingAtAll_IsAnError()
    {
        var done = await _client.GetAsync($"{Many}/done?act=accept&request=00000000000000000000000000000000&measure=1");

        Assert.StartsWith("エラー", done.Document.Title, StringComparison.Ordinal);
        Assert.NotNull(done.Document.QuerySelector(".notice.fault[data-focus]"));
    }

    /// <summary>What the board was narrowed to comes back with one; an address says no more than that.</summary>
    [Fact]
    public async Task Accept_FromANarrowedBoard_LeadsBackToIt()
    {
        await _town.SubmitAsync("2");
        const string narrowed = "/secretariat/cycles/town-2024?state=Submitted&q=%E3%81%B5#sheets-title";
        var board = await _client.GetAsync("/secretariat/cycles/town-2024?state=Submitted&q=%E3%81%B5");
        var from = Uri.EscapeDataString(board.Document.QuerySelector("#choose input[name=from]")!.GetAttribute("value")!);

        var preview = await _client.GetAsync($"{Many}?act=accept&measure=2&from={from}");
        var confirmed = await _client.SubmitAsync(preview, "#confirm", ("step", "confirm"));
        var done = await _client.GetAsync(confirmed.Location!);
        var sheet = await _client.GetAsync(board.Document.QuerySelector("#row-2 th a")!.GetAttribute("href")!);
        var commented = await _client.SubmitAsync(sheet, "form[data-form=acts]", ("act", "comment"), ("comment.text", "確認しました"));
        var after = await _client.GetAsync(commented.Location!);
        var elsewhere = await _client.GetAsync($"{Many}?act=accept&measure=2&from={Uri.EscapeDataString("https://example.com/?state=Accepted&x=1")}");
        var calendar = await _client.GetAsync("/secretariat/cycles/town-2024/calendar");
        var asked = await _client.GetAsync($"{Many}?act=extend&measure=1&from=calendar");

        var dayAsked = await _client.GetAsync($"{Many}?act=extend&measure=1&from={from}");
        var dayGiven = await PreviewAsync(dayAsked, "2025-05-09");
        var closing = await _client.GetAsync(board.Document.QuerySelector("a[href*='/close']")!.GetAttribute("href")!);

        Assert.All([preview, done, sheet, after, dayAsked, dayGiven, closing], page => Assert.Equal(narrowed, page.Document.QuerySelector(".back a")!.GetAttribute("href")));
        Assert.Equal(narrowed, done.Document.QuerySelector("a.button")!.GetAttribute("href"));
        Assert.StartsWith("/secretariat/cycles/town-2024", elsewhere.Document.QuerySelector(".back a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.DoesNotContain("example", elsewhere.Document.QuerySelector(".back a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.All(calendar.Document.QuerySelectorAll("main form input[name=from]"), i => Assert.Equal("calendar", i.GetAttribute("value")));
        Assert.Equal(("/secretariat/cycles/town-2024/calendar", "予定に戻る"), (asked.Document.QuerySelector(".back a")!.GetAttribute("href"), asked.Document.QuerySelector(".back a")!.TextContent));
    }

    [Theory]
    [InlineData("２０２５－０５－０９")]
    [InlineData("20250509")]
    [InlineData("2025/5/9")]
    [InlineData("令和7年5月9日")]
    public async Task Extend_DayTypedByHand_IsUnderstood(string due)
    {
        var answer = await PreviewAsync(await _client.GetAsync($"{Many}?act=extend&measure=1&measure=3"), due);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("2025-05-09", answer.Document.QuerySelector("#confirm input[name=due]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("来週")]
    [InlineData("0007-05-09")]
    [InlineData("")]
    public async Task Extend_NoDay_IsAskedForAgain(string due)
    {
        var answer = await PreviewAsync(await _client.GetAsync($"{Many}?act=extend&measure=1&measure=3"), due);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(("true", due), (answer.Document.GetElementById("due")!.GetAttribute("aria-invalid"), answer.Document.GetElementById("due")!.GetAttribute("value")));
        Assert.Equal(["1", "3"], answer.Document.QuerySelectorAll("#ask input[name=measure]").Select(i => i.GetAttribute("value")));
    }

    [Theory]
    [InlineData("extend", "延長には理由が必要です")]
    [InlineData("withdraw", "取下げには理由が必要です")]
    [InlineData("close", "打切りには理由が必要です")]
    public async Task Confirm_WithoutReason_IsAskedForAgain_AndNothingIsDone(string act, string message)
    {
        var preview = await _client.GetAsync($"{Many}?act={act}&measure=1&due=2025-05-09");

        var answer = await _client.SubmitAsync(preview, "#confirm", ("reason", " "), ("step", "confirm"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Equal("true", answer.Document.GetElementById("reason")!.GetAttribute("aria-invalid"));
        Assert.Equal((SheetState.NotStarted, SmallPlan.Due), ((await _town.SheetAsync("1")).State, (await _town.SheetAsync("1")).Due));
    }

    [Theory]
    [InlineData("extend")]
    [InlineData("withdraw")]
    [InlineData("close")]
    public async Task Confirm_ReasonTooLong_SaysSoAndKeepsIt(string act)
    {
        var reason = new string('あ', 2_001);

        var answer = await _client.SubmitAsync(
            await _client.GetAsync($"{Many}?act={act}&measure=1&due=2025-05-09"), "#confirm", ("reason", reason), ("step", "confirm"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, reason), (answer.Status, answer.Document.GetElementById("reason")!.TextContent.Trim()));
        Assert.Contains("2000文字までです（いま2001文字）", answer.Document.GetElementById("reason-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((SheetState.NotStarted, SmallPlan.Due), ((await _town.SheetAsync("1")).State, (await _town.SheetAsync("1")).Due));
    }

    /// <summary>A Sunday that is no later for any of them is no day to ask about.</summary>
    [Fact]
    public async Task Extend_ClosedDayBeforeThePresentDeadline_IsRefusedAtOnce()
    {
        var page = await _client.GetAsync($"{Many}?act=extend&measure=1&measure=3&due=2025-04-20");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("button[name=instead]"));
        Assert.Contains("いまの期限令和7年4月25日(金)より後の日にしてください", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_Confirmed_TellsTheDepartmentsWhy()
    {
        var preview = await _client.GetAsync($"{Many}?act=withdraw&measure=1&measure=2");

        await _client.SubmitAsync(preview, "#confirm", ("reason", "別の計画に移したため"), ("step", "confirm"));
        await _town.LettersAsync();

        Assert.Contains("2部署（財政課、企画課）", preview.Text, StringComparison.Ordinal);
        Assert.Contains(await _town.AuditAsync(), e => e is { What: "取下げ", Note: "別の計画に移したため" });
        var letter = Assert.Single(_town.Post.Left, m => m.Subject == "取下げ No.1 広告料");
        Assert.Contains("理由:別の計画に移したため", letter.Body, StringComparison.Ordinal);
        Assert.Equal((SmallPlan.Zaisei, SmallPlan.Kikaku), (Assert.Single(letter.To), Assert.Single(letter.Cc)));
    }

    private Task<PageAnswer> PreviewAsync(PageAnswer ask, string due)
    {
        var form = ask.Document.QuerySelector("#ask")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(i => (Name: i.GetAttribute("name")!, Value: i.GetAttribute("value")!)).Append((Name: "due", Value: due));
        Assert.Equal("get", form.GetAttribute("method"));
        return _client.GetAsync($"{form.GetAttribute("action")}?{string.Join('&', fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"))}");
    }

    [Fact]
    public async Task Accept_SheetsChangedSinceThePreview_AreNamedAndLeft()
    {
        await _town.SubmitAsync("1");
        await _town.SubmitAsync("2");
        await _town.SubmitAsync("3");
        var preview = await _client.GetAsync($"{Many}?act=accept&measure=1&measure=2&measure=3");
        await _town.AcceptAsync("1");
        await _town.Sheets.TakeBackAsync(Town.CycleId, "2", _town.Act("department:kikaku"), _town.Client, Town.None);
        await _town.SubmitAsync("2", answers: SmallPlan.Answers("書き直した"));

        var confirmed = await _client.SubmitAsync(preview, "#confirm", ("step", "confirm"));
        var done = await _client.GetAsync(confirmed.Location!);

        Assert.Contains("1件を処理しました。2件は処理していません。", done.Text, StringComparison.Ordinal);
        Assert.Contains("No.1 広告料：この個票は「受理」", done.Text, StringComparison.Ordinal);
        Assert.Contains("No.2 ふるさと納税：確認の画面を開いた後に個票が変わった", done.Text, StringComparison.Ordinal);
        Assert.Equal((SheetState.Submitted, SheetState.Accepted), ((await _town.SheetAsync("2")).State, (await _town.SheetAsync("3")).State));
    }

    [Fact]
    public async Task Remind_ConfirmedTwice_MailsOnce()
    {
        var preview = await _client.GetAsync($"{Many}?act=remind&measure=1&measure=3");

        var first = await _client.SubmitAsync(preview, "#confirm", ("step", "confirm"));
        var second = await _client.SubmitAsync(preview, "#confirm", ("step", "confirm"));
        await _town.PassAsync(TimeSpan.FromMinutes(5));
        var done = await _client.GetAsync(second.Location!);

        Assert.Equal(first.Location, second.Location);
        Assert.Contains("2件を処理しました。", done.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await _town.AuditAsync()).Count(e => e.What == "督促"));
        // One to both departments of the first, one to the department of the third.
        Assert.Equal(2, (await _town.MailsAsync()).Count(m => m.Key.Purpose == MailPurpose.Reminder));
    }

    [Theory]
    [InlineData("withdraw", SheetState.Withdrawn)]
    [InlineData("close", SheetState.Missing)]
    public async Task Settle_Confirmed_Settles(string act, SheetState expected)
    {
        var preview = await _client.GetAsync($"{Many}?act={act}&measure=1");

        await _client.SubmitAsync(preview, "#confirm", ("reason", "別の取組にまとめるため"), ("step", "confirm"));

        Assert.Contains(await _town.AuditAsync(), e => e is { Subject: "sheet-1", Note: "別の取組にまとめるため" });
        Assert.Contains("元に戻すことはできません", preview.Text, StringComparison.Ordinal);
        Assert.Equal(expected, (await _town.SheetAsync("1")).State);
    }

    [Fact]
    public async Task GetDone_WithoutTheDayThatWasAsked_SaysThatNothingWasDone()
    {
        var page = await _client.GetAsync($"{Many}/done?act=extend&measure=1");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("実行しませんでした", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?act=accept", HttpStatusCode.UnprocessableEntity, "個票が選ばれていません")]
    [InlineData("?act=remind&measure=1&measure=99", HttpStatusCode.OK, "「99」という番号の個票は、この年度の評価にありません")]
    [InlineData("?act=explode&measure=1", HttpStatusCode.NotFound, "見つかりません")]
    public async Task Get_WrongChoice_SaysWhatToDo(string query, HttpStatusCode status, string words)
    {
        var page = await _client.GetAsync(Many + query);

        Assert.Equal(status, page.Status);
        Assert.Contains(words, page.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CloseStage_SomethingUnchecked_NamesItAndClosesNothing()
    {
        await _town.SubmitAsync("2");

        var page = await _client.GetAsync("/secretariat/cycles/town-2024/close");

        Assert.Contains("まだ確認していない個票が1件", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#confirm"));
    }

    [Theory]
    [InlineData("", "yes", "reason")]
    [InlineData("審議会の日程のため", "", "early")]
    [InlineData("", "", "reason", "early")]
    public async Task CloseStage_WithoutReasonOrConfirmation_SaysWhereAndKeepsTheRest(string reason, string early, params string[] fields)
    {
        var page = await _client.GetAsync("/secretariat/cycles/town-2024/close");

        var again = await _client.SubmitAsync(page, "#confirm", ("reason", reason), ("early", early));

        Assert.Contains("2部署には、期限まであと24日残っています。それでも締め切ります。", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal(fields, again.Document.QuerySelectorAll("[aria-invalid=true]").Select(e => e.Id!));
        Assert.Equal(reason, again.Document.GetElementById("reason")!.TextContent);
        Assert.Equal(early == "yes", again.Document.GetElementById("early")!.HasAttribute("checked"));
        Assert.Equal(SheetState.NotStarted, (await _town.SheetAsync("1")).State);
    }

    [Fact]
    public async Task CloseStage_Done_TheBoardSaysThatItIsClosedAndWhy()
    {
        var page = await _client.GetAsync("/secretariat/cycles/town-2024/close");
        await _client.SubmitAsync(page, "#confirm", ("reason", "審議会の日程のため"), ("early", "yes"));

        var board = await _client.GetAsync("/secretariat/cycles/town-2024");
        var cycles = await _client.GetAsync("/secretariat");

        Assert.Equal("自己評価は締め切りました（委員評価の開始待ち）", board.Document.QuerySelector(".whose .mark")!.TextContent);
        Assert.Contains("自己評価は締め切りました（委員評価の開始待ち）", cycles.Text, StringComparison.Ordinal);
        Assert.Contains("審議会の日程のため", board.Text, StringComparison.Ordinal);
        // Everything is settled: no box to tick and no act that could only be refused.
        Assert.Empty(board.Document.QuerySelectorAll("#choose input, #choose button, [data-all]"));
        Assert.Equal(["未提出 3"], cycles.Document.QuerySelectorAll(".key-list li").Select(l => l.TextContent));
    }

    [Fact]
    public async Task Extend_BeforeThePresentDeadline_SaysWhyAndLeadsBackToTheDay()
    {
        var refused = await _client.GetAsync($"{Many}?act=extend&measure=1&measure=3&due=2025-04-21");
        var again = await _client.GetAsync(refused.Document.QuerySelector("a.button")!.GetAttribute("href")!);

        Assert.Contains("いまの期限令和7年4月25日(金)より後の日にしてください", refused.Text, StringComparison.Ordinal);
        Assert.Contains("どれもこの操作の対象になりません", refused.Text, StringComparison.Ordinal);
        Assert.Equal("期限を入力し直す", refused.Document.QuerySelector("a.button")!.TextContent);
        Assert.Equal((HttpStatusCode.OK, "2025-04-21"), (again.Status, again.Document.GetElementById("due")!.GetAttribute("value")));
        Assert.Equal(["1", "3"], again.Document.QuerySelectorAll("#ask input[name=measure]").Select(i => i.GetAttribute("value")));
    }

    [Fact]
    public async Task Extend_Holiday_AsksAndTakesTheNextBusinessDayWithOneClick()
    {
        var asked = $"{Many}?act=extend&measure=1&measure=3&due=2025-05-03";

        var question = await _client.GetAsync(asked);
        var preview = await _client.GetAsync($"{asked}&instead=2025-05-03%3E2025-05-07");
        await _client.SubmitAsync(preview, "#confirm", ("reason", "大雪のため"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, question.Status);
        Assert.Contains("5月3日は憲法記念日です。次の開庁日は5月7日(水)です。", question.Text, StringComparison.Ordinal);
        Assert.Contains("憲法記念日", question.Document.QuerySelector("[aria-labelledby=errors-title] a[href='#due-question']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2025-05-03>2025-05-07", question.Document.QuerySelector("button[name=instead]")!.GetAttribute("value"));
        Assert.Contains("令和7年5月7日(水)", preview.Text, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2025, 5, 7), (await _town.SheetAsync("3")).Due);
    }

    [Fact]
    public async Task Extend_DayThatHoldsTheCommitteeUp_IsKeptWhenInsistedOn()
    {
        var asked = $"{Many}?act=extend&measure=1";

        var question = await _client.GetAsync($"{asked}&due=2025-05-20");
        var preview = await _client.GetAsync($"{asked}&due=2025-05-20&sure=2025-05-20");
        var other = await _client.GetAsync($"{asked}&due=2025-05-21&sure=2025-05-20");
        await _client.SubmitAsync(preview, "#confirm", ("reason", "大雪のため"));

        Assert.Null(question.Document.QuerySelector("button[name=instead]"));
        Assert.Contains("委員評価が始まる日（令和7年5月20日(火)）以降です。", question.Text, StringComparison.Ordinal);
        Assert.Contains("委員評価が始まる日（令和7年5月20日(火)）以降です。", preview.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal(new DateOnly(2025, 5, 20), (await _town.SheetAsync("1")).Due);
    }

    [Fact]
    public async Task CloseStage_Confirmed_NamesWhatIsMissing()
    {
        await _town.AnswerAllAsync("2");

        var page = await _client.GetAsync("/secretariat/cycles/town-2024/close");
        var done = await _client.GetAsync((await _client.SubmitAsync(page, "#confirm", ("reason", "審議会の日程のため"), ("early", "yes"))).Location!);

        Assert.Contains("No.1 広告料", page.Text, StringComparison.Ordinal);
        Assert.Contains("2件を処理しました。", done.Text, StringComparison.Ordinal);
        Assert.Equal((SheetState.Missing, SheetState.Accepted), ((await _town.SheetAsync("1")).State, (await _town.SheetAsync("2")).State));
    }
}
