using System.Net;
using System.Text.Json;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Tests.Pages.Departments;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Pages;

/// <summary>While the store can't be reached, people get a page that says so, and what they typed stays theirs.</summary>
public sealed class StoreAwayTests : IAsyncLifetime
{
    private const string Away = "保存先につながりません";

    private Town _town = null!;
    private LeavingStore _store = null!;
    private PageClient _client = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(FullForm.Yaml, services => services.AddSingleton<IRecordStore>(_store = new LeavingStore(Real(services))), port: 0);
        await _town.OpenAsync();
        _client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
    }

    public async Task DisposeAsync()
    {
        _store.IsAway = false;
        _client.Dispose();
        await _town.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData(FullForm.Sheet3)]
    [InlineData("/sign-in")]
    public async Task Get_IsAPageThatSaysSo(string path)
    {
        _store.IsAway = true;

        var page = await _client.GetAsync(path);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, Away, "60"), (page.Status, page.Title, page.Headers["Retry-After"]));
        Assert.Contains("少し待ってから", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Save_KeepsWhatWasTyped_AndCanBeSentAgain()
    {
        var form = await _client.GetAsync(FullForm.Sheet3);
        _store.IsAway = true;

        var held = await _client.PressAsync(form, "save", ("f.goal", "長く考えた目標"), ("f.remark", "特記"));
        var still = await _client.SubmitAsync(held, $"form[action='{FullForm.Sheet3}']");
        _store.IsAway = false;
        var saved = await _client.SubmitAsync(still, $"form[action='{FullForm.Sheet3}']");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, Away), (held.Status, held.Title));
        Assert.Contains("長く考えた目標", held.Text, StringComparison.Ordinal);
        Assert.Contains("入力した内容は失われていません", held.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("サインインする", held.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("長く考えた目標", (await _town.DraftAsync("3")).Of<TextAnswer>("goal")!.Text);
    }

    [Fact]
    public async Task Post_HandIn_TheStoreLeavesBeforeItAnswers_IsHandedInOnce()
    {
        var check = await _client.ToCheckAsync(FullForm.Sheet3);
        _store.LeavesAtCommit = true;

        var held = await _client.SubmitAsync(check, $"form[action='{FullForm.Sheet3}/check']");
        _store.IsAway = false;
        var done = await _client.SubmitAsync(held, $"form[action='{FullForm.Sheet3}/check']");
        await _town.RestAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.SeeOther), (held.Status, done.Status));
        var sheet = await _town.SheetAsync("3");
        Assert.Equal((SheetState.Submitted, 1), (sheet.State, sheet.Version));
    }

    [Fact]
    public async Task Post_ByAScript_IsSaidInJson()
    {
        var form = await _client.GetAsync(FullForm.Sheet3);
        _store.IsAway = true;
        using var request = new HttpRequestMessage(HttpMethod.Post, FullForm.Sheet3)
        {
            Content = new FormUrlEncodedContent([
                new("token", form.ValueOf("token")!), new("request", form.ValueOf("request")!), new("f.goal", "目標"), new("do", "autosave")]),
        };
        request.Headers.Add("Accept", "application/json");

        var answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(Away, JsonDocument.Parse(answer.Body).RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Health_SaysUnavailable()
    {
        _store.IsAway = true;

        var answer = await _client.GetAsync("/api/health");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":"unavailable"}"""), (answer.Status, answer.Body));
    }

    private static IRecordStore Real(IServiceCollection services) =>
        (IRecordStore)services.Last(service => service.ServiceType == typeof(IRecordStore)).ImplementationInstance!;
}
