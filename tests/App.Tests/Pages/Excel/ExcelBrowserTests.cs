using GyoseiFlow.App.Tests.Pages.Departments;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Excel;

public sealed class ExcelBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Three = "No.3";

    private Town _town = null!;

    public async Task InitializeAsync() => _town = await FullForm.OpenedAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Journey_FromTheTasksToTheDraft_AndItsPagesHoldUp(int width)
    {
        var tab = await chromium.SignInAsync(_town, SmallPlan.Zaisei, width);
        await tab.GetByRole(AriaRole.Link, new() { Name = "Excelで入力する" }).ClickAsync();
        await Chromium.LookAsync(tab, "excel");
        var empty = await DownloadedAsync(tab);

        await SendAsync(tab, Filling.Filled(empty, (Three, "scores/progress", 0, 9), ("No.1", "remark/", 0, "よい")));
        await Chromium.LookAsync(tab, "excel-problems");
        await tab.GetByRole(AriaRole.Link, new() { Name = "Excelで入力する画面へ戻る" }).ClickAsync();
        await SendAsync(tab, Filling.Filled(empty, (Three, "scores/progress", 0, 2), (Three, "goal/", 0, "橋を守る"), ("No.1", "remark/", 0, new string('長', 1001))));
        await Chromium.LookAsync(tab, "excel-preview");
        await tab.GetByRole(AriaRole.Button, new() { Name = "選んだ個票を下書きに取り込む" }).ClickAsync();
        await Assertions.Expect(tab.GetByText("まだ提出していません")).ToBeVisibleAsync();
        await Chromium.LookAsync(tab, "excel-taken");

        Assert.Equal("橋を守る", (await _town.DraftAsync("3")).Of<TextAnswer>("goal")!.Text);
        Assert.Equal(1001, (await _town.DraftAsync("1")).Of<TextAnswer>("remark")!.Text.Length);
    }

    private static async Task<byte[]> DownloadedAsync(IPage tab)
    {
        var download = await tab.RunAndWaitForDownloadAsync(() => tab.GetByRole(AriaRole.Link, new() { Name = "Excelファイルをダウンロード" }).ClickAsync());
        Assert.Equal("個票_R6_財政課.xlsx", download.SuggestedFilename);
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    private static async Task SendAsync(IPage tab, byte[] file)
    {
        await tab.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "回答.xlsx", MimeType = "application/octet-stream", Buffer = file });
        await tab.GetByRole(AriaRole.Button, new() { Name = "内容を確かめる" }).ClickAsync();
    }
}
