using System.Net;
using DocumentFormat.OpenXml.Spreadsheet;
using GyoseiFlow.App.Tests.Pages.Departments;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Documents.Forms;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Excel;

public sealed class ExcelPageTests : IAsyncLifetime
{
    private const string Zaisei = "/excel/town-2024/zaisei";
    private const string UploadForm = "form[enctype]";
    private const string Take = "form[action$='/take']";
    private const string Three = "No.3";

    private Town _town = null!;

    public async Task InitializeAsync() => _town = await FullForm.OpenedAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Get_TasksAndSheet_LeadToExcel()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        Assert.NotNull((await client.GetAsync("/tasks")).Document.QuerySelector($"a[href='{Zaisei}']"));
        Assert.NotNull((await client.GetAsync(FullForm.Sheet3)).Document.QuerySelector($"a[href='{Zaisei}?sheet=3']"));
    }

    [Fact]
    public async Task Post_Filled_IsPreviewedThenSavedAsDraftAndNotSubmitted()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var file = Filling.Filled(
            await client.DownloadAsync($"{Zaisei}/download"),
            (Three, "scores/progress", 0, 2), (Three, "goal/", 0, "=目標\n𠮷"), (Three, "actions/1", 0, "R6"), (Three, "actions/1", 1, "点検"),
            (Three, "actions/2", 2, 7), (Three, "ended/", 0, "2025-03"), ("No.1", "remark/", 0, "広告の特記"));

        var preview = await client.UploadAsync(await client.GetAsync(Zaisei), UploadForm, "file", "回答.xlsx", file);
        var before = await _town.SheetAsync("3");
        var taken = await client.SubmitAsync(preview, Take, ("take", "3"), ("take", "1"));
        var draft = await _town.DraftAsync("3");

        Assert.Equal((HttpStatusCode.OK, SheetState.NotStarted), (preview.Status, before.State));
        Assert.Contains("目標：新しく入ります", preview.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Equal("=目標\n𠮷", draft.Of<TextAnswer>("goal")!.Text);
        Assert.Equal(2, draft.Scores!["progress"]);
        Assert.Equal(2, draft.Of<TableAnswer>("actions")!.Rows.Length);
        Assert.Equal("広告の特記", (await _town.DraftAsync("1")).Of<TextAnswer>("remark")!.Text);
        Assert.Equal(SheetState.Drafting, (await _town.SheetAsync("3")).State);
    }

    /// <summary>Not as the preview's form would send it.</summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"scores":{"progress":1,"progress":2}}""")]
    [InlineData("""{"ended":"0007-03"}""")]
    public async Task Post_TakeOfWhatIsNoAnswer_IsLeftAndNamed(string answers)
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var preview = await client.UploadAsync(
            await client.GetAsync(Zaisei), UploadForm, "file", "回答.xlsx",
            Filling.Filled(await client.DownloadAsync($"{Zaisei}/download"), (Three, "goal/", 0, "目標")));

        var taken = await client.SubmitAsync(preview, Take, ("take", "3"), ("answers.3", answers));

        Assert.Equal(HttpStatusCode.Conflict, taken.Status);
        Assert.Contains("内容を読めません", taken.Text, StringComparison.Ordinal);
        Assert.Equal(SheetState.NotStarted, (await _town.SheetAsync("3")).State);
    }

    [Fact]
    public async Task Post_Problems_AreNamedByFileWorksheetAndCell_AndNothingIsTaken()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var empty = await client.DownloadAsync($"{Zaisei}/download");
        var file = Filling.Filled(
            empty,
            (Three, "scores/progress", 0, 9), (Three, "actions/1", 2, "七"), (Three, "actions/1", 3, "順調"), (Three, "goal/", 0, new CellFormula("1+1")),
            ("No.1", "remark/", 0, "よい"));

        var preview = await client.UploadAsync(await client.GetAsync(Zaisei), UploadForm, "file", "回答.xlsx", file);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, preview.Status);
        Assert.Contains($"回答.xlsx「No.3」の{Filling.AddressOf(empty, Three, "scores/progress", 0)}：0～3の整数を入れてください。", preview.Text, StringComparison.Ordinal);
        Assert.Contains($"の{Filling.AddressOf(empty, Three, "actions/1", 2)}：整数を入れてください。", preview.Text, StringComparison.Ordinal);
        Assert.Contains("「順調」は選択肢にありません。工程どおり、工程見直しから選んでください。", preview.Text, StringComparison.Ordinal);
        Assert.Contains("数式は使えません", preview.Text, StringComparison.Ordinal);
        // The sound one can be chosen, and is not chosen by itself.
        Assert.False(preview.Document.QuerySelector("input[name=take][value='1']")!.HasAttribute("checked"));
        Assert.Null(preview.Document.QuerySelector("input[name=take][value='3']"));
        Assert.Equal(SheetState.NotStarted, (await _town.SheetAsync("1")).State);
    }

    [Fact]
    public async Task Post_FileOlderThanTheDraft_GoesToTheConflictPage_AndNobodysTextIsLost()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var file = Filling.Filled(await client.DownloadAsync($"{Zaisei}/download?sheet=3"), (Three, "goal/", 0, "Excelの目標"));
        await _town.Drafts.SaveAsync(Town.CycleId, "3", Answers.None.With("goal", new TextAnswer("画面の目標")), "", _town.Act("department:zaisei"), Town.None);

        var preview = await client.UploadAsync(await client.GetAsync($"{Zaisei}?sheet=3"), UploadForm, "file", "回答.xlsx", file);
        var conflict = await client.SubmitAsync(preview, Take);

        Assert.Contains("書き出した後に、画面で変わったもの", preview.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal("Excelの目標", conflict.ValueOf("f.goal"));
        Assert.Contains("画面の目標", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("画面の目標", (await _town.DraftAsync("3")).Of<TextAnswer>("goal")!.Text);
    }

    [Fact]
    public async Task Post_AnotherDepartmentsFile_IsRecognised()
    {
        using var zaisei = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        using var kikaku = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);
        var file = await zaisei.DownloadAsync($"{Zaisei}/download?sheet=3");

        var preview = await kikaku.UploadAsync(await kikaku.GetAsync("/excel/town-2024/kikaku"), UploadForm, "file", "回答.xlsx", file);

        Assert.Contains("別の部署の個票（No.3）です", preview.Text, StringComparison.Ordinal);
        Assert.Null(preview.Document.QuerySelector(Take));
    }

    [Fact]
    public async Task Post_Submitted_CanNotBeTaken()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(Zaisei);
        var file = await client.DownloadAsync($"{Zaisei}/download");
        await _town.SubmitAsync("3");

        var preview = await client.UploadAsync(page, UploadForm, "file", "回答.xlsx", file);
        var forced = await client.SubmitAsync(page, "form[enctype]");

        Assert.Contains("いまは入力できません", preview.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.Status);
    }

    [Fact]
    public async Task Post_NoWorkbook_SaysSo()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var answer = await client.UploadAsync(await client.GetAsync(Zaisei), UploadForm, "file", "写真.xlsx", [1, 2, 3, 4]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("写真.xlsx：Excelのファイル（.xlsx）ではありません", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EmptyFile_IsNamed()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var answer = await client.UploadAsync(await client.GetAsync(Zaisei), UploadForm, "file", "空.xlsx", []);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("空.xlsx：ファイルの中身が空です", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_LastYearsFile_IsRecognised()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var plan = PlanReader.Read(FullForm.Yaml).Plan!;
        var sheet = new FormSheet(
            plan, FiscalYear.Parse("R5"), new FormId(plan.Id, plan.Edition, "town-2023", "3", "zaisei", ""), ["財政課"], Answers.None, Answers.None);

        var preview = await client.UploadAsync(await client.GetAsync(Zaisei), UploadForm, "file", "去年.xlsx", FormBook.Write("個票", [sheet]));

        Assert.Contains("去年.xlsx「No.3」：昨年度（令和5年度）の様式です。今年度（令和6年度）の様式を書き出して、入力してください。", preview.Text, StringComparison.Ordinal);
        Assert.Null(preview.Document.QuerySelector(Take));
    }

    [Fact]
    public async Task Post_Take_OfAnothersSheet_ChangesNothing()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var token = (await client.GetAsync(Zaisei)).Document.QuerySelector("input[name=token]")!.GetAttribute("value")!;

        var answer = await client.PostAsync($"{Zaisei}/take", ("token", token), ("take", "2"), ("draft.2", ""), ("answers.2", "{\"goal\":\"他課\"}"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(SheetState.NotStarted, (await _town.SheetAsync("2")).State);
    }

    [Fact]
    public async Task Get_TextLongerThanACell_IsNotExported()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        await _town.Drafts.SaveAsync(
            Town.CycleId, "3", Answers.None.With("goal", new TextAnswer(new string('長', 32_768))), "", _town.Act("department:zaisei"), Town.None);

        var answer = await client.GetAsync($"{Zaisei}/download");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("No.3の「目標」は、Excelの1つのセルに入る32,767字を超えています", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secretariat_TakesOnBehalf()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        var file = Filling.Filled(await client.DownloadAsync($"{Zaisei}/download?sheet=3"), (Three, "goal/", 0, "代理の目標"));

        var preview = await client.UploadAsync(await client.GetAsync(Zaisei), UploadForm, "file", "回答.xlsx", file);
        await client.SubmitAsync(preview, Take, ("take", "3"));

        Assert.Equal("代理の目標", (await _town.DraftAsync("3")).Of<TextAnswer>("goal")!.Text);
        Assert.Contains(await _town.AuditAsync(), entry => entry.By.StartsWith("secretariat", StringComparison.Ordinal) && entry.What == "下書き保存");
    }
}
