using System.Net;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Departments;

public sealed class TasksTests : IAsyncLifetime
{
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await FullForm.OpenedAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Get_SheetOfAnEndedMeasureInThePlansLastYear_SaysWhyItIsAskedFor()
    {
        var yaml = SmallPlan.Yaml
            .Replace("firstYear: R6\nlastYear: R8", "firstYear: R5\nlastYear: R6", StringComparison.Ordinal)
            .Replace("scoreLabel: R6", "scoreLabel: 総括", StringComparison.Ordinal)
            .Replace("name: 橋の点検, departments: [zaisei], started: R6", "name: 橋の点検, departments: [zaisei], started: R5, ended: 2023-11", StringComparison.Ordinal);
        await using var town = await Town.CreateAsync(yaml[..yaml.IndexOf("  - year: R7", StringComparison.Ordinal)] + yaml[yaml.IndexOf("mail:\n  from", StringComparison.Ordinal)..], port: 0);
        await town.OpenAsync();
        using var client = await PageClient.SignedInAsync(town, SmallPlan.Zaisei);

        Assert.Contains("令和5年11月に取組を終えています。計画の最後の年度のため", (await client.GetAsync(FullForm.Sheet3)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("取組を終えています", (await client.GetAsync(FullForm.Sheet1)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OpenYear_ListsMySheetsWithTheirDeadlines()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var page = await client.GetAsync("/tasks");

        Assert.Equal(
            ["No.1 広告料", "No.3 橋の点検"], page.Document.QuerySelectorAll("tbody th").Select(h => h.TextContent));
        Assert.Contains("令和7年4月25日(金)", page.Text, StringComparison.Ordinal);
        Assert.Contains("あと24日", page.Text, StringComparison.Ordinal);
        Assert.Contains("財政課、企画課", page.Text, StringComparison.Ordinal);
        Assert.Equal(("0", "2"), (page.Document.QuerySelector("progress")!.GetAttribute("value"), page.Document.QuerySelector("progress")!.GetAttribute("max")));
    }

    [Fact]
    public async Task Get_AfterWork_GroupsReturnedFirstAndMarksOverdue()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        await _town.SubmitAsync("3");
        await _town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "直して", SmallPlan.Due.AddDays(20), _town.Act(), _town.Client, Town.None);
        await _town.UntilAsync(SmallPlan.Due.AddDays(2));
        await client.SignInAsync(SmallPlan.Zaisei);

        var page = await client.GetAsync("/tasks");

        Assert.Equal(["No.3 橋の点検", "No.1 広告料"], page.Document.QuerySelectorAll("tbody th").Select(h => h.TextContent));
        Assert.Equal("2日過ぎています", page.Document.QuerySelector("td[data-label=期限] .mark.fault")!.TextContent);
        Assert.Contains("財政課", page.Document.QuerySelector("tbody td[data-label=最後の保存]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_HandedInAndAccepted_CountAsDone()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        await _town.SubmitAsync("1");
        await _town.AnswerAllAsync("3");

        var page = await client.GetAsync("/tasks");

        Assert.Equal(
            ["提出したもの（事務局が確認中）（1件）", "終わったもの（1件）"], page.Document.QuerySelectorAll("h3").Select(h => h.TextContent));
        Assert.Equal("2", page.Document.QuerySelector("progress")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Get_NotADepartment_IsForbidden()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Member);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/tasks")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/feedback/town-2024")).Status);
    }

    [Fact]
    public async Task Get_Feedback_BeforePublication_SaysThatItIsNotOutYet()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var page = await client.GetAsync("/feedback/town-2024");

        Assert.Equal((HttpStatusCode.NotFound, "まだ公表されていません"), (page.Status, page.Title));
    }

    [Fact]
    public async Task Get_Feedback_AfterPublication_SaysWhatTheCommitteeSaid()
    {
        await _town.PlayYearAsync();
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);

        var tasks = await client.GetAsync("/tasks");
        var page = await client.GetAsync("/feedback/town-2024");
        var document = page.Document.QuerySelector("main a[href^='/published/']")!.GetAttribute("href")!["/published/".Length..];

        Assert.NotNull(tasks.Document.QuerySelector("a[href='/feedback/town-2024']"));
        Assert.Equal(["取組項目1 財源の確保"], page.Document.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Contains("平均3.5点（2人）", page.Text, StringComparison.Ordinal);
        Assert.Contains("財源確保の意見文", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("橋の点検", page.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_town.Site, document)), document);
    }
}
