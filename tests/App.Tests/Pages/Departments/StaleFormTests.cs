using System.Net;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Departments;

/// <summary>A form that was open while the sheet was handed in, settled or closed: nothing that was typed into it is lost.</summary>
public sealed class StaleFormTests : IAsyncLifetime
{
    private Town _town = null!;
    private PageClient _client = null!;
    private PageAnswer _form = null!;

    public async Task InitializeAsync()
    {
        _town = await FullForm.OpenedAsync();
        _client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        _form = await _client.GetAsync(FullForm.Sheet3);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task Post_AnsweredOnBehalfMeanwhile_SaysSoAndShowsWhatWasTyped()
    {
        using var office = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        var saved = await office.PressAsync(await office.GetAsync(FullForm.Sheet3 + "?behalf=1"), "check", [.. FullForm.Complete]);
        await office.SubmitAsync(await office.GetAsync(saved.Location!), $"form[action='{FullForm.Sheet3}/check']");

        var stale = await _client.PressAsync(_form, "save", ("f.remark", "部署の特記"), ("f.goal", "部署の目標"));

        Assert.Equal((HttpStatusCode.Conflict, "入力した内容は保存していません"), (stale.Status, stale.Title));
        Assert.Contains("事務局が担当部署に代わって入力し、提出しました", stale.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["部署の目標", "合計5点", "橋を点検した", "部署の特記"],
            stale.Document.QuerySelectorAll("pre.typed").Select(p => p.TextContent.Split('\n')[0].Replace("進捗度：3点", "合計5点", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Post_HandedInMeanwhile_CanBeSavedAgainOnceTakenBack()
    {
        using var colleague = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var done = await colleague.HandInAsync(FullForm.Sheet3);

        var stale = await _client.PressAsync(_form, "save", ("f.goal", "私の目標"));
        await _town.PassAsync(TimeSpan.FromMinutes(1));
        await colleague.SubmitAsync(done, $"form[action='{FullForm.Sheet3}/take-back']");
        var saved = await _client.SubmitAsync(stale, $"form[action='{FullForm.Sheet3}']", ("do", "save"));

        Assert.Contains("財政課が提出しました", stale.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.SeeOther), (stale.Status, saved.Status));
        var draft = await _town.DraftAsync("3");
        Assert.Equal(("私の目標", "橋を点検した"), (draft.Of<TextAnswer>("goal")!.Text, draft.Of<TextAnswer>("remark")!.Text));
    }

    /// <summary>A form that was open while a changed plan was taken in, whose field is gone: what is typed into it is kept and shown.</summary>
    [Theory]
    [InlineData("save")]
    [InlineData("check")]
    public async Task Post_FieldGoneMeanwhile_KeepsWhatWasTypedIntoIt(string button)
    {
        await AdoptAsync();

        var saved = await _client.PressAsync(_form, button, ("f.remark", "部署の特記"), ("f.goal", "遅れて書いた目標"));
        var page = await _client.GetAsync(saved.Location!);
        var again = await _client.PressAsync(_form, "save", ("f.remark", "部署の特記"), ("f.goal", "遅れて書いた目標2"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (saved.Status, again.Status));
        Assert.Contains("様式からなくなった欄への入力は", page.Text, StringComparison.Ordinal);
        Assert.Contains("遅れて書いた目標", page.Document.QuerySelector("dl.facts pre.typed")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("部署の特記", page.ValueOf("f.remark"));
        Assert.Contains(await _town.AuditAsync(), e => e is { What: "様式にない回答の保存", Note: "計画の変更でなくなった欄「目標」への入力を残しました。" });
        Assert.Equal(HttpStatusCode.OK, (await (await PageClient.SignedInAsync(_town, SmallPlan.Secretariat)).GetAsync("/secretariat/cycles/town-2024/audit")).Status);
    }

    [Fact]
    public async Task Post_FieldGoneMeanwhileButUntouched_KeepsNothingAnew()
    {
        await AdoptAsync();

        var saved = await _client.PressAsync(_form, "save", ("f.remark", "部署の特記"));

        Assert.EndsWith("?done=saved", saved.Location, StringComparison.Ordinal);
        Assert.DoesNotContain("いまの様式にない回答", (await _client.GetAsync(saved.Location!)).Text, StringComparison.Ordinal);
    }

    private async Task AdoptAsync()
    {
        var yaml = ChangingPlan.Replaced(
            ChangingPlan.Replaced(FullForm.Yaml, ("edition: 1", "edition: 2")),
            ("  - { id: goal, label: 目標, kind: text, required: false, carried: true, maxLength: 200 }\n", ""));
        await _town.Get<PlanLibrary>().ImportAsync(yaml, Town.None);
        var desk = _town.Get<PlanAdoptionDesk>();
        var preview = await desk.PreviewAsync(Town.CycleId, Town.None);
        await desk.AdoptAsync(Town.CycleId, preview.Fingerprint, "様式の見直しのため", _town.Act(), Town.None);
        await _town.Get<CycleDesk>().DriveAsync(Town.CycleId, _town.Client, Town.None);
        await _town.RestAsync();
    }

    [Fact]
    public async Task Post_AcceptedMeanwhile_SaysSoAndShowsWhatWasTyped()
    {
        await _town.SubmitAsync("3");
        await _town.AcceptAsync("3");

        var stale = await _client.PressAsync(_form, "check", ("f.goal", "私の目標"));

        Assert.Contains("事務局が個票を受理しました", stale.Text, StringComparison.Ordinal);
        Assert.Contains("私の目標", stale.Text, StringComparison.Ordinal);
        Assert.Null(stale.Document.QuerySelector("form input[name=start]"));
    }

    /// <summary>Not as the form would send it: one control twice, written in two ways.</summary>
    [Fact]
    public async Task Post_StartThatNamesAControlTwice_IsTakenAllTheSame()
    {
        var saved = await _client.PressAsync(_form, "save", ("f.goal", "私の目標"), ("start", "f.goal=aa %66.goal=bb"));

        Assert.NotEqual(HttpStatusCode.InternalServerError, saved.Status);
        Assert.Equal("私の目標", saved.ValueOf("f.goal")!.Trim());
    }

    [Fact]
    public async Task Post_ReturnedMeanwhile_IsPutTogetherWithWhatWasHandedIn()
    {
        await _town.SubmitAsync("3");
        await _town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "出典を書いてください", SmallPlan.Due, _town.Act(), _town.Client, Town.None);
        await _town.RestAsync();

        await _town.PassAsync(TimeSpan.FromMinutes(1));

        var conflict = await _client.PressAsync(_form, "save", ("f.remark", "私の特記"));
        var saved = await _client.PressAsync(conflict, "save", ("take.f.remark", "both"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("事務局から差し戻されました", conflict.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.EndsWith("\n私の特記", (await _town.DraftAsync("3")).Of<TextAnswer>("remark")!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_HandedInByAnotherAfterTheCheck_SaysSo()
    {
        var check = await _client.ToCheckAsync(FullForm.Sheet3);
        await _town.SubmitAsync("3");

        var stale = await _client.SubmitAsync(check, $"form[action='{FullForm.Sheet3}/check']");

        Assert.Equal((HttpStatusCode.Conflict, "提出していません"), (stale.Status, stale.Title));
        Assert.Contains("財政課が提出しました", stale.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_HandedOverMeanwhile_SaysToWhomAndKeepsWhatWasTypedUnderItsLabels()
    {
        var comments = await _client.GetAsync(FullForm.Sheet3 + "/comments");
        await HandOverAsync();

        var stale = await _client.PressAsync(_form, "save", ("f.remark", "部署の特記"), ("f.goal", "部署の目標"));
        var comment = await _client.SubmitAsync(comments, $"form[action='{FullForm.Sheet3}/comments']", ("text", "書きかけのコメント"));
        var page = await _client.GetAsync(FullForm.Sheet3);

        Assert.Equal((HttpStatusCode.Forbidden, "ほかの部署に引き継がれた個票です"), (stale.Status, stale.Title));
        Assert.Contains("この個票は、財政課から企画課に引き継がれました。", stale.Text, StringComparison.Ordinal);
        Assert.Contains(("目標", "部署の目標"), Held(stale));
        Assert.Contains(("特記事項", "部署の特記"), Held(stale));
        Assert.Equal(("コメント", "書きかけのコメント"), Assert.Single(Held(comment)));
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("企画課に引き継がれました", page.Text, StringComparison.Ordinal);
        Assert.Empty(Held(page));
    }

    /// <summary>What the next department has written is theirs, and who never had the sheet learns nothing.</summary>
    [Fact]
    public async Task HandedOver_ShowsNothingOfTheNextDepartment_AndNothingToOthers()
    {
        await HandOverAsync();
        await _town.Drafts.SaveAsync(Town.CycleId, "3", SmallPlan.Answers("新しい担当の文"), "", _town.Act("department:kikaku"), Town.None);
        using var kikaku = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);

        var stale = await _client.PressAsync(_form, "save", ("f.remark", "部署の特記"));
        var other = await _client.GetAsync("/sheets/town-2024/2");
        var mine = await kikaku.GetAsync(FullForm.Sheet3);

        Assert.DoesNotContain("新しい担当の文", stale.Body, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, "このページを見る権限がありません"), (other.Status, other.Title));
        Assert.Equal(HttpStatusCode.OK, mine.Status);
    }

    private Task HandOverAsync() => _town.Sheets.HandOverAsync(
        Town.CycleId, "3", ["kikaku"], "担当が替わりました", _town.Act("department:zaisei"), _town.Client, Town.None);

    private static IEnumerable<(string, string)> Held(PageAnswer page) =>
        page.Document.QuerySelectorAll("section.answer").Select(s => (s.QuerySelector("h3")!.TextContent, s.QuerySelector("pre")!.TextContent));
}
