using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Pages.Committee;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Tests.Pages.Opinions;

/// <summary>The opinions desk: from what the members wrote to what the chair gets.</summary>
public sealed class OpinionPageTests : IAsyncLifetime
{
    private const string Desk = $"/secretariat/cycles/{Town.CycleId}/opinions";
    private const string Item1 = Desk + "/items/1";

    private Town _town = null!;
    private PageClient _office = null!;

    public async Task InitializeAsync()
    {
        _town = await VotingTown.CompilingAsync();
        _office = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        var begun = await _office.SubmitAsync(await _office.GetAsync(Desk), $"form[action='{Desk}/begin']");
        Assert.Equal($"{Desk}?done=begun", begun.Location);
    }

    public async Task DisposeAsync()
    {
        _office.Dispose();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task Get_Item_ShowsTheAuthorsHereAndNowhereElse()
    {
        var item = await _office.GetAsync(Item1);
        var preview = await _office.GetAsync($"/secretariat/cycles/{Town.CycleId}/preview");

        Assert.Equal(["会長（m1）", "委員（m2）"], item.Document.QuerySelectorAll("figcaption").Select(f => f.TextContent));
        Assert.Contains("よく取り組まれている", preview.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("m1", preview.Document.QuerySelector("#item-1")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("m1", (await _town.Store.FindAsync(Town.CycleId, RecordKeys.Opinions, Town.None))!.Json, StringComparison.Ordinal);
        Assert.Distinct(preview.Document.QuerySelectorAll("caption").Select(c => c.TextContent).Where(c => c.StartsWith("（参考）", StringComparison.Ordinal)));
        Assert.Contains("'unsafe-inline'", preview.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EditMoveAddLeaveOut_ThePublishedTextsFollow()
    {
        await DoAsync("reword", 1, ("words.1", "一つめ\n二行目"));
        await DoAsync("move/2/0", 0);
        await PostAsync(await _office.GetAsync(Item1), "add", 0, ("added", "事務局の文"));
        await DoAsync("leave-out", 2, ("reason.2", "同じ趣旨のため"));

        Assert.Equal(["一つめ\n二行目", "事務局の文"], (await PublishedAsync()).AsEnumerable());
        var page = await _office.GetAsync(Item1);
        Assert.Contains("同じ趣旨のため", page.Text, StringComparison.Ordinal);
        Assert.Equal(["よく取り組まれている", "よく取り組まれている"], page.Document.QuerySelectorAll("blockquote").Select(q => q.TextContent));

        await DoAsync("take-in", 2);
        Assert.Equal(3, (await PublishedAsync()).Length);
    }

    [Fact]
    public async Task Move_PastATextThatIsLeftOut_IsOneStep()
    {
        await PostAsync(await _office.GetAsync(Item1), "add", 0, ("added", "三つめ"));
        await DoAsync("reword", 1, ("words.1", "一つめ"));
        await DoAsync("leave-out", 2, ("reason.2", "同じ趣旨のため"));

        var down = (await _office.GetAsync(Item1)).Document.QuerySelectorAll("#text-1 button[value^=move]");
        await DoAsync(Assert.Single(down).GetAttribute("value")!, 0);

        Assert.Equal(["三つめ", "一つめ"], (await PublishedAsync()).AsEnumerable());
        var up = (await _office.GetAsync(Item1)).Document.QuerySelectorAll("#text-1 button[value^=move]");
        await DoAsync(Assert.Single(up).GetAttribute("value")!, 0);
        Assert.Equal(["一つめ", "三つめ"], (await PublishedAsync()).AsEnumerable());
    }

    [Fact]
    public async Task Post_MergeWithoutWords_OffersThemJoinedFirst()
    {
        var page = await _office.GetAsync(Item1);

        var offered = await PostAsync(page, "merge", 0, ("texts", "1"), ("texts", "2"), ("merged", ""));
        var merged = await PostAsync(page, "merge", 0, ("texts", "1"), ("texts", "2"), ("merged", "まとめた文"));

        Assert.Equal(HttpStatusCode.OK, offered.Status);
        Assert.DoesNotContain("エラー", offered.Document.Title!, StringComparison.Ordinal);
        Assert.Contains("まだまとめていません", offered.Document.QuerySelector("[role=status][data-focus]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("よく取り組まれている\nよく取り組まれている", offered.Document.QuerySelector("#merge-words")!.TextContent);
        Assert.Equal(2, offered.Document.QuerySelectorAll("input[name=texts][checked]").Length);
        Assert.Equal(HttpStatusCode.SeeOther, merged.Status);
        Assert.Equal(["まとめた文"], (await PublishedAsync()).AsEnumerable());
    }

    /// <summary>What is wrong stands beside its field, and the errors on top lead there.</summary>
    [Theory]
    [InlineData("reword", 1, "words.1", "", "words-1", "公表する文章を入力してください")]
    [InlineData("move", 2, "words.1", " ", "words-1", "公表する文章を入力してください")]
    [InlineData("leave-out", 1, "reason.1", " ", "leave-1", "理由が必要です")]
    [InlineData("merge", 0, "merged", "一つだけ", "merge-1", "2つ以上")]
    [InlineData("add", 0, "added", "\n", "add-words", "追加する文章を入力してください")]
    [InlineData("reword", 9, "words.9", "ない文", "main", "9番の意見はありません")]
    [InlineData("explode", 1, "words.1", "何か", "main", "どの操作か")]
    public async Task Post_WhatCannotBeDone_SaysWhyAtTheFieldAndKeepsTheTyped(
        string kind, int number, string name, string words, string field, string said)
    {
        var refused = await PostAsync(await _office.GetAsync(Item1), kind, number, (name, words), ("texts", "1"), ("words.2", "二つめを直した"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Document.QuerySelector($".notice.fault a[href='#{field}']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("二つめを直した", refused.Document.GetElementById("words-2")!.TextContent);
        Assert.Equal(2, (await PublishedAsync()).Length);
        if (field != "main")
        {
            var input = refused.Document.GetElementById(field)!;
            Assert.Equal("true", input.GetAttribute("aria-invalid"));
            var error = input.GetAttribute("aria-describedby")!.Split(' ').Last();
            Assert.Contains("＊", refused.Document.GetElementById(error)!.TextContent, StringComparison.Ordinal);
        }
    }

    /// <summary>Without a script: nothing that is typed anywhere on the page is lost, whatever button is pressed.</summary>
    [Theory]
    [InlineData("reword/2")]
    [InlineData("move/1/1")]
    [InlineData("move/2/0")]
    [InlineData("add")]
    [InlineData("leave-out/2")]
    public async Task Post_AnyButton_SavesWhatIsTypedInAllCards(string button)
    {
        await PostAsync(
            await _office.GetAsync(Item1), button, 0, ("words.1", "書きかけの一つめ"), ("added", "追加の文"), ("reason.2", "同じ趣旨のため"));

        Assert.Contains("書きかけの一つめ", await PublishedAsync());
        Assert.Equal(button == "add", (await PublishedAsync()).Contains("追加の文"));
        Assert.Equal(button != "leave-out/2", (await PublishedAsync()).Contains("よく取り組まれている"));
        Assert.Single(await _town.AuditAsync(), e => e.What.StartsWith("意見の編集", StringComparison.Ordinal));
    }

    /// <summary>What belongs to another button can't be saved; it comes back with the answer, and reloading does nothing twice.</summary>
    [Fact]
    public async Task Post_HalfWrittenElsewhere_ComesBack()
    {
        var page = await _office.GetAsync(Item1);
        (string, string)[] typed = [("added", "追加の文"), ("reason.1", "同じ趣旨のため"), ("merged", "まとめかけ"), ("texts", "2")];

        var moved = await PostAsync(page, "move/2/0", 0, typed);
        var again = await PostAsync(page, "move/2/0", 0, typed);

        Assert.All([moved, again], answer =>
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal("追加の文", answer.Document.GetElementById("add-words")!.TextContent);
            Assert.Equal("同じ趣旨のため", answer.Document.GetElementById("leave-1")!.TextContent);
            Assert.True(answer.Document.QuerySelector("#text-1 details")!.HasAttribute("open"));
            Assert.Equal("まとめかけ", answer.Document.GetElementById("merge-words")!.TextContent);
            Assert.True(answer.Document.GetElementById("merge-2")!.HasAttribute("checked"));
            Assert.Contains("順番を変えました。ほかの欄", answer.Document.QuerySelector(".notice.good[data-focus]")!.TextContent, StringComparison.Ordinal);
        });
        Assert.Single(await _town.AuditAsync(), e => e.What == "意見の並べ替え");
    }

    /// <summary>Gone back to and sent with other words, an old page is no second click of the first.</summary>
    [Fact]
    public async Task Post_OldPageWithOtherWords_IsNotTakenForDone()
    {
        var page = await _office.GetAsync(Item1);
        await PostAsync(page, "reword/1", 0, ("words.1", "一度め"));

        var late = await PostAsync(page, "reword/2", 0, ("words.2", "二度め"));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal("二度め", late.Document.GetElementById("words-2")!.TextContent);
    }

    [Fact]
    public async Task Post_Conflict_KeepsAllThatWasTyped_AlsoForATextThatIsGone()
    {
        using var other = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        var mine = await _office.GetAsync(Item1);
        await PostAsync(other, await other.GetAsync(Item1), "merge", 0, ("texts", "1"), ("texts", "2"), ("merged", "相手がまとめた文"));

        var conflict = await PostAsync(mine, "move/2/0", 0, ("words.1", "自分の一つめ"), ("words.2", "自分の二つめ"), ("reason.1", "同じ趣旨のため"));
        var again = await _office.SubmitAsync(conflict, "form[data-form=conflict]", ("do", "reword"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal("自分の一つめ", conflict.Document.GetElementById("words-1")!.TextContent);
        Assert.Equal("自分の二つめ", conflict.Document.GetElementById("add-words")!.TextContent);
        Assert.Equal("同じ趣旨のため", conflict.Document.GetElementById("leave-1")!.TextContent);
        Assert.Equal(["自分の一つめ"], (await PublishedAsync()).AsEnumerable());
        Assert.Equal("自分の二つめ", again.Document.GetElementById("add-words")!.TextContent);
    }

    /// <summary>One lands at the text, so that is where it is said; below the published ones when it is left out.</summary>
    [Fact]
    public async Task Post_Done_IsSaidWhereThePageGoesOn()
    {
        var left = await PostAsync(await _office.GetAsync(Item1), "leave-out/1", 0, ("reason.1", "同じ趣旨のため"));
        var page = await _office.GetAsync(left.Location!.Split('#')[0]);

        Assert.Equal($"{Item1}?done=leave-out&text=1#done", left.Location);
        Assert.Contains("載せないことにしました", page.Document.QuerySelector("#text-1 #done[role=status][tabindex='-1'][data-focus]")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("完了: ", page.Document.Title, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll(".notice.good"));
        Assert.Equal(["公表する文章（1件）", "いくつかを1つにまとめる", "文章を追加する", "載せない文章（1件）", "委員が書いた意見（2件）"], page.Document.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Equal("やはり載せる（載せない文章の1件目）", page.Document.QuerySelector("#text-1 button")!.TextContent);
    }

    [Fact]
    public async Task Post_SendWithoutTheCheck_AsksForItBeforeItCannotBeUndone()
    {
        var asked = await _office.SubmitAsync(await _office.GetAsync(Desk), $"form[action='{Desk}/send']");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Equal("sure-error", asked.Document.GetElementById("sure")!.GetAttribute("aria-describedby"));
        Assert.Equal("#sure", asked.Document.QuerySelector(".notice.fault a")!.GetAttribute("href"));
        Assert.Equal(CycleStage.Compiling, (await _town.CycleAsync()).Stage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/items/1")]
    public async Task Get_Pages_HaveTheYearsPlaces(string path)
    {
        var page = await _office.GetAsync(Desk + path);

        Assert.Equal(Desk, page.Document.QuerySelector("nav.places a[aria-current=page]")!.GetAttribute("href"));
        Assert.NotNull(page.Document.QuerySelector("nav.places a[href$='/mails']"));
    }

    [Fact]
    public async Task Post_TwoPeopleOnOneText_BothTextsAreKept()
    {
        using var other = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        var mine = await _office.GetAsync(Item1);
        await PostAsync(other, await other.GetAsync(Item1), "reword", 1, ("words.1", "相手の文"));

        var conflict = await PostAsync(mine, "reword", 1, ("words.1", "自分の文"));
        var again = await _office.SubmitAsync(conflict, "form[data-form=conflict]", ("words.1", "自分と相手の文"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("相手の文", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("自分の文", conflict.Document.GetElementById("words-1")!.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Equal("自分と相手の文", (await PublishedAsync())[0]);
    }

    [Fact]
    public async Task Post_SomebodyElseMovedAnItem_OthersAreNotDisturbed()
    {
        var item1 = await _office.GetAsync(Item1);
        await PostAsync(await _office.GetAsync(Desk + "/items/2"), "add", 0, ("added", "別の項目の文"));

        var saved = await PostAsync(item1, "reword", 1, ("words.1", "直した文"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("別の項目の文", Assert.Single((await _town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(2)));
    }

    [Fact]
    public async Task Post_Twice_IsOnce()
    {
        var page = await _office.GetAsync(Item1);

        var answers = await Task.WhenAll(PostAsync(page, "add", 0, ("added", "一度だけ")), PostAsync(page, "add", 0, ("added", "一度だけ")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Equal(3, (await PublishedAsync()).Length);
    }

    [Fact]
    public async Task Post_SendToChair_ThenNothingCanBeChangedUntilItComesBack()
    {
        var old = await _office.GetAsync(Item1);
        var sent = await _office.SubmitAsync(await _office.GetAsync(Desk), $"form[action='{Desk}/send']", ("checked", "yes"));
        await _town.RestAsync();

        var late = await PostAsync(old, "reword", 1, ("words.1", "送った後の文"));
        var desk = await _office.GetAsync(sent.Location!);
        await _town.Opinions.SendBackAsync(Town.CycleId, "2番を短く", _town.Act("member:m1"), _town.Client, Town.None);
        var back = await _office.GetAsync(Desk);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("送った後の文", late.Text, StringComparison.Ordinal);
        Assert.Contains("令和7年7月30日(水)に公表します", desk.Text, StringComparison.Ordinal);
        Assert.Null(desk.Document.QuerySelector("main form"));
        Assert.Contains("2番を短く", back.Text, StringComparison.Ordinal);
        Assert.Equal(CycleStage.Compiling, (await _town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task Get_AfterPublication_LeadsToThePublishedSite()
    {
        await _town.Opinions.SendToChairAsync(Town.CycleId, _town.Act(), _town.Client, Town.None);
        await _town.Opinions.ApproveAsync(Town.CycleId, _town.Act("member:m1"), _town.Client, Town.None);
        await _town.UntilAsync(SmallPlan.Publication);
        await _office.SignInAsync(SmallPlan.Secretariat);

        var desk = await _office.GetAsync(Desk);
        var link = desk.Document.QuerySelector("a[href$='/v1/index.html']")!.GetAttribute("href")!;

        Assert.Equal("/published/town/2024/v1/index.html", link);
        Assert.True(File.Exists(Path.Combine(_town.Site, "town", "2024", "v1", "index.html")));
    }

    [Theory]
    [InlineData(SmallPlan.Zaisei)]
    [InlineData(SmallPlan.Member)]
    [InlineData(SmallPlan.Chair)]
    public async Task GetAndPost_NotTheSecretariat_ReturnForbidden(string address)
    {
        using var client = await PageClient.SignedInAsync(_town, address);
        var token = (await client.GetAsync("/none")).Document.QuerySelector("input[name=token]")!.GetAttribute("value")!;
        var board = $"/secretariat/cycles/{Town.CycleId}";

        foreach (var path in new[] { Desk, Item1, board + "/preview" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(path)).Status);
        }

        foreach (var path in new[] { Desk + "/begin", Desk + "/send", Item1 })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(path, ("token", token), ("do", "add"), ("added", "x"))).Status);
        }
    }

    [Theory]
    [InlineData("/items/3")]
    [InlineData("/items/x")]
    public async Task Get_ItemThatDoesNotExist_ReturnsNotFound(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _office.GetAsync(Desk + path)).Status);

    [Fact]
    public async Task Post_ScriptAndAMegabyte_AreTextOrRefused()
    {
        await DoAsync("reword", 1, ("words.1", "<script>alert(1)</script>😀\u0001"));
        var tooLong = await PostAsync(await _office.GetAsync(Item1), "reword", 1, ("words.1", new string('あ', 350_000)));
        var preview = await _office.GetAsync($"/secretariat/cycles/{Town.CycleId}/preview");

        Assert.Equal("<script>alert(1)</script>😀", (await PublishedAsync())[0]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.Status);
        Assert.Null(preview.Document.QuerySelector("script"));
    }

    private async Task DoAsync(string kind, int number, params (string, string)[] fields) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(await _office.GetAsync(Item1), kind, number, fields)).Status);

    private Task<PageAnswer> PostAsync(PageAnswer page, string kind, int number, params (string, string)[] fields) =>
        PostAsync(_office, page, kind, number, fields);

    // As a browser sends it: every field of the page's one form, and the button.
    private static Task<PageAnswer> PostAsync(
        PageClient client, PageAnswer page, string kind, int number, params (string, string)[] fields) => client.SubmitAsync(
        page,
        "form[data-form=opinions]",
        [("do", number == 0 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}/{number}")), .. fields]);

    private async Task<ImmutableArray<string>> PublishedAsync() =>
        (await _town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1);
}
