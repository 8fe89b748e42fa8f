using System.Net;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Departments;

public sealed class SheetActsTests : IAsyncLifetime
{
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await FullForm.OpenedAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Post_CompleteSheet_IsHandedInAndSaysWhatComesNext()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);

        var check = await client.ToCheckAsync(FullForm.Sheet3);
        var done = await client.HandInAsync(FullForm.Sheet3);

        Assert.Contains("橋を点検した", check.Text, StringComparison.Ordinal);
        Assert.Contains("次は事務局が内容を確認します", done.Text, StringComparison.Ordinal);
        Assert.Equal((SheetState.Submitted, 1), ((await _town.SheetAsync("3")).State, (await _town.SheetAsync("3")).Version));
        Assert.Null(done.Document.QuerySelector(FullForm.Form));
    }

    [Fact]
    public async Task Post_DoubleClick_HandsInOnce()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var check = await client.ToCheckAsync(FullForm.Sheet3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.SubmitAsync(check, $"form[action='{FullForm.Sheet3}/check']")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Equal(1, (await _town.SheetAsync("3")).Version);
    }

    [Fact]
    public async Task Post_ChangedSinceTheCheck_IsShownAgain()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var check = await client.ToCheckAsync(FullForm.Sheet3);
        await client.PressAsync(await client.GetAsync(FullForm.Sheet3), "save", ("f.remark", "後からの変更"));

        var again = await client.SubmitAsync(check, $"form[action='{FullForm.Sheet3}/check']");

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("後からの変更", again.Text, StringComparison.Ordinal);
        Assert.Equal(SheetState.Drafting, (await _town.SheetAsync("3")).State);
    }

    [Fact]
    public async Task Post_TakeBack_OpensTheFormAgainAndKeepsTheVersion()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var done = await client.HandInAsync(FullForm.Sheet3);

        var back = await client.SubmitAsync(done, $"form[action='{FullForm.Sheet3}/take-back']");
        var form = await client.GetAsync(back.Location!);
        var version = await client.GetAsync(FullForm.Sheet3 + "/versions/1");
        await _town.PassAsync(TimeSpan.FromMinutes(1));
        await client.HandInAsync(FullForm.Sheet3);

        Assert.Equal("橋を点検した", form.ValueOf("f.remark"));
        Assert.Contains("提出を取り戻しました", form.Text, StringComparison.Ordinal);
        Assert.Contains("第1版", version.Title, StringComparison.Ordinal);
        Assert.Equal(2, (await _town.SheetAsync("3")).Version);
    }

    [Fact]
    public async Task Get_ReturnedSheet_HasTheReasonOnTopUntilHandedInAgain()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        await client.HandInAsync(FullForm.Sheet3);
        await _town.Sheets.ReturnAsync(
            Town.CycleId, "3", 1, "出典を<b>書いて</b>ください", SmallPlan.Due.AddDays(5), _town.Act(), _town.Client, Town.None);
        await _town.RestAsync();
        await _town.PassAsync(TimeSpan.FromMinutes(1));

        var returned = await client.GetAsync(FullForm.Sheet3);
        var done = await client.HandInAsync(FullForm.Sheet3);

        Assert.Equal("出典を<b>書いて</b>ください", returned.Document.QuerySelector(".notice.fault .words")!.TextContent);
        Assert.Equal("橋を点検した", returned.ValueOf("f.remark"));
        Assert.DoesNotContain("出典を", done.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await _town.SheetAsync("3")).Version);
    }

    [Theory]
    [InlineData("", "災害対応のため", "wanted")]
    [InlineData("", "", "wanted", "reason")]
    [InlineData("2025-04-25", "災害対応のため", "wanted")]
    [InlineData("0007-05-09", "災害対応のため", "wanted")]
    [InlineData("2025-05-09", " ", "reason")]
    public async Task Post_ExtensionWithoutWhatItNeeds_SaysWhereAndKeepsTheRest(string wanted, string reason, params string[] fields)
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3 + "/extension");

        var again = await client.SubmitAsync(page, $"form[action='{FullForm.Sheet3}/extension']", ("wanted", wanted), ("reason", reason));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal(fields, again.Document.QuerySelectorAll("[aria-invalid=true]").Select(e => e.Id!));
        Assert.Equal(wanted is "" or "0007-05-09", again.Text.Contains("希望する期限を選んでください。例: 令和7年5月9日", StringComparison.Ordinal));
        Assert.Equal((wanted, reason), (again.ValueOf("wanted"), again.ValueOf("reason")));
    }

    [Theory]
    [InlineData("instead", "2025-05-05>2025-05-07", "2025-05-07")]
    [InlineData("sure", "2025-05-05", "2025-05-05")]
    public async Task Post_ExtensionToAHoliday_IsAskedAboutAndSentWithOneClick(string button, string value, string wanted)
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        const string Form = $"form[action='{FullForm.Sheet3}/extension']";
        var page = await client.GetAsync(FullForm.Sheet3 + "/extension");

        var question = await client.SubmitAsync(page, Form, ("wanted", "2025-05-05"), ("reason", "災害対応のため"));
        var asked = await client.SubmitAsync(question, Form, (button, value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, question.Status);
        Assert.Contains("5月5日はこどもの日です。次の開庁日は5月7日(水)です。", question.Text, StringComparison.Ordinal);
        Assert.Equal(("2025-05-05", "災害対応のため"), (question.ValueOf("wanted"), question.ValueOf("reason")));
        Assert.Equal(HttpStatusCode.SeeOther, asked.Status);
        Assert.Equal(
            DateOnly.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture),
            (await _town.Get<ExtensionDesk>().FindAsync(Town.CycleId, "3", Town.None))!.Wanted);
    }

    [Fact]
    public async Task Post_ExtensionPastThePublication_IsRefusedAtTheField()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        const string Form = $"form[action='{FullForm.Sheet3}/extension']";

        var again = await client.SubmitAsync(
            await client.GetAsync(FullForm.Sheet3 + "/extension"), Form, ("wanted", "2025-08-01"), ("reason", "災害対応のため"));

        Assert.Contains("公表の日（令和7年7月30日(水)）に間に合いません", again.Document.GetElementById("wanted-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Extension_AsksAndShowsWhatBecameOfIt()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3 + "/extension");

        var asked = await client.SubmitAsync(
            page, $"form[action='{FullForm.Sheet3}/extension']", ("wanted", "2025-05-09"), ("reason", "災害対応のため"));
        var waiting = await client.GetAsync(asked.Location!);
        await _town.Get<ExtensionDesk>().DeclineAsync(Town.CycleId, "3", "審議会に間に合わない", _town.Act(), _town.Client, Town.None);
        var declined = await client.GetAsync(FullForm.Sheet3);

        Assert.Contains("事務局の回答を待っています", waiting.Text, StringComparison.Ordinal);
        Assert.Contains("審議会に間に合わない", declined.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extension", "reason")]
    [InlineData("hand-over", "note")]
    public async Task Post_ReasonTooLong_SaysSoAndKeepsIt(string page, string field)
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var text = new string('あ', 2_001);

        var answer = await client.SubmitAsync(
            await client.GetAsync($"{FullForm.Sheet3}/{page}"), $"form[action='{FullForm.Sheet3}/{page}']", (field, text), ("wanted", "2025-05-09"), ("department", "kikaku"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, text), (answer.Status, answer.Document.GetElementById(field)!.TextContent.Trim()));
        Assert.Contains("2000文字までです（いま2001文字）", answer.Document.GetElementById($"{field}-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("zaisei", (await _town.SheetAsync("3")).Departments[0]);
    }

    [Fact]
    public async Task Post_HandOver_GivesTheSheetAway()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        var page = await client.GetAsync(FullForm.Sheet3 + "/hand-over");
        const string Form = $"form[action='{FullForm.Sheet3}/hand-over']";

        var nothing = await client.SubmitAsync(page, Form);
        var nowhere = await client.SubmitAsync(page, Form, ("department", ""), ("note", "よろしく"));
        var noNote = await client.SubmitAsync(page, Form, ("department", "kikaku"), ("note", ""));
        var done = await client.SubmitAsync(noNote, Form, ("note", "途中まで入力済み"));

        Assert.Equal(["企画課"], page.Document.QuerySelectorAll("option[value]:not([value=''])").Select(o => o.TextContent));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (nowhere.Status, noNote.Status));
        Assert.Equal(["department", "note"], nothing.Document.QuerySelectorAll("[aria-invalid=true]").Select(e => e.Id!));
        Assert.Equal("よろしく", nowhere.ValueOf("note"));
        Assert.Equal("kikaku", noNote.ValueOf("department"));
        Assert.Equal("/tasks?done=handed-over", done.Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(FullForm.Sheet3)).Status);
        await _town.LettersAsync();
        Assert.Contains(_town.LeftFor(SmallPlan.Kikaku), s => s.StartsWith("引継ぎ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_HandOver_DepartmentDoesNotLead_IsForbidden()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Kikaku);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(FullForm.Sheet1 + "/hand-over")).Status);
    }

    [Fact]
    public async Task Post_Comments_GoBothWays()
    {
        using var department = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        using var secretariat = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        const string Form = $"form[action='{FullForm.Sheet3}/comments']";

        var blank = await department.SubmitAsync(await department.GetAsync(FullForm.Sheet3 + "/comments"), Form, ("text", " "));
        await department.SubmitAsync(blank, Form, ("text", "出典は<点検調書>でよいですか"));
        await secretariat.SubmitAsync(await secretariat.GetAsync(FullForm.Sheet3 + "/comments"), Form, ("text", "はい"));
        var sheet = await department.GetAsync(FullForm.Sheet3);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank.Status);
        Assert.Equal(
            ["財政課 出典は<点検調書>でよいですか", "事務局 はい"],
            sheet.Document.QuerySelectorAll(".comments li").Select(li => $"{li.QuerySelector(".support")!.TextContent.Split('　')[0]} {li.QuerySelector(".words")!.TextContent}"));
    }

    [Fact]
    public async Task Get_AsSecretariat_IsToReadAndLeadsToItsOwnPage()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync(FullForm.Sheet3);

        Assert.Null(page.Document.QuerySelector(FullForm.Form));
        Assert.NotNull(page.Document.QuerySelector("a[href='/secretariat/cycles/town-2024/sheets/3']"));
        Assert.NotNull(page.Document.QuerySelector($"a[href='{FullForm.Sheet3}?behalf=1']"));
    }

    [Fact]
    public async Task Post_AsSecretariat_HandsInOnBehalf()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var check = await client.ToCheckAsync(FullForm.Sheet3 + "?behalf=1");
        var done = await client.SubmitAsync(check, $"form[action='{FullForm.Sheet3}/check']");
        var sheet = await client.GetAsync(done.Location!);
        await _town.LettersAsync();

        Assert.Contains("代理で提出しました", sheet.Text, StringComparison.Ordinal);
        Assert.Contains("（代理入力）", sheet.Text, StringComparison.Ordinal);
        Assert.Contains(_town.LeftFor(SmallPlan.Zaisei), s => s.StartsWith("代理入力", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_PrintAndVersion_ShowEveryAnswer()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Zaisei);
        await client.HandInAsync(FullForm.Sheet3);

        var print = await client.GetAsync(FullForm.Sheet3 + "/print");

        Assert.Equal(["取組内容", "目標", "評価の理由", "取組終了", "自己評価", "特記事項"], print.Document.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Contains("橋を点検した", print.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(FullForm.Sheet3 + "/versions/2")).Status);
    }
}
