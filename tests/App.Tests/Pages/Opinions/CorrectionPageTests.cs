using System.Net;
using GyoseiFlow.App.Tests.Pages.Committee;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Opinions;

/// <summary>訂正 on the pages: correct, look, give the reason, publish.</summary>
public sealed class CorrectionPageTests : IAsyncLifetime
{
    private const string Corrections = $"/secretariat/cycles/{Town.CycleId}/corrections";
    private const string Sheet1 = Corrections + "/sheets/1";
    private const string Item1 = Corrections + "/items/1";

    private Town _town = null!;
    private PageClient _office = null!;

    public async Task InitializeAsync()
    {
        _town = await VotingTown.CompilingAsync();
        await _town.ApproveAsync();
        await _town.UntilAsync(SmallPlan.Publication.AddDays(14));
        _office = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
    }

    public async Task DisposeAsync()
    {
        _office.Dispose();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task Post_SheetThenReason_PublishesVersion2AndShowsIt()
    {
        var form = await _office.GetAsync(Sheet1);
        var corrected = await _office.SubmitAsync(form, $"form[action='{Sheet1}']", ("f.scores.progress", "2"), ("f.remark", "直した特記"));
        var preview = await _office.GetAsync(Corrections);
        var blank = await _office.SubmitAsync(preview, $"form[action='{Corrections}']");
        var ordered = await _office.SubmitAsync(preview, $"form[action='{Corrections}']", ("reason", "転記に誤りがありました。"));
        var twice = await _office.SubmitAsync(preview, $"form[action='{Corrections}']", ("reason", "転記に誤りがありました。"));
        await _town.RestAsync();
        var after = await _office.GetAsync(Corrections);

        Assert.Equal($"{Corrections}?done=corrected", corrected.Location);
        Assert.Contains("評点（進捗度）", preview.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["評点（進捗度）", "3", "2"],
            preview.Document.QuerySelectorAll("table:last-of-type tbody tr").First(r => r.TextContent.Contains("進捗度", StringComparison.Ordinal))
                .QuerySelectorAll("td").Select(td => td.TextContent));
        Assert.Contains("直した特記", preview.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank.Status);
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [ordered.Status, twice.Status]);
        Assert.Equal(2, (await _town.CycleAsync()).Version);
        Assert.Contains("第2版", after.Text, StringComparison.Ordinal);
        Assert.Contains("転記に誤りがありました。", after.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_town.Site, "town", "2024", "v1", "index.html")));
    }

    [Fact]
    public async Task Get_YearWithoutBallots_OffersNoOpinionsToCorrect()
    {
        await using var town = await Town.CreateAsync(UnscoredPlan.Yaml, port: 0);
        await town.OpenAsync();
        await town.AnswerAllUnscoredAsync();
        await town.UntilAsync(new DateOnly(2025, 5, 12));
        await town.Opinions.ReleaseAsync(Town.CycleId, town.Act(), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2025, 7, 30));
        using var office = await PageClient.SignedInAsync(town, SmallPlan.Secretariat);

        var page = await office.GetAsync(Corrections);

        Assert.Contains("訂正する個票を、下から選んでください。", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"a[href='{Sheet1}']"));
        Assert.Null(page.Document.QuerySelector($"a[href='{Item1}']"));
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync(Item1)).Status);
    }

    [Fact]
    public async Task Post_SheetUnchanged_ChangesNothing()
    {
        await _office.SubmitAsync(await _office.GetAsync(Sheet1), $"form[action='{Sheet1}']");

        var preview = await _office.GetAsync(Corrections);

        Assert.Contains("変わったところはありません", preview.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f.scores.progress", "9")]
    [InlineData("f.scores.progress", "x")]
    [InlineData("f.scores.progress", "")]
    public async Task Post_WrongSheet_SaysWhereAndKeepsTheTyped(string field, string value)
    {
        var refused = await _office.SubmitAsync(
            await _office.GetAsync(Sheet1), $"form[action='{Sheet1}']", (field, value), ("f.remark", "残る特記"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("#f.scores", refused.Document.QuerySelector(".notice.fault a")!.GetAttribute("href"));
        Assert.Contains("残る特記", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TextOfSpacesOnly_CountsAsBlank()
    {
        await _office.SubmitAsync(await _office.GetAsync(Sheet1), $"form[action='{Sheet1}']", ("f.remark", "\u3000 "));

        var preview = await _office.GetAsync(Corrections);

        Assert.Contains("（なし）", preview.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_RowAdded_KeepsTheTypedAndSavesOnlyWhenAsked()
    {
        var form = await _office.GetAsync(Sheet1);
        var rows = Rows(form);
        var added = await _office.SubmitAsync(form, $"form[action='{Sheet1}']", ("f.remark", "書きかけ"), ("do", "add:actions"));
        var before = await _office.GetAsync(Corrections);
        var saved = await _office.SubmitAsync(added, $"form[action='{Sheet1}']", ($"f.actions.{rows}.plan", "足した行"));
        var after = await _office.GetAsync(Corrections);

        Assert.Equal((HttpStatusCode.OK, rows + 1), (added.Status, Rows(added)));
        Assert.Contains("書きかけ", added.Text, StringComparison.Ordinal);
        Assert.Contains("変わったところはありません", before.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Contains("足した行", after.Text, StringComparison.Ordinal);
        Assert.Contains("書きかけ", after.Text, StringComparison.Ordinal);

        static int Rows(PageAnswer page) => page.Document.QuerySelectorAll("[name^='f.actions.'][name$='.plan']").Length;
    }

    [Fact]
    public async Task Post_SomebodyElseCorrectedTheSheet_ShowsTheirsAndGoesOn()
    {
        var mine = await _office.GetAsync(Sheet1);
        await _office.SubmitAsync(await _office.GetAsync(Sheet1), $"form[action='{Sheet1}']", ("f.remark", "相手の特記"));

        var conflict = await _office.SubmitAsync(mine, $"form[action='{Sheet1}']", ("f.remark", "自分の特記"));
        var again = await _office.SubmitAsync(conflict, $"form[action='{Sheet1}']");

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("相手の特記", conflict.Text, StringComparison.Ordinal);
        Assert.Contains("自分の特記", conflict.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
    }

    [Fact]
    public async Task Post_Opinions_ConflictShowsBothAndTheChosenIsPreviewed()
    {
        var mine = await _office.GetAsync(Item1);
        await _office.SubmitAsync(mine, $"form[action='{Item1}']", ("opinion", "相手の意見"));

        var conflict = await _office.SubmitAsync(mine, $"form[action='{Item1}']", ("opinion", "自分の意見"), ("request", new string('a', 32)));
        var again = await _office.SubmitAsync(conflict, $"form[action='{Item1}']");
        var preview = await _office.GetAsync(Corrections);

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("相手の意見", conflict.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Contains("自分の意見", preview.Text, StringComparison.Ordinal);
        Assert.Contains("財源確保の意見文", preview.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_PreviewIsStale_AsksToLookAgain()
    {
        await _office.SubmitAsync(await _office.GetAsync(Item1), $"form[action='{Item1}']", ("opinion", "一度目"));
        var looked = await _office.GetAsync(Corrections);
        await _office.SubmitAsync(await _office.GetAsync(Item1), $"form[action='{Item1}']", ("opinion", "二度目"));

        var refused = await _office.SubmitAsync(looked, $"form[action='{Corrections}']", ("reason", "理由はここ"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("理由はここ", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await _town.CycleAsync()).Version);
    }

    [Theory]
    [InlineData(SmallPlan.Zaisei)]
    [InlineData(SmallPlan.Chair)]
    public async Task GetAndPost_NotTheSecretariat_ReturnForbidden(string address)
    {
        using var client = await PageClient.SignedInAsync(_town, address);
        var token = (await client.GetAsync("/none")).Document.QuerySelector("input[name=token]")!.GetAttribute("value")!;

        foreach (var path in new[] { Corrections, Sheet1, Item1 })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(path)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(path, ("token", token), ("reason", "x"))).Status);
        }
    }

    [Theory]
    [InlineData("/sheets/99")]
    [InlineData("/items/99")]
    public async Task Get_WhatDoesNotExist_ReturnsNotFound(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _office.GetAsync(Corrections + path)).Status);
}
