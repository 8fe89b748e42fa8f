using System.Net;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

public sealed class AdoptionPageTests : IAsyncLifetime
{
    private const string Page = "/secretariat/cycles/town-2024/plan";

    private Town _town = null!;
    private PageClient _client = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(port: 0);
        await _town.OpenAsync();
        _client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task Adopt_SeenReasonedAndConfirmed_IsDone()
    {
        await _town.SubmitAsync("2");
        await _town.Get<PlanLibrary>().ImportAsync(ChangingPlan.WhileItRuns(), Town.None);

        var list = await _client.GetAsync("/secretariat");
        var preview = await _client.GetAsync(Page);
        var asked = await _client.SubmitAsync(preview, "#confirm", ("reason", ""));
        var done = await _client.SubmitAsync(asked, "#confirm", ("reason", "組織改正のため"));
        await _town.RestAsync();
        var board = await _client.GetAsync(done.Location!);
        var log = await _client.GetAsync("/secretariat/cycles/town-2024/audit");

        Assert.Contains("計画の第2版が登録されています。この年度は第1版で進んでいます。", list.Text, StringComparison.Ordinal);
        Assert.Contains("No.4 水道管：個票を新しく作ります（担当：企画政策課）。", preview.Text, StringComparison.Ordinal);
        Assert.Contains("No.3 橋りょうの点検：担当部署が財政課から企画政策課に変わります。", preview.Text, StringComparison.Ordinal);
        Assert.Contains("欄「目標」は新しい様式にない", preview.Text, StringComparison.Ordinal);
        Assert.Contains("No.2：点数は同じで、総合評価がAからBに変わります。", preview.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Equal("true", asked.Document.GetElementById("reason")!.GetAttribute("aria-invalid"));
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
        Assert.Contains("計画の変更をこの年度に取り込みました。", board.Text, StringComparison.Ordinal);
        Assert.Contains("計画の変更の取込み", log.Text, StringComparison.Ordinal);
        Assert.Contains("第2版", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_ChangedSinceSeen_ShowsItAnewAndKeepsTheReason()
    {
        await _town.Get<PlanLibrary>().ImportAsync(ChangingPlan.WhileItRuns(), Town.None);
        var preview = await _client.GetAsync(Page);
        await _town.SubmitAsync("1");

        var answer = await _client.SubmitAsync(preview, "#confirm", ("reason", "組織改正のため"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("もう一度、変更点を確認", answer.Text, StringComparison.Ordinal);
        Assert.Contains("組織改正のため", answer.Document.GetElementById("reason")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, (await _town.CycleAsync()).PlanEdition);
    }

    [Fact]
    public async Task Show_NothingToTakeIn_OffersNoButton()
    {
        var page = await _client.GetAsync(Page);

        Assert.Contains("取り込む変更はありません。", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#confirm"));
    }
}
