using System.Net;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Tests.Pages.Committee;

/// <summary>A member's ballot, from the list to handing in, and whatever can go wrong on the way.</summary>
public sealed class BallotPageTests : IAsyncLifetime
{
    private const string Item1 = VotingTown.Ballot + "/items/1";
    private const string Check = VotingTown.Ballot + "/check";
    private const string Vote = "form[data-form=vote]";

    private Town _town = null!;

    public async Task InitializeAsync() => _town = await VotingTown.OpenedAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Get_Ballots_SaysDueWithItsWeekdayAndHowFarItIs()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        await SaveAsync(member, Item1, ("score", "4"), ("opinion", "よい"));

        var list = await member.GetAsync("/committee");

        Assert.Contains("令和7年6月20日(金)（あと31日）", list.Text, StringComparison.Ordinal);
        Assert.Contains("2項目のうち1項目を入力済み", list.Text, StringComparison.Ordinal);
        Assert.NotNull(list.Document.QuerySelector($"a[href='{VotingTown.Ballot}']"));
    }

    [Fact]
    public async Task Get_Item_ShowsWhatTheDepartmentsWroteWithScoresAndYears()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        var page = await member.GetAsync(Item1);

        Assert.Equal("1 財源の確保", page.Title);
        Assert.Contains("特記・橋の点検を終えた", page.Text, StringComparison.Ordinal);
        Assert.Equal(["1 広告料", "2 ふるさと納税", "平均"], page.Document.QuerySelectorAll("table.figures tbody th").Select(th => th.TextContent));
        Assert.Equal(["3", "2", "5", "A"], page.Document.QuerySelectorAll("table.figures tbody:first-of-type tr:first-child td").Select(td => td.TextContent));
        Assert.Contains("5　良い", page.Text, StringComparison.Ordinal);
        Assert.Equal(["1 広告料", "2 ふるさと納税"], page.Document.QuerySelectorAll("details.answers summary h3").Select(h => h.TextContent));
        Assert.NotEmpty(page.Document.QuerySelectorAll("details.answers h4"));
        Assert.Equal("4000文字まで", page.Document.GetElementById("opinion-count")!.TextContent);
        Assert.Contains("A：", page.Document.QuerySelector("#score-key")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("電話", (await member.GetAsync(VotingTown.Ballot)).Document.QuerySelector("dl.facts")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EveryItemThenHandIn_TheBallotIsIn()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        var first = await SaveAsync(member, Item1, ("score", "4"), ("opinion", "一行目\n二行目"), ("then", "next"));
        var second = await SaveAsync(member, $"{VotingTown.Ballot}/items/2", ("score", "2"), ("none", "yes"), ("then", "next"));
        var check = await member.GetAsync(Check);
        var done = await member.SubmitAsync(check, $"form[action='{Check}']");
        await _town.RestAsync();

        Assert.Equal((HttpStatusCode.SeeOther, $"{VotingTown.Ballot}/items/2?done=saved"), (first.Status, first.Location));
        Assert.Equal($"{Check}?done=saved", second.Location);
        Assert.Null(check.Document.QuerySelector("#incomplete"));
        Assert.Equal($"{Check}?done=handed-in", done.Location);
        var ballot = await BallotAsync("m2");
        Assert.Equal(BallotState.Submitted, ballot.State);
        Assert.Equal([new Vote(4, "一行目\n二行目"), new Vote(2, null)], ballot.ByItem.Values);
    }

    [Fact]
    public async Task Post_HandInTwice_IsOnce()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        await SaveAsync(member, Item1, ("score", "4"), ("opinion", "よい"));
        var check = await member.GetAsync(Check);

        var answers = await Task.WhenAll(
            member.SubmitAsync(check, $"form[action='{Check}']", ("incomplete", "yes")),
            member.SubmitAsync(check, $"form[action='{Check}']", ("incomplete", "yes")));
        var late = await member.SubmitAsync(check, $"form[action='{Check}']", ("incomplete", "yes"));

        Assert.All([.. answers, late], a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Single(await _town.AuditAsync(), a => a.What == "評価提出");
    }

    [Fact]
    public async Task Post_HandInWithSomethingOpen_NeedsToBeSaid()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        await SaveAsync(member, Item1, ("score", "4"));
        var check = await member.GetAsync(Check);

        var refused = await member.SubmitAsync(check, $"form[action='{Check}']");
        var taken = await member.SubmitAsync(refused, $"form[action='{Check}']", ("incomplete", "yes"));

        Assert.Equal(
            [Item1, $"{VotingTown.Ballot}/items/2"],
            check.Document.QuerySelectorAll(".notice.warn li a").Select(a => a.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("未入力の取組項目が2件", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, taken.Status);
        Assert.Equal(new Vote(4, null), Assert.Single((await BallotAsync("m2")).ByItem).Value);
    }

    [Fact]
    public async Task Post_ChangedAfterHandingIn_CountsWhenHandedInAgain()
    {
        await _town.VoteAsync("m2");
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        await SaveAsync(member, Item1, ("score", "4"), ("opinion", "よく取り組まれている"), ("then", "next"));
        var turned = await member.GetAsync(VotingTown.Ballot);
        await SaveAsync(member, Item1, ("score", "1"), ("opinion", "考え直した"));
        var changed = await member.GetAsync(Check);
        var before = (await BallotAsync("m2")).ByItem[1].Score;
        await member.SubmitAsync(changed, $"form[action='{Check}']");

        Assert.Contains("提出済み", turned.Text, StringComparison.Ordinal);
        Assert.Contains("提出した後に内容を変更しています", changed.Text, StringComparison.Ordinal);
        Assert.Equal((4, 1), (before, (await BallotAsync("m2")).ByItem[1].Score));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("4.5")]
    [InlineData("99999999999999")]
    [InlineData("よい")]
    public async Task Post_ScoreOutOfScale_IsRefusedAndTheOpinionStays(string score)
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        var refused = await SaveAsync(member, Item1, ("score", score), ("opinion", "残る意見"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("評点は1～5から選んでください", refused.Text, StringComparison.Ordinal);
        Assert.Equal("残る意見", refused.Document.QuerySelector("textarea")!.TextContent);
        Assert.Empty((await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Votes);
    }

    [Fact]
    public async Task Post_OpinionAndNoOpinion_AsksWhich()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        var refused = await SaveAsync(member, Item1, ("opinion", "ある"), ("none", "yes"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("#opinion", refused.Document.QuerySelector(".notice.fault a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("99999999999999")]
    public async Task GetAndPost_ItemThatDoesNotExist_ReturnNotFound(string number)
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        var token = Token(await member.GetAsync(Item1));

        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"{VotingTown.Ballot}/items/{number}")).Status);
        var posted = await member.PostAsync($"{VotingTown.Ballot}/items/{number}", ("token", token), ("score", "4"));
        Assert.Equal(HttpStatusCode.NotFound, posted.Status);
    }

    [Fact]
    public async Task Get_AnotherMembersVotes_AreNowhere()
    {
        await _town.VoteAsync("m1");
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        string[] paths = ["/committee", VotingTown.Ballot, Item1, Check, Item1 + "?member=m1", VotingTown.Ballot + "?id=m1"];

        foreach (var path in paths)
        {
            var page = await member.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("よく取り組まれている", page.Body, StringComparison.Ordinal);
            Assert.Null(page.Document.QuerySelector("input[type=radio][value='4'][checked]"));
        }
    }

    [Fact]
    public async Task Post_WithAnotherMembersId_ChangesOnlyOnesOwn()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        await SaveAsync(member, Item1, ("score", "1"), ("member", "m1"), ("id", "m1"));

        Assert.Empty((await _town.Ballots.GetAsync(Town.CycleId, "m1", Town.None)).Votes);
        Assert.Equal(1, (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Votes[1].Score);
    }

    [Theory]
    [InlineData(SmallPlan.Zaisei)]
    [InlineData(SmallPlan.Secretariat)]
    public async Task GetAndPost_NoMember_ReturnForbidden(string address)
    {
        using var client = await PageClient.SignedInAsync(_town, address);
        var token = Token(await client.GetAsync("/committee"));

        foreach (var path in new[] { "/committee", VotingTown.Ballot, Item1, Check, VotingTown.Ballot + "/approval", "/committee/other-2024" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(Item1, ("token", token), ("score", "4"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(Check, ("token", token))).Status);
    }

    [Fact]
    public async Task Get_CycleThatDoesNotExist_ReturnsNotFound()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/committee/town-1999")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync("/committee/another-2024")).Status);
    }

    [Fact]
    public async Task Post_SameItemSavedElsewhere_ShowsBothAndSavesWhatIsChosen()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        var old = await member.GetAsync(Item1);
        await SaveAsync(member, Item1, ("score", "5"), ("opinion", "職場で"));

        var conflict = await member.SubmitAsync(old, Vote, ("score", "2"), ("opinion", "自宅で"), ("then", "stay"));
        var chosen = await member.SubmitAsync(conflict, Vote, ("opinion", "職場で・自宅で"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("職場で", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("自宅で", conflict.Document.QuerySelector("textarea")!.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, chosen.Status);
        Assert.Equal(new Vote(2, "職場で・自宅で"), (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Votes[1]);
    }

    [Fact]
    public async Task Post_AnotherItemSavedElsewhere_BothAreKept()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        var old = await member.GetAsync(Item1);
        await SaveAsync(member, $"{VotingTown.Ballot}/items/2", ("score", "5"));

        var saved = await member.SubmitAsync(old, Vote, ("score", "2"));
        var twice = await member.SubmitAsync(old, Vote, ("score", "2"));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [saved.Status, twice.Status]);
        Assert.Equal([2, 5], (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Votes.Values.Select(v => v.Score));
    }

    [Fact]
    public async Task Post_StageClosedWhileThePageWasOpen_NothingTypedIsLost()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        await SaveAsync(member, Item1, ("score", "4"), ("opinion", "保存ずみ"));
        var open = await member.GetAsync(Item1);
        var check = await member.GetAsync(Check);
        await _town.Get<ManyBallotsDesk>().CloseStageAsync(
            Town.CycleId, "連絡がつかないため", isEarlyConfirmed: true, _town.Act(), _town.Client, Town.None);

        var late = await member.SubmitAsync(open, Vote, ("opinion", "遅れた意見"));
        var handedIn = await member.SubmitAsync(check, $"form[action='{Check}']", ("incomplete", "yes"));

        Assert.Equal((HttpStatusCode.Conflict, "評価の受付が終わりました"), (late.Status, late.Title));
        Assert.Contains("遅れた意見", late.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, handedIn.Status);
        Assert.Contains("保存ずみ", handedIn.Text, StringComparison.Ordinal);
        Assert.Equal(BallotState.Missing, (await BallotAsync("m2")).State);
    }

    [Fact]
    public async Task Get_AfterTheStage_IsReadOnlyAndShowsWhatCounts()
    {
        await _town.VoteAsync("m2", score: 4);
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        await SaveAsync(member, Item1, ("score", "1"), ("opinion", "提出しなかった変更"));
        await _town.Get<ManyBallotsDesk>().CloseStageAsync(
            Town.CycleId, "連絡がつかないため", isEarlyConfirmed: true, _town.Act(), _town.Client, Town.None);
        await _town.UntilAsync(SmallPlan.CommitteeDue.AddDays(1));
        await member.SignInAsync(SmallPlan.Member);

        var item = await member.GetAsync(Item1);
        var check = await member.GetAsync(Check);

        Assert.Null(item.Document.QuerySelector("main form"));
        Assert.Null(check.Document.QuerySelector("main form"));
        Assert.Contains("よく取り組まれている", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("提出しなかった変更", item.Text + check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ScriptEmojiAndControls_AreTextAndComeBackAsTyped()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        var saved = await SaveAsync(member, Item1, ("score", "4"), ("opinion", "\n<script>alert(1)</script>\u0001👨‍👩‍👧 </textarea>𠮷"));
        var page = await member.GetAsync(Item1);
        var check = await member.GetAsync(Check);

        Assert.Equal((HttpStatusCode.SeeOther, ""), (saved.Status, saved.Text));
        Assert.Equal("\n<script>alert(1)</script>👨‍👩‍👧 </textarea>𠮷", page.Document.QuerySelector("textarea")!.TextContent);
        Assert.Equal(page.Document.QuerySelectorAll("head script").Length, page.Document.QuerySelectorAll("script").Length);
        Assert.Contains("<script>alert(1)</script>", check.Text, StringComparison.Ordinal);
    }

    /// <summary>Nobody can type NUL: it is taken out, and the rest is kept.</summary>
    [Fact]
    public async Task Post_Nul_IsTakenOut()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        await SaveAsync(member, Item1, ("opinion", "a\0b"));

        Assert.Equal("ab", (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Votes[1].Opinion);
    }

    [Fact]
    public async Task Post_OpinionOfAMegabyte_IsRefusedAndStaysInThePage()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        var text = new string('あ', 350_000);

        var refused = await SaveAsync(member, Item1, ("opinion", text));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("意見は4000文字までです（いま350000文字）", refused.Text, StringComparison.Ordinal);
        Assert.Equal(text, refused.Document.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public async Task Post_SessionHasExpired_TheTextIsHeldAndSentAgain()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        var page = await member.GetAsync(Item1);
        await _town.PassAsync(TimeSpan.FromHours(3));

        var held = await member.SubmitAsync(page, Vote, ("score", "4"), ("opinion", "長い休憩の後"));
        await member.SignInAsync(SmallPlan.Member);
        var again = await member.SubmitAsync(held, $"form[action='{Item1}']");

        Assert.Equal(HttpStatusCode.Unauthorized, held.Status);
        Assert.Equal(
            [("評点", "4"), ("意見", "長い休憩の後")],
            held.Document.QuerySelectorAll(".held dt").Zip(held.Document.QuerySelectorAll(".held dd"), (dt, dd) => (dt.TextContent, dd.TextContent)));
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Equal("長い休憩の後", (await _town.Ballots.GetAsync(Town.CycleId, "m2", Town.None)).Votes[1].Opinion);
    }

    [Fact]
    public async Task Post_FromTheScript_AnswersInJson()
    {
        using var member = await PageClient.SignedInAsync(_town, SmallPlan.Member);
        var page = await member.GetAsync(Item1);

        var saved = await ScriptAsync(member, page, ("opinion", "自動"));
        var conflict = await ScriptAsync(member, page, ("opinion", "古い画面の自動"));
        var wrong = await ScriptAsync(member, page, ("score", "9"));
        await _town.PassAsync(TimeSpan.FromHours(3));
        var expired = await ScriptAsync(member, page, ("opinion", "期限後"));

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Contains("\"finished\":0", saved.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("両方の内容を確認できます", conflict.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, expired.Status);
        Assert.StartsWith("{", expired.Body, StringComparison.Ordinal);
    }

    private static async Task<PageAnswer> SaveAsync(PageClient client, string path, params (string, string)[] typed) =>
        await client.SubmitAsync(await client.GetAsync(path), Vote, typed);

    private static Task<PageAnswer> ScriptAsync(PageClient client, PageAnswer page, (string Name, string Value) typed)
    {
        var hidden = page.Document.QuerySelectorAll($"{Vote} input[type=hidden]")
            .Where(i => i.GetAttribute("name") != "request")
            .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!));
        var request = new HttpRequestMessage(HttpMethod.Post, Item1)
        {
            Content = new FormUrlEncodedContent([.. hidden, KeyValuePair.Create(typed.Name, typed.Value)]),
        };
        request.Headers.Add("Accept", "application/json");
        return client.SendAsync(request);
    }

    private static string Token(PageAnswer page) => page.Document.QuerySelector("input[name=token]")!.GetAttribute("value")!;

    private async Task<Ballot> BallotAsync(string member) => (await _town.Ballots.GetAsync(Town.CycleId, member, Town.None)).Ballot;
}
