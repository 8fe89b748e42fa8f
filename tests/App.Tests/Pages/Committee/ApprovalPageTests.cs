using System.Net;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Tests.Pages.Committee;

/// <summary>The chair reads, approves or sends back; nobody else does.</summary>
public sealed class ApprovalPageTests : IAsyncLifetime
{
    private const string Approval = VotingTown.Ballot + "/approval";
    private const string Form = $"form[action='{Approval}']";

    private Town _town = null!;

    public async Task InitializeAsync() => _town = await VotingTown.AtChairAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Get_Document_IsTheOneToBePublishedOnItsDay()
    {
        using var chair = await PageClient.SignedInAsync(_town, SmallPlan.Chair);

        var document = await chair.GetAsync(Approval + "/document");

        Assert.Equal(HttpStatusCode.OK, document.Status);
        Assert.Contains("財源確保の意見文", document.Body, StringComparison.Ordinal);
        Assert.Contains("令和7年7月30日", document.Body, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", document.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("'unsafe-inline'", document.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Approve_TwiceIsOnce()
    {
        using var chair = await PageClient.SignedInAsync(_town, SmallPlan.Chair);
        var page = await chair.GetAsync(Approval);

        var first = await chair.SubmitAsync(page, Form, ("decision", "approve"));
        var second = await chair.SubmitAsync(page, Form, ("decision", "approve"));
        var after = await chair.GetAsync(first.Location!);

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [first.Status, second.Status]);
        Assert.Equal(CycleStage.Publication, (await _town.CycleAsync()).Stage);
        Assert.Contains("令和7年7月30日(水)に公表します", after.Text, StringComparison.Ordinal);
        Assert.Single(await _town.AuditAsync(), a => a.What == "会長承認");
    }

    [Fact]
    public async Task Post_SendBack_NeedsACommentAndTellsTheSecretariat()
    {
        using var chair = await PageClient.SignedInAsync(_town, SmallPlan.Chair);
        var page = await chair.GetAsync(Approval);

        var refused = await chair.SubmitAsync(page, Form, ("decision", "send-back"), ("comment", " \n"));
        var taken = await chair.SubmitAsync(refused, Form, ("decision", "send-back"), ("comment", "2番の意見を分けてください"));
        await _town.RestAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("#comment", refused.Document.QuerySelector(".notice.fault a")!.GetAttribute("href"));
        Assert.Equal($"{Approval}?done=sent-back", taken.Location);
        Assert.Equal((CycleStage.Compiling, "2番の意見を分けてください"), ((await _town.CycleAsync()).Stage, (await _town.CycleAsync()).ApprovalComment));
        Assert.Contains("修正", _town.LeftFor(SmallPlan.Secretariat));
    }

    [Fact]
    public async Task Post_DocumentChangedSinceItWasRead_AsksToReadAgain()
    {
        using var chair = await PageClient.SignedInAsync(_town, SmallPlan.Chair);
        var old = await chair.GetAsync(Approval);
        await _town.Opinions.SendBackAsync(Town.CycleId, "直す", _town.Act("member:m1"), _town.Client, Town.None);
        await _town.CompileAsync();
        await _town.Opinions.SendToChairAsync(Town.CycleId, _town.Act(), _town.Client, Town.None);

        var refused = await chair.SubmitAsync(old, Form, ("decision", "approve"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("意見書が更新されました", refused.Text, StringComparison.Ordinal);
        Assert.Equal(CycleStage.Approval, (await _town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task Post_NothingChosen_SaysSo()
    {
        using var chair = await PageClient.SignedInAsync(_town, SmallPlan.Chair);

        var refused = await chair.SubmitAsync(await chair.GetAsync(Approval), Form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    [Theory]
    [InlineData(SmallPlan.Member)]
    [InlineData(SmallPlan.Zaisei)]
    [InlineData(SmallPlan.Secretariat)]
    public async Task GetAndPost_NotTheChair_ReturnForbidden(string address)
    {
        using var client = await PageClient.SignedInAsync(_town, address);
        var start = await client.GetAsync("/no/such/page");
        var token = start.Document.QuerySelector("input[name=token]")!.GetAttribute("value")!;

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(Approval)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(Approval + "/document")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(Approval, ("token", token), ("decision", "approve"))).Status);
        Assert.Equal(CycleStage.Approval, (await _town.CycleAsync()).Stage);
    }
}
