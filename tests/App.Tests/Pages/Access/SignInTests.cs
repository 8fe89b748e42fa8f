using System.Net;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Access;

public sealed class SignInTests : IAsyncLifetime
{
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await Town.CreateAsync(port: 0);

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Get_Start_WithoutSession_LeadsToSignInAndBack()
    {
        using var client = new PageClient(_town);

        var start = await client.GetAsync("/");

        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?to=%2F"), (start.Status, start.Location));
    }

    [Fact]
    public async Task Post_CodeFromTheMail_SignsIn()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var start = await client.GetAsync("/");

        Assert.Equal((HttpStatusCode.SeeOther, "/tasks"), (start.Status, start.Location));
    }

    [Fact]
    public async Task Post_UnknownAddress_AnswersAlikeAndMailsNothing()
    {
        using var client = new PageClient(_town);

        var known = await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", SmallPlan.Zaisei));
        var mails = _town.Post.Left.Count;
        var unknown = await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", "nobody@example.jp"));

        Assert.Equal((known.Status, known.Location, known.Body), (unknown.Status, unknown.Location, unknown.Body));
        Assert.Equal(mails, _town.Post.Left.Count);
    }

    [Theory]
    [InlineData(SmallPlan.Zaisei)]
    [InlineData("nobody@example.jp")]
    public async Task Post_SixthCode_SaysTheLimitAndWhen_WhoeverItIs_AndTheLastCodeStillWorks(string address)
    {
        using var client = new PageClient(_town);
        var again = SheetWords.Clock(_town.Clock.GetUtcNow().AddMinutes(16));
        for (var request = 1; request <= 5; request++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await AskAsync(client, address)).Status);
        }

        var sixth = await AskAsync(client, address);
        var mails = _town.Post.Left.Count;
        await _town.PassAsync(TimeSpan.FromMinutes(16));
        var later = await AskAsync(client, address);

        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.Status);
        Assert.Contains($"15分間に5回まで送れます。{again}を過ぎてから", sixth.Text, StringComparison.Ordinal);
        Assert.Equal(address == SmallPlan.Zaisei ? 5 : 0, mails);
        Assert.Equal(HttpStatusCode.SeeOther, later.Status);
    }

    [Fact]
    public async Task Post_SixthCode_LeavesTheFifthOne()
    {
        using var client = new PageClient(_town);
        for (var request = 1; request <= 6; request++)
        {
            await AskAsync(client, SmallPlan.Zaisei);
        }

        var page = await client.GetAsync("/sign-in/code");
        var answer = await client.SubmitAsync(page, "form[action='/sign-in/code']", ("code", _town.Post.SignInCodeFor(SmallPlan.Zaisei)));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.Status, answer.Location));
    }

    private static async Task<PageAnswer> AskAsync(PageClient client, string address) =>
        await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", address));

    [Fact]
    public async Task Post_CodeTwice_WorksOnce()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var code = _town.Post.SignInCodeFor(SmallPlan.Zaisei);

        var again = await client.SubmitAsync(await client.GetAsync("/sign-in/code"), "form[action='/sign-in/code']", ("code", code));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
    }

    [Fact]
    public async Task Post_CodeAfterTenMinutes_IsRefused()
    {
        using var client = new PageClient(_town);
        await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", SmallPlan.Zaisei));
        var code = _town.Post.SignInCodeFor(SmallPlan.Zaisei);
        await _town.PassAsync(TimeSpan.FromMinutes(10));

        var late = await client.SubmitAsync(await client.GetAsync("/sign-in/code"), "form[action='/sign-in/code']", ("code", code));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
    }

    [Fact]
    public async Task Get_AfterTwoIdleHours_SignsInAgain()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        await _town.PassAsync(TimeSpan.FromHours(2));

        var start = await client.GetAsync("/");

        Assert.StartsWith("/sign-in", start.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    public async Task Post_ToElsewhere_StaysHere(string to)
    {
        using var client = new PageClient(_town);

        var answer = await client.SubmitAsync(
            await client.GetAsync($"/sign-in?to={Uri.EscapeDataString(to)}"), "form[action='/sign-in']", ("address", SmallPlan.Zaisei), ("to", to));

        Assert.Equal("/sign-in/code", answer.Location);
    }

    /// <summary>What no header can carry leads to the start, and the code is not spent on an error.</summary>
    [Theory]
    [InlineData("/意見")]
    [InlineData("/a b")]
    [InlineData("/tasks\u00a0")]
    public async Task Post_ToWhatIsNoAddress_LeadsToTheStart(string to)
    {
        using var client = new PageClient(_town);
        await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", SmallPlan.Zaisei));

        var answer = await client.SubmitAsync(
            await client.GetAsync("/sign-in/code"), "form[action='/sign-in/code']", ("code", _town.Post.SignInCodeFor(SmallPlan.Zaisei)), ("to", to));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task Post_Address_TheMailSaysWhatForWhereAndWhomToAsk()
    {
        using var client = new PageClient(_town);

        await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", SmallPlan.Member));

        var mail = _town.Post.Left.Last();
        Assert.Equal("【サインインのコード】小町行革プラン", mail.Subject);
        var plan = await _town.Get<PlanLibrary>().LatestInFileAsync("town", Town.None);
        Assert.Contains(plan.Mail.Contact, mail.Body, StringComparison.Ordinal);
        Assert.Contains("コードの入力", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoSuchPage_SaysSo()
    {
        using var client = new PageClient(_town);

        var answer = await client.GetAsync("/no/such/page");

        Assert.Equal((HttpStatusCode.NotFound, "ページが見つかりません"), (answer.Status, answer.Title));
        Assert.Contains("frame-ancestors 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithoutOurToken_IsHeldWithWhatWasTyped()
    {
        using var client = new PageClient(_town);

        var answer = await client.PostAsync("/sign-in", ("address", "typed@example.jp"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("typed@example.jp", answer.Text, StringComparison.Ordinal);
    }
}
