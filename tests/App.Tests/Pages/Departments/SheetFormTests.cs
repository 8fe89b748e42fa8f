using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Departments;

public sealed class SheetFormTests : IAsyncLifetime
{
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await FullForm.OpenedAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Get_NewSheet_HasEveryKindOfField()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var page = await client.GetAsync(FullForm.Sheet3);

        Assert.Equal((HttpStatusCode.OK, "No.3 橋の点検"), (page.Status, page.Title));
        Assert.Equal(8, page.Document.QuerySelectorAll("input[type=radio]").Length);
        foreach (var name in new[] { "f.actions.0.year", "f.actions.0.plan", "f.actions.0.no", "f.actions.0.status", "f.goal", "f.reasons.progress", "f.ended", "f.remark" })
        {
            Assert.Equal("", page.ValueOf(name));
        }

        Assert.Contains("※必須", page.Text, StringComparison.Ordinal);
        Assert.Contains("令和7年4月25日(金)", page.Text, StringComparison.Ordinal);
    }

    /// <summary>A long form is gone through by its headings; a live count is the script's alone.</summary>
    [Fact]
    public async Task Get_NewSheet_EveryFieldHasAHeadingAndOnlyTheLimit()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var page = await client.GetAsync(FullForm.Sheet3);

        Assert.All(page.Document.QuerySelectorAll(".entry"), entry => Assert.Single(entry.QuerySelectorAll(".now h2")));
        Assert.Contains(page.Document.QuerySelectorAll(".count"), c => c.TextContent == "20文字まで");
        Assert.DoesNotContain("0文字（", page.Text, StringComparison.Ordinal);
        Assert.Equal("評点をすべて選んで保存すると、総合評価が決まります。", page.Document.QuerySelector("output")!.TextContent);
        Assert.EndsWith("の1行目 この行を消す", page.Document.QuerySelector("[data-remove]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Save_KeepsEveryKindOfAnswerAsTyped()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        (string, string)[] typed =
        [
            ("f.actions.0.year", "R6"), ("f.actions.0.plan", "1行目\n2行目"), ("f.actions.0.no", "7"), ("f.actions.0.status", "工程見直し"),
            ("f.goal", "\n👨‍👩‍👧と𠮷野家\u0001<script>alert(1)</script>"), ("f.reasons.creativity", "工夫した"), ("f.ended", "2025-03"),
            ("f.scores.progress", "0"),
        ];

        var saved = await client.PressAsync(await client.GetAsync(FullForm.Sheet3), "save", typed);
        var page = await client.GetAsync(saved.Location!);

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Contains("下書きを保存しました", page.Text, StringComparison.Ordinal);
        foreach (var (name, value) in typed)
        {
            Assert.Equal(value.Replace("\u0001", "", StringComparison.Ordinal), page.ValueOf(name));
        }

        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        Assert.Equal(SheetState.Drafting, (await _town.SheetAsync("3")).State);
    }

    [Fact]
    public async Task Post_Nul_IsTakenOutAndTheRestIsKept()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var saved = await client.PressAsync(await client.GetAsync(FullForm.Sheet3), "save", ("f.goal", "目\0標%00\0"), ("f.remark", "残る"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("""{"goal":"目標%00","remark":"残る"}""", AnswersJson.Write(await _town.DraftAsync("3")));
    }

    [Fact]
    public async Task Post_TooLongOrWrong_IsSavedAndSaidWithTheField()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var saved = await client.PressAsync(
            await client.GetAsync(FullForm.Sheet3), "check", ("f.reasons.progress", new string('長', 21)), ("f.actions.0.no", "七"));

        var check = await client.GetAsync(saved.Location!);
        var fix = await client.GetAsync(FullForm.Sheet3 + "?check=1");

        Assert.Null(check.Document.QuerySelector($"form[action='{FullForm.Sheet3}/check']"));
        foreach (var field in new[] { "actions", "reasons", "scores" })
        {
            Assert.NotNull(check.Document.QuerySelector($"a[href='{FullForm.Sheet3}?check=1#f.{field}']"));
            Assert.NotNull(fix.Document.QuerySelector($"[id='f.{field}'] .error"));
            Assert.NotNull(fix.Document.QuerySelector($"a[href='#f.{field}']"));
        }

        Assert.Equal(new string('長', 21), fix.ValueOf("f.reasons.progress"));
        Assert.Contains("1文字多い", fix.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", "2", "合計5点で、総合評価はAです（4点以上）。")]
    [InlineData("1", "3", "合計4点はAにあたりますが、進捗度が1点以下のときはBまでのため、総合評価はBです。")]
    [InlineData("1", "1", "合計2点で、総合評価はCです（3点未満）。")]
    [InlineData("2", "", "合計2点（あと1項目を選ぶと、総合評価が決まります）。")]
    [InlineData("9", "3", "合計3点（あと1項目を選ぶと、総合評価が決まります）。")]
    public async Task Post_Scores_SayTheGradeAndWhy(string progress, string creativity, string expected)
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var saved = await client.PressAsync(
            await client.GetAsync(FullForm.Sheet3), "save", ("f.scores.progress", progress), ("f.scores.creativity", creativity));

        // Without a script it does not follow the choosing, and says so.
        Assert.Equal($"開いたときの評点：{expected}", (await client.GetAsync(saved.Location!)).Document.QuerySelector("output")!.TextContent);
    }

    [Fact]
    public async Task Post_AddAndRemoveRows_GoesWithoutScripts()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3);

        var added = await client.PressAsync(page, "add:actions", ("f.actions.0.plan", "一"), ("f.remark", "打ちかけ"));
        var again = await client.PressAsync(added, "add:actions", ("f.actions.1.plan", "二"));
        var removed = await client.PressAsync(again, "remove:actions:0", ("f.actions.2.plan", "三"));
        var saved = await client.PressAsync(removed, "save");

        Assert.Equal("打ちかけ", removed.ValueOf("f.remark"));
        Assert.NotNull(removed.Document.QuerySelector("button[value='add:actions'][autofocus]"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal(["二", "三"], (await _town.DraftAsync("3")).Of<TableAnswer>("actions")!.Rows.Select(r => r["plan"]));
    }

    [Fact]
    public async Task Post_FiveHundredRows_AreKept()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3);

        var saved = await client.PressAsync(page, "save", [.. Enumerable.Range(0, 500).SelectMany(i => new[]
        {
            ($"f.actions.{i}.year", "R6"), ($"f.actions.{i}.plan", $"取組{i}"), ($"f.actions.{i}.no", $"{i}"), ($"f.actions.{i}.status", "工程どおり"),
        })]);

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal(500, (await _town.DraftAsync("3")).Of<TableAnswer>("actions")!.Rows.Length);
        Assert.Equal("取組499", (await client.GetAsync(saved.Location!)).ValueOf("f.actions.499.plan"));
    }

    [Fact]
    public async Task Post_OneMegabyteOfText_IsKept()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var text = string.Concat(Enumerable.Repeat("令和の橋の点検を", 44_000));

        var saved = await client.PressAsync(await client.GetAsync(FullForm.Sheet3), "save", ("f.remark", text));

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal(text, (await client.GetAsync(saved.Location!)).ValueOf("f.remark"));
    }

    [Fact]
    public async Task Post_HostileFields_AreNobodysAnswers()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var saved = await client.PressAsync(
            await client.GetAsync(FullForm.Sheet3),
            "save",
            ("f.nosuch", "x"), ("f.actions.99999999999.plan", "x"), ("f.actions.-1.plan", "x"), ("f.actions.01.plan", "x"),
            ("f.actions.0.__proto__", "x"), ("f.scores.progress", "多い"), ("f.ended", "2025-13"), ("f.goal.x", "x"), ("take.nosuch", "theirs"),
            ("f.remark", "残る"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("""{"remark":"残る"}""", AnswersJson.Write(await _town.DraftAsync("3")));
    }

    [Theory]
    [InlineData("mine", "私の特記")]
    [InlineData("theirs", "先の特記")]
    [InlineData("both", "先の特記\n私の特記")]
    public async Task Post_StaleForm_ShowsBothAndSavesTheChosen(string take, string expected)
    {
        using var first = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        using var second = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        var stale = await second.GetAsync(FullForm.Sheet1);
        await first.PressAsync(await first.GetAsync(FullForm.Sheet1), "save", ("f.remark", "先の特記"), ("f.goal", "同じ目標"));

        var conflict = await second.PressAsync(stale, "save", ("f.remark", "私の特記"), ("f.goal", "同じ目標"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal("私の特記", conflict.ValueOf("f.remark"));
        Assert.Equal(["先の特記", "私の特記"], conflict.Document.QuerySelectorAll("[id='f.remark.contest'] pre.typed").Select(p => p.TextContent));
        Assert.Equal(["先", "私"], conflict.Document.QuerySelectorAll("pre.typed mark").Select(m => m.TextContent));
        Assert.Contains($"財政課が{SheetWords.Clock(_town.Clock.GetUtcNow())}に保存した内容と違うところがあります（1か所）", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("先の特記", (await _town.DraftAsync("1")).Of<TextAnswer>("remark")!.Text);

        var saved = await second.PressAsync(conflict, "save", ("take.f.remark", take));

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal((expected, "同じ目標"), ((await _town.DraftAsync("1")).Of<TextAnswer>("remark")!.Text, (await _town.DraftAsync("1")).Of<TextAnswer>("goal")!.Text));
    }

    [Fact]
    public async Task Post_TheirsChosenButChangedAgain_IsAConflictAgain()
    {
        using var first = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        using var second = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        var stale = await second.GetAsync(FullForm.Sheet1);
        var saved = await first.PressAsync(await first.GetAsync(FullForm.Sheet1), "save", ("f.remark", "先"));
        var conflict = await second.PressAsync(stale, "save", ("f.remark", "私"));
        await first.PressAsync(await first.GetAsync(saved.Location!), "save", ("f.remark", "先の先"));

        var again = await second.PressAsync(conflict, "save", ("take.f.remark", "theirs"));

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("私", again.ValueOf("f.remark"));
        Assert.Contains("先の先", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OthersChangedOtherParts_AreKeptTogetherWithoutAsking()
    {
        using var first = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        using var second = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        await first.PressAsync(await first.GetAsync(FullForm.Sheet1), "save", ("f.actions.0.plan", "一"), ("f.actions.1.plan", "二"));
        var stale = await second.GetAsync(FullForm.Sheet1);
        await first.PressAsync(
            await first.GetAsync(FullForm.Sheet1), "save",
            ("f.reasons.progress", "先の理由"), ("f.scores.progress", "3"), ("f.actions.0.no", "7"), ("f.goal", "先の目標"));

        var saved = await second.PressAsync(
            stale, "save", ("f.reasons.creativity", "私の理由"), ("f.scores.creativity", "1"), ("f.actions.1.plan", "二の二"), ("f.remark", "私の特記"));
        var page = await second.GetAsync(saved.Location!);

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Contains("ほかで保存された内容も、合わせてあります", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            """{"actions":[{"no":"7","plan":"一"},{"plan":"二の二"}],"goal":"先の目標","reasons":{"creativity":"私の理由","progress":"先の理由"},"remark":"私の特記","scores":{"creativity":1,"progress":3}}""",
            AnswersJson.Write(await _town.DraftAsync("1")));
    }

    [Fact]
    public async Task Post_OnePartChangedByBoth_AsksForThatPartOnly()
    {
        using var first = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        using var second = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        var stale = await second.GetAsync(FullForm.Sheet1);
        await first.PressAsync(
            await first.GetAsync(FullForm.Sheet1), "save", ("f.reasons.progress", "先の理由"), ("f.scores.progress", "3"), ("f.scores.creativity", "3"));

        var conflict = await second.PressAsync(
            stale, "save", ("f.reasons.progress", "私の理由"), ("f.reasons.creativity", "私だけ"), ("f.scores.progress", "1"));

        Assert.Equal(
            ["f.reasons.progress.contest", "f.scores.progress.contest"], conflict.Document.QuerySelectorAll(".contest").Select(c => c.Id));
        Assert.Equal(("私の理由", "1", "3"), (conflict.ValueOf("f.reasons.progress"), conflict.ValueOf("f.scores.progress"), conflict.ValueOf("f.scores.creativity")));

        var again = await second.PressAsync(conflict, "save", ("take.f.scores.progress", "theirs"));
        Assert.Equal((HttpStatusCode.Conflict, "f.reasons.progress.contest"), (again.Status, Assert.Single(again.Document.QuerySelectorAll(".contest")).Id));

        var saved = await second.PressAsync(again, "save", ("take.f.reasons.progress", "mine"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal(
            """{"reasons":{"creativity":"私だけ","progress":"私の理由"},"scores":{"creativity":3,"progress":3}}""",
            AnswersJson.Write(await _town.DraftAsync("1")));
    }

    [Fact]
    public async Task Post_RowAddedWhileChoosing_KeepsTheChoice()
    {
        using var first = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        using var second = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        await first.PressAsync(await first.GetAsync(FullForm.Sheet1), "save", ("f.actions.0.plan", "零"), ("f.actions.1.year", "R6"), ("f.actions.1.plan", "一"));
        var stale = await second.GetAsync(FullForm.Sheet1);
        await first.PressAsync(await first.GetAsync(FullForm.Sheet1), "save", ("f.actions.1.plan", "先の一"));
        var conflict = await second.PressAsync(stale, "save", ("f.actions.1.plan", "私の一"));

        var removed = await second.PressAsync(conflict, "remove:actions:0");
        var saved = await second.PressAsync(removed, "save", ("take.f.actions.0.plan", "theirs"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("先の一", removed.Document.QuerySelector("[id='f.actions.0.plan.contest']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("""{"actions":[{"plan":"先の一","year":"R6"}]}""", AnswersJson.Write(await _town.DraftAsync("1")));
    }

    [Fact]
    public async Task Post_RowsThatCannotBeTold_AreAskedAsAWholeTable()
    {
        using var first = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        using var second = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        await first.PressAsync(await first.GetAsync(FullForm.Sheet1), "save", ("f.actions.0.plan", "一"), ("f.actions.1.plan", "二"));
        var stale = await second.GetAsync(FullForm.Sheet1);
        await first.PressAsync(await first.GetAsync(FullForm.Sheet1), "remove:actions:0");
        var removed = await first.PressAsync(await first.GetAsync(FullForm.Sheet1), "remove:actions:1");
        await first.PressAsync(removed, "save", ("f.actions.0.plan", "先の一"));

        var conflict = await second.PressAsync(stale, "save", ("f.actions.0.plan", "私の一"), ("f.actions.1.plan", "私の二"));
        var saved = await second.PressAsync(conflict, "save", ("take.f.actions", "theirs"));

        Assert.Equal("f.actions.contest", Assert.Single(conflict.Document.QuerySelectorAll(".contest")).Id);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("""{"actions":[{"plan":"先の一"}]}""", AnswersJson.Write(await _town.DraftAsync("1")));
    }

    [Fact]
    public async Task Post_AsJsonAfterOthersSaved_KeepsBothAndGoesOn()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3);
        await client.PressAsync(await client.GetAsync(FullForm.Sheet3), "save", ("f.goal", "ほかの画面の目標"));

        var saved = await PostJsonAsync(client, page, "自動");
        ((IHtmlInputElement)page.Document.QuerySelector("input[name=start]")!).Value = Json(saved, "start");
        await PostJsonAsync(client, page, "自動の続き");

        Assert.Contains("画面を開き直すと見られます", Json(saved, "message"), StringComparison.Ordinal);
        Assert.Equal("""{"goal":"ほかの画面の目標","remark":"自動の続き"}""", AnswersJson.Write(await _town.DraftAsync("3")));
    }

    [Fact]
    public async Task Post_NothingTyped_IsNotBegun()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var saved = await client.PressAsync(await client.GetAsync(FullForm.Sheet3), "save", ("f.remark", "　"));

        Assert.Equal((HttpStatusCode.SeeOther, SheetState.NotStarted), (saved.Status, (await _town.SheetAsync("3")).State));
    }

    [Fact]
    public async Task Get_Check_NamesWhatStaysBlank()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var saved = await client.PressAsync(
            await client.GetAsync(FullForm.Sheet3), "check", [.. FullForm.Complete, ("f.reasons.progress", "工程どおり")]);

        var check = await client.GetAsync(saved.Location!);

        Assert.Contains("空欄のまま提出します", check.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["f.actions", "f.ended", "f.goal", "f.reasons.creativity.text"],
            check.Document.QuerySelectorAll(".notice a").Select(a => a.GetAttribute("href")!.Split('#')[1]).Order(StringComparer.Ordinal));
        Assert.NotNull(check.Document.QuerySelector($"form[action='{FullForm.Sheet3}/check']"));
    }

    [Fact]
    public async Task Post_SameTextAsTheirs_IsNoConflict()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var stale = await client.GetAsync(FullForm.Sheet3);
        await client.PressAsync(await client.GetAsync(FullForm.Sheet3), "save", ("f.remark", "同じ"));

        var saved = await client.PressAsync(stale, "save", ("f.remark", "同じ"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
    }

    [Fact]
    public async Task Post_FromTheHistoryWithOtherText_LosesNothing()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3);
        await client.PressAsync(page, "save", ("f.remark", "はじめ"));

        // Back, typed on, saved: the same click for the server, but another text.
        var again = await client.PressAsync(page, "save", ("f.remark", "はじめ、つづき"));

        Assert.Equal((HttpStatusCode.Conflict, "はじめ、つづき"), (again.Status, again.ValueOf("f.remark")));
    }

    [Fact]
    public async Task Post_AsJson_SaysWhenAndTheNextStart()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3);

        var saved = await PostJsonAsync(client, page, "自動");
        var conflict = await PostJsonAsync(client, page, "古い画面から");

        Assert.Equal((HttpStatusCode.OK, $"保存しました {SheetWords.Clock(_town.Clock.GetUtcNow())}"), (saved.Status, Json(saved, "message")));
        Assert.Equal($"f.remark={FormStart.Mark("自動")}", Json(saved, "start"));
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.StartsWith("まだ保存していません。この画面の外（別のタブや、同じアドレスを使う人など）で", Json(conflict, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SessionExpired_IsHeldAndSentAgainAfterSigningIn()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3);
        await _town.PassAsync(TimeSpan.FromHours(3));

        var held = await client.PressAsync(page, "save", ("f.remark", "長い文章"));
        await client.SignInAsync(SmallPlan.Zaisei);
        var sent = await client.SubmitAsync(held, $"form[action='{FullForm.Sheet3}']");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.SeeOther), (held.Status, sent.Status));
        // What was typed is there to be copied, without the names of the program's own fields.
        Assert.Equal([("入力欄", "長い文章")], held.Document.QuerySelectorAll("dl.held dt").Select(dt => (dt.TextContent, dt.NextElementSibling!.TextContent)));
        Assert.Equal("長い文章", (await _town.DraftAsync("3")).Of<TextAnswer>("remark")!.Text);
    }

    [Fact]
    public async Task Post_StageClosed_SaysSoAndShowsWhatWasTyped()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3);
        await _town.Sheets.CloseAsync(Town.CycleId, "3", "提出がないため", _town.Act(), _town.Client, Town.None);
        await _town.RestAsync();

        var late = await client.PressAsync(page, "save", ("f.remark", "間に合わない"));
        var closed = await client.GetAsync(FullForm.Sheet3);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("間に合わない", late.Text, StringComparison.Ordinal);
        Assert.Contains("締め切られ", closed.Text, StringComparison.Ordinal);
        Assert.Null(closed.Document.QuerySelector(FullForm.Form));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/check")]
    [InlineData("/print")]
    [InlineData("/comments")]
    [InlineData("/extension")]
    [InlineData("/hand-over")]
    [InlineData("/versions/1")]
    public async Task Get_SheetOfAnotherDepartment_IsForbidden(string page)
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(FullForm.Sheet3 + page)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/check")]
    [InlineData("/comments")]
    [InlineData("/extension")]
    [InlineData("/hand-over")]
    [InlineData("/take-back")]
    public async Task Post_SheetOfAnotherDepartment_IsForbidden(string page)
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        var token = ((IHtmlInputElement)(await client.GetAsync(FullForm.Sheet1)).Document.QuerySelector("input[name=token]")!).Value;

        var answer = await client.PostAsync(FullForm.Sheet3 + page, ("token", token), ("f.remark", "よその個票"), ("text", "よそ"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(SheetState.NotStarted, (await _town.SheetAsync("3")).State);
    }

    [Fact]
    public async Task Get_NextYear_ShowsLastYearsAnswersBeside()
    {
        await _town.PlayYearAsync();
        await _town.UntilAsync(new DateOnly(2026, 4, 1));
        await _town.OpenAsync();
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var page = await client.GetAsync("/sheets/town-2025/3");

        Assert.Equal("目標・橋の点検を終えた", page.ValueOf("f.goal"));
        Assert.Equal("", page.ValueOf("f.remark"));
        Assert.Contains("特記・橋の点検を終えた", page.Document.QuerySelector("[id='f.remark'] details.former")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("総合評価はA", page.Document.QuerySelector("[id='f.scores'] details.former")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("令和6年度 A", page.Text, StringComparison.Ordinal);
    }

    private static Task<PageAnswer> PostJsonAsync(PageClient client, PageAnswer page, string remark)
    {
        var fields = page.Document.QuerySelectorAll($"{FullForm.Form} input[type=hidden]").OfType<IHtmlInputElement>()
            .Select(i => KeyValuePair.Create(i.Name!, i.Name == "request" ? Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) : i.Value));
        var request = new HttpRequestMessage(HttpMethod.Post, page.Path)
        {
            Content = new FormUrlEncodedContent([.. fields, KeyValuePair.Create("f.remark", remark), KeyValuePair.Create("do", "save")]),
        };
        request.Headers.Add("Accept", "application/json");
        return client.SendAsync(request);
    }

    private static string Json(PageAnswer answer, string property)
    {
        using var json = JsonDocument.Parse(answer.Body);
        return json.RootElement.GetProperty(property).GetString()!;
    }
}
