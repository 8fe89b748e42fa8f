using System.Net;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.SignIn;
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
        await _town.Get<SignInMail>().WhenSentAsync();
        var mails = _town.Post.Left.Count;
        var unknown = await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", "nobody@example.jp"));

        await _town.Get<SignInMail>().WhenSentAsync();
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
        await _town.Get<SignInMail>().WhenSentAsync();
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
        var answer = await client.SubmitAsync(page, "form[action='/sign-in/code']", ("code", await _town.SignInCodeAsync(SmallPlan.Zaisei)));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.Status, answer.Location));
    }

    /// <summary>Neither the time that the mail takes nor what becomes of it tells whether an address is known.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_TransportHangsOrFails_IsAnsweredAllTheSame(bool fails)
    {
        var relay = new TaskCompletionSource();
        _town.Post.Before = _ => fails ? throw new NotSupportedException("a transport's own") : relay.Task;
        using var client = new PageClient(_town);

        var known = await AskAsync(client, SmallPlan.Zaisei);

        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in/code"), (known.Status, known.Location));
        Assert.Empty(_town.Post.Left);
        relay.SetResult();
        await _town.Get<SignInMail>().WhenSentAsync();
        Assert.Equal(fails ? 0 : 1, _town.Post.Left.Count);
    }

    /// <summary>A double click: the browser keeps one of the two answers, whichever, and its code has to work.</summary>
    [Fact]
    public async Task Issue_TwoAtTheSameMoment_BothHaveACode()
    {
        var codes = new SignInCodes(new Overtaken(_town.Store, () => _town.Get<SignInCodes>().IssueAsync(SmallPlan.Zaisei, Town.None)), _town.Clock);

        var second = await codes.IssueAsync(SmallPlan.Zaisei, Town.None);

        Assert.Equal(SmallPlan.Zaisei, await _town.Get<SignInCodes>().RedeemAsync(second.Attempt, second.Code!, Town.None));
    }

    [Fact]
    public async Task Post_TooManyRequests_GivesBackWhatAPersonTyped_AndDoesNotReadMore()
    {
        await using var town = await Town.CreateAsync(port: 0, perMinute: 2);
        using var client = new PageClient(town);
        var page = await client.GetAsync("/sign-in");
        await client.GetAsync("/sign-in");

        var typed = await client.SubmitAsync(page, "form[action='/sign-in']", ("address", "私の入力"));
        var huge = await client.PostAsync("/sign-in", ("address", new string('a', PostedForm.LargestTyped)));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (typed.Status, huge.Status));
        Assert.Contains("私の入力", typed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaa", huge.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_MoreThanAFormCanHold_SaysSo()
    {
        using var client = new PageClient(_town);
        await client.GetAsync("/sign-in");

        var answer = await client.PostAsync("/sign-in", [.. Enumerable.Range(0, 10).Select(i => ($"f{i}", new string('a', 2_600_000)))]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("全体で25MBまで", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<PageAnswer> AskAsync(PageClient client, string address) =>
        await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", address));

    [Fact]
    public async Task Post_CodeTwice_WorksOnce()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var code = await _town.SignInCodeAsync(SmallPlan.Zaisei);

        var again = await client.SubmitAsync(await client.GetAsync("/sign-in/code"), "form[action='/sign-in/code']", ("code", code));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
    }

    [Fact]
    public async Task Post_CodeAfterTenMinutes_IsRefused()
    {
        using var client = new PageClient(_town);
        await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", SmallPlan.Zaisei));
        var code = await _town.SignInCodeAsync(SmallPlan.Zaisei);
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
            await client.GetAsync("/sign-in/code"), "form[action='/sign-in/code']", ("code", await _town.SignInCodeAsync(SmallPlan.Zaisei)), ("to", to));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task Post_Address_TheMailSaysWhatForWhereAndWhomToAsk()
    {
        using var client = new PageClient(_town);

        await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", SmallPlan.Member));

        await _town.Get<SignInMail>().WhenSentAsync();
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
