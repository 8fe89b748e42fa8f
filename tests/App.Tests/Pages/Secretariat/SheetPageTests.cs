using System.Net;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

public sealed class SheetPageTests : IAsyncLifetime
{
    private const string Path = "/secretariat/cycles/town-2024/sheets/2";

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
    public async Task Get_SecondVersion_ShowsWhatChanged()
    {
        await _town.SubmitAsync("2");
        await _town.Sheets.ReturnAsync(Town.CycleId, "2", 1, "理由を書いてください", SmallPlan.Due, _town.Act(), _town.Client, Town.None);
        await _town.SubmitAsync("2", answers: SmallPlan.Answers(progress: 2).With("remark", new TextAnswer("特記・橋の点検を終えた。次は修繕。")));

        var page = await _client.GetAsync(Path);

        Assert.Contains(page.Document.QuerySelectorAll("ins"), e => e.TextContent.Contains("次は修繕", StringComparison.Ordinal));
        Assert.Contains(page.Document.QuerySelectorAll("del"), e => e.TextContent.Contains("進捗度：3", StringComparison.Ordinal));
        Assert.Contains("第2版", page.Text, StringComparison.Ordinal);
    }

    /// <summary>Every place that shows a table says the year in words, the version before included.</summary>
    [Fact]
    public async Task Get_Table_SaysItsYearsInWords()
    {
        await _town.SubmitAsync("2");
        var first = await _client.GetAsync(Path);
        await _town.Sheets.ReturnAsync(Town.CycleId, "2", 1, "理由を書いてください", SmallPlan.Due, _town.Act(), _town.Client, Town.None);
        await _town.SubmitAsync("2", answers: SmallPlan.Answers("書き直した"));
        var second = await _client.GetAsync(Path);

        Assert.Equal("令和6年度", first.Document.QuerySelector("dl.answers td")!.TextContent);
        Assert.DoesNotContain("R6", first.Document.QuerySelector("dl.answers")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("年度：令和6年度", second.Document.QuerySelector("dl.answers")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>令和7年 typed as the year 7, and a day that no calendar has.</summary>
    [Theory]
    [InlineData("return", "due", "0007-04-30")]
    [InlineData("extend", "due", "0007-04-30")]
    [InlineData("extend", "due", "9999-12-31")]
    [InlineData("end", "month", "0007-03")]
    public async Task Post_DayThatNobodyCanMean_IsAskedForAgain(string act, string field, string typed)
    {
        if (act == "return")
        {
            await _town.SubmitAsync("2");
        }

        var again = await _client.SubmitAsync(
            await _client.GetAsync(Path), "form[data-form=acts]", ("act", act), ($"{act}.{field}", typed), ($"{act}.reason", "災害対応のため"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains(again.Document.QuerySelectorAll("[aria-invalid=true]"), e => e.GetAttribute("name") == $"{act}.{field}");
    }

    [Theory]
    [InlineData("return")]
    [InlineData("extend")]
    [InlineData("decline")]
    public async Task Post_ReasonTooLong_SaysSoAndKeepsIt(string act)
    {
        if (act == "return")
        {
            await _town.SubmitAsync("2");
        }
        else
        {
            await _town.Get<ExtensionDesk>().RequestAsync(
                Town.CycleId, "2", SmallPlan.Due.AddDays(14), "繁忙", _town.Act("department:kikaku"), _town.Client, Town.None);
        }

        var reason = new string('あ', 2_001);
        // A Saturday too: what is wrong with the reason is said first.
        var answer = await _client.SubmitAsync(await _client.GetAsync(Path), "form[data-form=acts]", ("act", act), ($"{act}.reason", reason), ($"{act}.due", "2025-05-10"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("2000文字までです（いま2001文字）", answer.Document.GetElementById($"{act}-reason-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(reason, answer.Document.GetElementById($"{act}-reason")!.TextContent.Trim());
    }

    [Fact]
    public async Task Post_Accept_AcceptsAndSaysSo()
    {
        await _town.SubmitAsync("2");

        var answer = await _client.SubmitAsync(await _client.GetAsync(Path), "form[data-form=acts]", ("act", "accept"));
        var next = await _client.GetAsync(answer.Location!);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains("受理しました", next.Document.QuerySelector(".notice.good")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(SheetState.Accepted, (await _town.SheetAsync("2")).State);
    }

    [Fact]
    public async Task Post_AcceptTwice_IsOnce()
    {
        await _town.SubmitAsync("2");
        var page = await _client.GetAsync(Path);

        var first = await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "accept"));
        var second = await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "accept"));
        await _town.LettersAsync();

        Assert.Equal((first.Status, first.Location), (second.Status, second.Location));
        Assert.Single(await _town.AuditAsync(), e => e.What == "受理");
        Assert.Single(await _town.MailsAsync(), m => m.Key.Purpose == MailPurpose.Accepted);
    }

    [Fact]
    public async Task Post_AcceptOfAVersionThatWasNotRead_IsRefused()
    {
        await _town.SubmitAsync("2");
        var page = await _client.GetAsync(Path);
        await _town.Sheets.TakeBackAsync(Town.CycleId, "2", _town.Act("department:kikaku"), _town.Client, Town.None);
        await _town.SubmitAsync("2", answers: SmallPlan.Answers("書き直した"));

        var answer = await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "accept"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("新しい版（第2版）が提出されました", answer.Text, StringComparison.Ordinal);
        Assert.Contains("書き直した", answer.Text, StringComparison.Ordinal);
        Assert.Equal(SheetState.Submitted, (await _town.SheetAsync("2")).State);
    }

    [Fact]
    public async Task Get_Submitted_SaysTotalAndGradeAndThatAcceptingIsFinal()
    {
        await _town.SubmitAsync("2");

        var page = await _client.GetAsync(Path);

        Assert.Contains("で、総合評価は", page.Document.QuerySelector("p.grade")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("受理は取り消せません", page.Document.QuerySelector("[data-act=accept]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Awaited_LeadsToTheFormOnBehalf()
    {
        var page = await _client.GetAsync(Path);

        var form = await _client.GetAsync(page.Document.QuerySelectorAll("a").Single(a => a.TextContent == "代理入力の画面へ").GetAttribute("href")!);

        Assert.Contains("代理入力です", form.Text, StringComparison.Ordinal);
        Assert.NotNull(form.Document.QuerySelector("#sheet-form"));
    }

    [Fact]
    public async Task Board_TakenBack_HasNoDayOfHandingIn()
    {
        await _town.SubmitAsync("2");
        var before = await SubmittedAtAsync();
        await _town.Sheets.TakeBackAsync(Town.CycleId, "2", _town.Act("department:kikaku"), _town.Client, Town.None);

        Assert.NotNull(before);
        Assert.Null(await SubmittedAtAsync());

        async Task<DateTimeOffset?> SubmittedAtAsync() =>
            (await _town.Get<GyoseiFlow.App.Cycles.BoardReader>().GetAsync(Town.CycleId, Town.None)).Rows.Single(r => r.Measure == "2").SubmittedAt;
    }

    [Fact]
    public async Task Post_ReturnWithReasonAndDay_Returns()
    {
        await _town.SubmitAsync("2");

        var answer = await _client.SubmitAsync(
            await _client.GetAsync(Path), "form[data-form=acts]", ("act", "return"), ("return.reason", "成果を書いてください"), ("return.due", "2025-05-09"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var sheet = await _town.SheetAsync("2");
        Assert.Equal((SheetState.Returned, "成果を書いてください", new DateOnly(2025, 5, 9)), (sheet.State, sheet.ReturnReason, sheet.Due));
    }

    [Theory]
    [InlineData("", "2025-05-09", "return-reason", "差戻しには理由が必要です")]
    [InlineData("成果を書いてください", "", "return-due", "年月日で入力してください")]
    [InlineData("成果を書いてください", "2025-03-31", "return-due", "期限")]
    public async Task Post_ReturnWithAProblem_KeepsWhatWasTyped(string reason, string due, string field, string message)
    {
        await _town.SubmitAsync("2");

        var answer = await _client.SubmitAsync(await _client.GetAsync(Path), "form[data-form=acts]", ("act", "return"), ("return.reason", reason), ("return.due", due));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var wrong = answer.Document.GetElementById(field)!;
        Assert.Equal("true", wrong.GetAttribute("aria-invalid"));
        Assert.Contains(message, answer.Document.GetElementById($"{field}-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((reason, due), (answer.Document.GetElementById("return-reason")!.TextContent, answer.Document.GetElementById("return-due")!.GetAttribute("value")));
        Assert.Equal(SheetState.Submitted, (await _town.SheetAsync("2")).State);
    }

    [Fact]
    public async Task Post_ExtendAfterARequest_GrantsIt()
    {
        await AskForMoreTimeAsync();
        var page = await _client.GetAsync(Path);

        var answer = await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "extend"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal(SmallPlan.Due.AddDays(5), (await _town.SheetAsync("2")).Due);
        Assert.Equal(ExtensionRequestState.Granted, (await _town.Get<ExtensionDesk>().FindAsync(Town.CycleId, "2", Town.None))!.State);
    }

    [Fact]
    public async Task Post_Decline_NeedsAReason()
    {
        await AskForMoreTimeAsync();
        var page = await _client.GetAsync(Path);

        var without = await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "decline"));
        var with = await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "decline"), ("decline.reason", "公表に間に合わないため"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (without.Status, with.Status));
        Assert.Equal(ExtensionRequestState.Declined, (await _town.Get<ExtensionDesk>().FindAsync(Town.CycleId, "2", Town.None))!.State);
    }

    [Fact]
    public async Task Post_RemindReassignCommentAndEnd_AreDone()
    {
        var page = await _client.GetAsync(Path);

        await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "remind"));
        await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "comment"), ("comment.text", "お待ちしています"));
        await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "end"), ("end.month", "2025-03"));
        var reassigned = await _client.SubmitAsync(page, "form[data-form=acts]", ("act", "reassign"), ("reassign.department", "zaisei"), ("reassign.department", "kikaku"));
        await _town.PassAsync(TimeSpan.FromMinutes(5));
        var after = await _client.GetAsync(Path);

        Assert.Equal(HttpStatusCode.SeeOther, reassigned.Status);
        Assert.Equal(["zaisei", "kikaku"], (await _town.SheetAsync("2")).Departments.AsEnumerable());
        Assert.Contains("お待ちしています", after.Text, StringComparison.Ordinal);
        Assert.Contains("令和7年3月に終了", after.Text, StringComparison.Ordinal);
        Assert.Contains(await _town.MailsAsync(), m => m.Key.Purpose == MailPurpose.Reminder);
    }

    [Fact]
    public async Task Post_ReassignToNobody_KeepsTheChoice()
    {
        var answer = await _client.SubmitAsync(
            await _client.GetAsync(Path), "form[data-form=acts]", ("act", "reassign"), ("reassign.department", "zaisei"), ("reassign.department", "zaisei"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("2回選ばれています", answer.Text, StringComparison.Ordinal);
        Assert.Equal("zaisei", answer.Document.QuerySelector("#reassign-department-2 option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Post_ReassignToThoseWhoHaveIt_IsSaidAtTheFieldAndMailsNobody()
    {
        var answer = await _client.SubmitAsync(await _client.GetAsync(Path), "form[data-form=acts]", ("act", "reassign"));
        await _town.LettersAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("担当部署は変わっていません", answer.Document.GetElementById("reassign-error")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(_town.Post.Left, m => m.Key.Contains("/sheet-2/Task/r", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_UnknownMeasure_IsMissing() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/secretariat/cycles/town-2024/sheets/99")).Status);

    [Fact]
    public async Task Post_UnknownMeasure_IsMissing()
    {
        var page = await _client.GetAsync(Path);
        var form = page.Document.QuerySelector("form[data-form=acts]")!;
        var hidden = form.QuerySelectorAll("input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)).ToArray();

        Assert.Equal(HttpStatusCode.NotFound, (await _client.PostAsync("/secretariat/cycles/town-2024/sheets/99", hidden)).Status);
    }

    [Fact]
    public async Task Post_Department_IsForbidden()
    {
        using var department = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        var tasks = await department.GetAsync("/no/such/page");
        var token = tasks.Document.QuerySelector("input[name=token]") ?? tasks.Document.QuerySelector("form input")!;

        var answer = await department.PostAsync(Path, (token.GetAttribute("name")!, token.GetAttribute("value")!), ("act", "accept"), ("seen", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    [Theory]
    [InlineData("extend", "instead", "2025-05-04>2025-05-07", "2025-05-07")]
    [InlineData("extend", "sure", "2025-05-04", "2025-05-04")]
    [InlineData("return", "instead", "2025-05-04>2025-05-07", "2025-05-07")]
    public async Task Post_DeadlineOnAHoliday_IsAskedAboutAndDoneWithOneClick(string act, string button, string value, string due)
    {
        if (act == "return")
        {
            await _town.SubmitAsync("2");
        }

        var page = await _client.GetAsync(Path);
        var question = await _client.SubmitAsync(page, "form[data-form=acts]", ("act", act), ($"{act}.due", "2025-05-04"), ($"{act}.reason", "大雪のため"));
        var before = (await _town.SheetAsync("2")).Due;
        var done = await _client.SubmitAsync(question, "form[data-form=acts]", (button, value));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, SmallPlan.Due), (question.Status, before));
        Assert.Contains("5月4日はみどりの日です。次の開庁日は5月7日(水)です。", question.Document.GetElementById($"{act}-due-question")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("大雪のため", "2025-05-04"), (question.Document.GetElementById($"{act}-reason")!.TextContent, question.Document.GetElementById($"{act}-due")!.GetAttribute("value")));
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), (await _town.SheetAsync("2")).Due);
    }

    [Theory]
    [InlineData("2025-03-29", "すでに過ぎています")]
    [InlineData("2025-07-30", "公表の日（令和7年7月30日(水)）に間に合いません")]
    [InlineData("2098-12-31", "公表の日（令和7年7月30日(水)）に間に合いません")]
    [InlineData("9999-12-31", "新しい期限を、年月日で入力してください")]
    public async Task Post_DeadlineThatMakesNoSense_IsRefused(string due, string words)
    {
        await _town.SubmitAsync("2");

        var answer = await _client.SubmitAsync(
            await _client.GetAsync(Path), "form[data-form=acts]", ("act", "return"), ("return.due", due), ("return.reason", "直してください"), ("asked", "return"), ("sure", due));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(words, answer.Document.GetElementById("return-due-error")!.TextContent, StringComparison.Ordinal);
        Assert.Null(answer.Document.GetElementById("return-due-question"));
        Assert.Equal(due, answer.Document.GetElementById("return-due")!.GetAttribute("value"));
    }

    /// <summary>Without a script: what is half written for another act comes back, once the comment is in the log.</summary>
    [Fact]
    public async Task Post_CommentBesideAHalfWrittenReason_KeepsTheReason()
    {
        await _town.SubmitAsync("2");
        var page = await _client.GetAsync(Path);
        (string, string)[] typed = [("act", "comment"), ("comment.text", "確認中です"), ("return.reason", "成果を書い"), ("return.due", "2025-05-12")];

        var answer = await _client.SubmitAsync(page, "form[data-form=acts]", typed);
        await _client.SubmitAsync(page, "form[data-form=acts]", typed);
        var returned = await _client.SubmitAsync(answer, "form[data-form=acts]", ("act", "return"), ("return.reason", "成果を書いてください"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("コメントを書き込みました。ほかの欄に入力したもの", answer.Document.QuerySelector(".notice.good[data-focus]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("成果を書い", "2025-05-12"), (answer.Document.GetElementById("return-reason")!.TextContent, answer.Document.GetElementById("return-due")!.GetAttribute("value")));
        Assert.Equal("", answer.Document.GetElementById("comment-text")!.TextContent);
        Assert.Single(answer.Document.QuerySelectorAll("ul.talk li"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{Path}?done=return"), (returned.Status, returned.Location));
        Assert.Equal("成果を書いてください", (await _town.SheetAsync("2")).ReturnReason);
        Assert.Single(await _town.AuditAsync(), e => e.What.StartsWith("コメント", StringComparison.Ordinal));
    }

    /// <summary>The place of the reason is gone with the acceptance; the words are shown all the same.</summary>
    [Fact]
    public async Task Post_AcceptBesideAHalfWrittenReason_ShowsTheWords()
    {
        await _town.SubmitAsync("2");

        var answer = await _client.SubmitAsync(
            await _client.GetAsync(Path), "form[data-form=acts]", ("act", "accept"), ("return.reason", "書きかけの理由"), ("comment.text", "書きかけのコメント"));

        Assert.Equal(SheetState.Accepted, (await _town.SheetAsync("2")).State);
        Assert.Contains("受理しました", answer.Text, StringComparison.Ordinal);
        Assert.Equal("書きかけの理由", answer.Document.QuerySelector("dl.held pre")!.TextContent);
        Assert.Equal("書きかけのコメント", answer.Document.GetElementById("comment-text")!.TextContent);
    }

    /// <summary>Enter in a day's field presses the form's first button.</summary>
    [Fact]
    public async Task Post_Enter_DoesNothingAndKeepsWhatIsTyped()
    {
        await _town.SubmitAsync("2");
        var page = await _client.GetAsync(Path);
        var first = page.Document.QuerySelector("form[data-form=acts] button")!;

        var answer = await _client.SubmitAsync(
            page, "form[data-form=acts]", (first.GetAttribute("name")!, first.GetAttribute("value")!), ("return.reason", "書きかけの理由"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("書きかけの理由", answer.Document.GetElementById("return-reason")!.TextContent);
        Assert.Equal(SheetState.Submitted, (await _town.SheetAsync("2")).State);
    }

    /// <summary>What is wrong comes before the way to the other pages; a submitted sheet leads on to the check.</summary>
    [Fact]
    public async Task Post_Wrong_TheErrorsComeBeforeThePlaces()
    {
        await _town.SubmitAsync("2");

        var answer = await _client.SubmitAsync(await _client.GetAsync(Path), "form[data-form=acts]", ("act", "return"));

        Assert.True(answer.Body.IndexOf("errors-title", StringComparison.Ordinal) < answer.Body.IndexOf("class=\"places\"", StringComparison.Ordinal));
        Assert.Equal("#accept-form", answer.Document.QuerySelector("dl.facts a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Get_Settled_DoesNotPointToTheDraftThatNobodyWritesOn()
    {
        var awaited = await _client.GetAsync(Path);
        await _town.Sheets.CloseAsync(Town.CycleId, "2", "提出がなかったため", _town.Act(), _town.Client, Town.None);

        var closed = await _client.GetAsync(Path);

        Assert.Contains("代理入力の画面", awaited.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("代理入力の画面", closed.Text, StringComparison.Ordinal);
    }

    private Task AskForMoreTimeAsync() => _town.Get<ExtensionDesk>().RequestAsync(
        Town.CycleId, "2", SmallPlan.Due.AddDays(5), "集計が間に合わないため", _town.Act("department:kikaku"), _town.Client, Town.None);
}
