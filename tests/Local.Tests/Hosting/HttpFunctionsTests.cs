using System.Net;
using System.Text.Json;

namespace GyoseiFlow.Local.Tests.Hosting;

public sealed class HttpFunctionsTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(typeof(TestHttpFunctions), typeof(TestTaskFunctions));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Anonymous_IsFree_AndAnswersJson()
    {
        using var answer = await _host.Http.GetAsync("api/open?q=a%20b");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(answer.Headers.Server);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("苫小牧", json.RootElement.GetProperty("name").GetString());
        Assert.Equal("a b", json.RootElement.GetProperty("query").GetString());
    }

    [Theory]
    [InlineData("api/guarded", null, 401)]
    [InlineData("api/guarded", "wrong", 401)]
    [InlineData("api/guarded", "", 401)]
    [InlineData("api/guarded", "function-key", 200)]
    [InlineData("api/guarded", "second-key", 200)]
    [InlineData("api/guarded", "admin-key", 200)]
    [InlineData("api/guarded?code=function-key", null, 200)]
    [InlineData("api/guarded?code=function-key", "wrong", 401)]
    [InlineData("api/guarded?code=wrong", null, 401)]
    [InlineData("api/guarded?code=function-key&code=wrong", null, 401)]
    [InlineData("api/administered", "function-key", 401)]
    [InlineData("api/administered", null, 401)]
    [InlineData("api/administered", "admin-key", 200)]
    public async Task Keys_OpenWhatTheyAreFor(string address, string? key, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        }

        using var answer = await _host.Http.SendAsync(request);

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal(expected == 401 ? "application/problem+json" : "text/plain", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("api/cycles/R6/sheets/7", "R6|7||True")]
    [InlineData("api/cycles/%E4%BB%A4%E5%92%8C/sheets/7/0f8fad5b-d9cb-469f-a165-70867728950e", "令和|7|0f8fad5b-d9cb-469f-a165-70867728950e|True")]
    [InlineData("api/levels/admin/0f8fad5b-d9cb-469f-a165-70867728950e", "GETAdmin0f8fad5bd9cb469fa16570867728950e")]
    [InlineData("api/written", "by itself")]
    public async Task Route_PartsAreArguments(string address, string expected) =>
        Assert.Equal(expected, await _host.Http.GetStringAsync(address));

    [Theory]
    [InlineData("api/cycles/R6/sheets/seven")]
    [InlineData("api/cycles/R6/sheets/7/not-a-guid")]
    [InlineData("api/levels/nosuch/0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("api/levels/admin/x")]
    [InlineData("api/nosuch")]
    [InlineData("open")]
    public async Task Route_NothingThere_Is404(string address)
    {
        using var answer = await _host.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Methods_OthersAreRefused()
    {
        using var answer = await _host.Http.PostAsync("api/open", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);

        using var any = await _host.Http.PutAsync("api/scoped", null);
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
    }

    [Fact]
    public async Task Throwing_IsAProblemWithoutItsInside()
    {
        using var answer = await _host.Http.GetAsync("api/throwing");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(answer.Headers.Server);
        Assert.Contains("処理の途中で問題が起きました", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_OneACall()
    {
        var one = await _host.Http.GetStringAsync("api/scoped");
        var other = await _host.Http.GetStringAsync("api/scoped");

        Assert.EndsWith("False", one, StringComparison.Ordinal);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task Orchestration_StartedOverHttp_CallsItsActivities()
    {
        using var answer = await _host.Http.PostAsync("api/start/山田", null);

        Assert.Equal("山田さん21local", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["山田"], _host.Seen.Entries);
    }
}
