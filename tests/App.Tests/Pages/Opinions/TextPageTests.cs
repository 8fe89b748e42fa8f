using System.Net;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Tests.Pages.Committee;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Tests.Pages.Opinions;

/// <summary>The chapters' texts: written, checked, previewed, and in the document.</summary>
public sealed class TextPageTests : IAsyncLifetime
{
    private const string Review = $"/secretariat/cycles/{Town.CycleId}/texts/general-review";
    private const string Flow = $"/secretariat/cycles/{Town.CycleId}/texts/flow";
    private const string Form = $"form[action='{Review}']";

    private Town _town = null!;
    private PageClient _office = null!;

    public async Task InitializeAsync()
    {
        _town = await VotingTown.CompilingAsync();
        _office = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
    }

    public async Task DisposeAsync()
    {
        _office.Dispose();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task Post_Save_IsInTheDocumentAndCanGoBackToThePlans()
    {
        var saved = await _office.SubmitAsync(
            await _office.GetAsync(Review), Form, ("words", "**{{itemCount}}項目**を評価した。<b>生</b>"), ("do", "save"));
        var document = await _office.GetAsync($"/secretariat/cycles/{Town.CycleId}/preview");
        var back = await _office.SubmitAsync(await _office.GetAsync(Review), Form, ("do", "plan"));

        Assert.Equal($"{Review}?done=text-saved", saved.Location);
        Assert.Equal("2項目を評価した。<b>生</b>", document.Document.QuerySelector("#chapter-5 p")!.TextContent);
        Assert.Equal($"{Review}?done=text-back", back.Location);
        Assert.Equal("総評", (await TextsAsync()).GeneralReview.Text);
    }

    [Fact]
    public async Task Post_Preview_ShowsItAsTheDocumentDoesAndSavesNothing()
    {
        var shown = await _office.SubmitAsync(
            await _office.GetAsync(Review), Form, ("words", "- 一つ\n- {{shareAB}}％"), ("do", "preview"));

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal(["一つ", "100.0％"], shown.Document.QuerySelectorAll(".rendered li").Select(li => li.TextContent));
        Assert.Equal("総評", (await TextsAsync()).GeneralReview.Text);
    }

    [Theory]
    [InlineData("{{itemCuont}}項目", "itemCuont")]
    [InlineData("{{itemCount}項目", "読めません")]
    [InlineData("  \n", "空白です")]
    public async Task Post_TextThatCannotBePrinted_NamesWhatIsWrong(string words, string said)
    {
        var refused = await _office.SubmitAsync(await _office.GetAsync(Review), Form, ("words", words), ("do", "save"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        // An example that this page has, and the mails do not.
        Assert.DoesNotContain("{{due}}", refused.Text, StringComparison.Ordinal);
        Assert.Contains(said, refused.Document.QuerySelector(".notice.fault")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(words, refused.Document.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public async Task Post_SameChapterSavedElsewhere_ShowsBoth_OtherChaptersDoNotDisturb()
    {
        var mine = await _office.GetAsync(Review);
        await _office.SubmitAsync(await _office.GetAsync(Flow), $"form[action='{Flow}']", ("words", "別の章"), ("do", "save"));
        await _office.SubmitAsync(await _office.GetAsync(Review), Form, ("words", "相手の総評"), ("do", "save"));

        var conflict = await _office.SubmitAsync(mine, Form, ("words", "自分の総評"), ("do", "save"));
        var again = await _office.SubmitAsync(conflict, Form, ("do", "save"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("相手の総評", conflict.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Equal(("自分の総評", "別の章"), ((await TextsAsync()).GeneralReview.Text, (await TextsAsync()).Flow.Text));
    }

    [Fact]
    public async Task GetAndPost_AfterItWentToTheChair_OnlyReads()
    {
        var open = await _office.GetAsync(Review);
        await _town.CompileAsync();
        await _town.Opinions.SendToChairAsync(Town.CycleId, _town.Act(), _town.Client, Town.None);

        var late = await _office.SubmitAsync(open, Form, ("words", "遅い総評"), ("do", "save"));
        var page = await _office.GetAsync(Review);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("遅い総評", late.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main form"));
    }

    [Fact]
    public async Task Get_NotTheSecretariatOrNoSuchChapter_IsRefused()
    {
        using var chair = await PageClient.SignedInAsync(_town, SmallPlan.Chair);

        Assert.Equal(HttpStatusCode.Forbidden, (await chair.GetAsync(Review)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await chair.GetAsync($"/secretariat/cycles/{Town.CycleId}/texts")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _office.GetAsync($"/secretariat/cycles/{Town.CycleId}/texts/epilogue")).Status);
    }

    private async Task<DocumentTexts> TextsAsync() =>
        (await _town.Get<ChapterDesk>().GetAsync(Town.CycleId, Town.None)).Texts;
}
