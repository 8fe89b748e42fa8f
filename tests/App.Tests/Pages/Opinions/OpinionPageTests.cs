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
        Assert.Contains("'unsafe-inline'", preview.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EditMoveAddLeaveOut_ThePublishedTextsFollow()
    {
        await DoAsync("reword", 1, ("words", "一つめ\n二行目"));
        await DoAsync("move", 2, ("place", "0"));
        await PostAsync(await _office.GetAsync(Item1), "add", 0, ("words", "事務局の文"));
        await DoAsync("leave-out", 2, ("words", "同じ趣旨のため"));

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
        await PostAsync(await _office.GetAsync(Item1), "add", 0, ("words", "三つめ"));
        await DoAsync("reword", 1, ("words", "一つめ"));
        await DoAsync("leave-out", 2, ("words", "同じ趣旨のため"));

        var down = (await _office.GetAsync(Item1)).Document.QuerySelectorAll("#text-1 button[name=place]");
        await DoAsync("move", 1, ("place", Assert.Single(down).GetAttribute("value")!));

        Assert.Equal(["三つめ", "一つめ"], (await PublishedAsync()).AsEnumerable());
        var up = (await _office.GetAsync(Item1)).Document.QuerySelectorAll("#text-1 button[name=place]");
        await DoAsync("move", 1, ("place", Assert.Single(up).GetAttribute("value")!));
        Assert.Equal(["一つめ", "三つめ"], (await PublishedAsync()).AsEnumerable());
    }

    [Fact]
    public async Task Post_MergeWithoutWords_OffersThemJoinedFirst()
    {
        var page = await _office.GetAsync(Item1);

        var offered = await PostAsync(page, "merge", 0, ("texts", "1"), ("texts", "2"), ("words", ""));
        var merged = await PostAsync(page, "merge", 0, ("texts", "1"), ("texts", "2"), ("words", "まとめた文"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, offered.Status);
        Assert.Equal("よく取り組まれている\nよく取り組まれている", offered.Document.QuerySelector("#merge-words")!.TextContent);
        Assert.Equal(2, offered.Document.QuerySelectorAll("input[name=texts][checked]").Length);
        Assert.Equal(HttpStatusCode.SeeOther, merged.Status);
        Assert.Equal(["まとめた文"], (await PublishedAsync()).AsEnumerable());
    }

    [Theory]
    [InlineData("reword", 1, "", "文が空白です")]
    [InlineData("leave-out", 1, " ", "理由が必要です")]
    [InlineData("merge", 0, "一つだけ", "2つ以上")]
    [InlineData("add", 0, "\n", "文が空白です")]
    [InlineData("reword", 9, "ない文", "9番の意見はありません")]
    [InlineData("explode", 1, "何か", "どの操作か")]
    public async Task Post_WhatCannotBeDone_SaysWhyAndKeepsTheTyped(string kind, int number, string words, string said)
    {
        var refused = await PostAsync(await _office.GetAsync(Item1), kind, number, ("words", words), ("texts", "1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await PublishedAsync()).Length);
    }

    [Fact]
    public async Task Post_TwoPeopleOnOneText_BothTextsAreKept()
    {
        using var other = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        var mine = await _office.GetAsync(Item1);
        await PostAsync(other, await other.GetAsync(Item1), "reword", 1, ("words", "相手の文"));

        var conflict = await PostAsync(mine, "reword", 1, ("words", "自分の文"));
        var again = await _office.SubmitAsync(conflict, $"form[action='{Item1}']", ("words", "自分と相手の文"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("相手の文", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("自分の文", conflict.Document.QuerySelector("textarea")!.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Equal("自分と相手の文", (await PublishedAsync())[0]);
    }

    [Fact]
    public async Task Post_SomebodyElseMovedAnItem_OthersAreNotDisturbed()
    {
        var item1 = await _office.GetAsync(Item1);
        await PostAsync(await _office.GetAsync(Desk + "/items/2"), "add", 0, ("words", "別の項目の文"));

        var saved = await PostAsync(item1, "reword", 1, ("words", "直した文"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("別の項目の文", Assert.Single((await _town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(2)));
    }

    [Fact]
    public async Task Post_Twice_IsOnce()
    {
        var page = await _office.GetAsync(Item1);

        var answers = await Task.WhenAll(PostAsync(page, "add", 0, ("words", "一度だけ")), PostAsync(page, "add", 0, ("words", "一度だけ")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Equal(3, (await PublishedAsync()).Length);
    }

    [Fact]
    public async Task Post_SendToChair_ThenNothingCanBeChangedUntilItComesBack()
    {
        var old = await _office.GetAsync(Item1);
        var sent = await _office.SubmitAsync(await _office.GetAsync(Desk), $"form[action='{Desk}/send']");
        await _town.RestAsync();

        var late = await PostAsync(old, "reword", 1, ("words", "送った後の文"));
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
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(path, ("token", token), ("do", "add"), ("words", "x"))).Status);
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
        await DoAsync("reword", 1, ("words", "<script>alert(1)</script>😀\u0001"));
        var tooLong = await PostAsync(await _office.GetAsync(Item1), "reword", 1, ("words", new string('あ', 350_000)));
        var preview = await _office.GetAsync($"/secretariat/cycles/{Town.CycleId}/preview");

        Assert.Equal("<script>alert(1)</script>😀", (await PublishedAsync())[0]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.Status);
        Assert.Null(preview.Document.QuerySelector("script"));
    }

    private async Task DoAsync(string kind, int number, params (string, string)[] fields) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(await _office.GetAsync(Item1), kind, number, fields)).Status);

    private Task<PageAnswer> PostAsync(PageAnswer page, string kind, int number, params (string, string)[] fields) =>
        PostAsync(_office, page, kind, number, fields);

    // The forms of the page differ in their fields only, so one of them is as good as another.
    private static Task<PageAnswer> PostAsync(
        PageClient client, PageAnswer page, string kind, int number, params (string, string)[] fields)
    {
        var form = page.Document.QuerySelector("form[action*='/opinions/items/']")!;
        string Hidden(string name) => form.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;
        return client.PostAsync(
            form.GetAttribute("action")!,
            [
                ("token", Hidden("token")), ("request", Hidden("request")), ("tag", Hidden("tag")),
                ("do", kind), ("text", number.ToString(CultureInfo.InvariantCulture)), .. fields,
            ]);
    }

    private async Task<ImmutableArray<string>> PublishedAsync() =>
        (await _town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1);
}
