using System.Net;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

/// <summary>The pages that show what was and what will be: mails, log, calendar, figures, and the list of cycles.</summary>
public sealed class RecordsPagesTests : IAsyncLifetime
{
    private const string Board = "/secretariat/cycles/town-2024";

    private Town _town = null!;
    private PageClient _client = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(port: 0);
        _client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task Cycles_DueOne_IsOpenedOnce()
    {
        var list = await _client.GetAsync("/secretariat");

        var first = await _client.SubmitAsync(list, "form[data-form=open]");
        var second = await _client.SubmitAsync(list, "form[data-form=open]");
        await _town.RestAsync();
        var after = await _client.GetAsync("/secretariat");

        Assert.Equal(($"{Board}?done=open", first.Location), (first.Location, second.Location));
        Assert.Single(await _town.AuditAsync(), e => e.What == "評価の開始" && e.By == "secretariat");
        Assert.Contains("個票3件のうち0件の手続が終わりました", after.Text, StringComparison.Ordinal);
        Assert.Null(after.Document.QuerySelector("form[data-form=open]"));
        Assert.Contains("令和8年4月1日(水)の朝9時に自動で始まります", after.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("town", "R7", HttpStatusCode.Conflict)]
    [InlineData("town", "R99", HttpStatusCode.Conflict)]
    [InlineData("other", "R6", HttpStatusCode.Forbidden)]
    public async Task Cycles_NotDueOrNotTheirs_IsRefused(string plan, string year, HttpStatusCode expected)
    {
        var answer = await _client.SubmitAsync(await _client.GetAsync("/secretariat"), "form[data-form=open]", ("plan", plan), ("year", year));

        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task Mails_Failed_IsShownReadAndSentAgain()
    {
        _town.Post.Before = message => message.To.Contains(SmallPlan.Kikaku) ? throw new MailRefusedException("550 no such user") : Task.CompletedTask;
        await _town.OpenAsync();
        _town.Post.Before = _ => Task.CompletedTask;

        var list = await _client.GetAsync($"{Board}/mails?state=Failed");
        var mail = await _client.GetAsync(list.Document.QuerySelector("tbody th a")!.GetAttribute("href")!);
        var answer = await _client.SubmitAsync(mail, "#resend");
        await _town.RestAsync();

        Assert.Contains("依頼 No.2 ふるさと納税", list.Text, StringComparison.Ordinal);
        Assert.Contains("550 no such user", mail.Text, StringComparison.Ordinal);
        Assert.Contains("企画課", mail.Document.QuerySelector(".mail-text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains("依頼 No.2 ふるさと納税", _town.LeftFor(SmallPlan.Kikaku));
        var after = await _client.GetAsync($"{Board}/mails?state=Failed");
        var old = await _client.GetAsync(after.Document.QuerySelector("tbody th a")!.GetAttribute("href")!);
        var again = await _client.GetAsync(old.Document.QuerySelectorAll("a").Single(a => a.TextContent == "送り直したメール").GetAttribute("href")!);
        // It has been seen to: nothing calls for anybody any more, and each leads to the other.
        Assert.DoesNotContain("送信できなかったメール", after.Text, StringComparison.Ordinal);
        Assert.EndsWith(again.Document.QuerySelectorAll("a").Single(a => a.TextContent == "送り直す前のメール").GetAttribute("href")!, old.Path, StringComparison.Ordinal);
        Assert.Contains("送信できなかったメール", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_SentOne_CannotBeSentAgain()
    {
        await _town.OpenAsync();
        var list = await _client.GetAsync($"{Board}/mails?state=Sent");
        var path = list.Document.QuerySelector("tbody th a")!.GetAttribute("href")!;
        var page = await _client.GetAsync(path);
        var form = (await _client.GetAsync($"{Board}/sheets/1")).Document.QuerySelector("form[data-form=acts]")!;

        var answer = await _client.PostAsync(path, [.. form.QuerySelectorAll("input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))]);

        Assert.Null(page.Document.QuerySelector("#resend"));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
    }

    [Theory]
    [InlineData("?state=Nothing&purpose=Nothing&page=-1")]
    [InlineData("?subject=sheet-99")]
    [InlineData("?q=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("?page=9999")]
    public async Task Mails_OddFilter_IsShownAllTheSame(string query)
    {
        await _town.OpenAsync();

        var page = await _client.GetAsync($"{Board}/mails{query}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_Filtered_ShowsWhoDidWhat()
    {
        await _town.OpenAsync();
        await _town.AnswerAllAsync("1");

        var bySecretariat = await _client.GetAsync($"{Board}/audit?by=secretariat");
        var bySheet = await _client.GetAsync($"{Board}/audit?subject=sheet-1&q=提出");
        var never = await _client.GetAsync($"{Board}/audit?from=2030-01-01");
        var odd = await _client.GetAsync($"{Board}/audit?from=xxx&page=abc&by=nobody");
        var byName = await _client.GetAsync($"{Board}/audit?q={Uri.EscapeDataString("Ｎｏ.1")}");
        var backwards = await _client.GetAsync($"{Board}/audit?from=2025-05-01&to=2025-04-01");

        Assert.Equal(["受理"], Whats(bySecretariat));
        Assert.Contains("提出", Whats(bySheet));
        Assert.Contains("条件に合う記録はありません", never.Text, StringComparison.Ordinal);
        Assert.Contains("期間の初日は日付として読めないため", odd.Text, StringComparison.Ordinal);
        Assert.NotEmpty(Whats(byName));
        Assert.All(byName.Document.QuerySelectorAll("td[data-label=対象]"), c => Assert.StartsWith("No.1 ", c.TextContent, StringComparison.Ordinal));
        Assert.Contains("末日が初日より前", backwards.Document.QuerySelector(".notice.warn")!.TextContent, StringComparison.Ordinal);

        static string[] Whats(PageAnswer page) => [.. page.Document.QuerySelectorAll("td[data-label=操作]").Select(c => c.TextContent)];
    }

    [Fact]
    public async Task Audit_Csv_IsForASpreadsheetAndRunsNothing()
    {
        await _town.OpenAsync();
        await _town.SubmitAsync("2");
        await _town.Sheets.ReturnAsync(Town.CycleId, "2", 1, "=HYPERLINK(\"http://example.jp\")", SmallPlan.Due, _town.Act(), _town.Client, Town.None);

        var csv = await _client.GetAsync($"{Board}/audit/csv?subject=sheet-2");

        Assert.StartsWith("日時,操作した人", csv.Body.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", csv.Body, StringComparison.Ordinal);
        // The page's reader takes the mark of UTF-8 away; a spreadsheet needs it.
        Assert.Equal([0xEF, 0xBB, 0xBF], (await RawAsync($"{Board}/audit/csv")).Take(3).Select(b => (int)b));
    }

    private async Task<byte[]> RawAsync(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _town.Host.Address };
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", _client.Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal("town-2024-log.csv", response.Content.Headers.ContentDisposition?.FileName);
        return await response.Content.ReadAsByteArrayAsync();
    }

    [Fact]
    public async Task Calendar_OpenSheets_ListsEveryReminderToCome()
    {
        await _town.OpenAsync();

        var page = await _client.GetAsync($"{Board}/calendar");

        // Three reminders and an escalation for each of three sheets.
        Assert.Contains("これから送るメール（12通）", page.Text, StringComparison.Ordinal);
        Assert.Contains("財政課の所属長", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calendar_AnotherDeadline_ShowsWhichMailsChange()
    {
        await _town.OpenAsync();

        var preview = await _client.GetAsync($"{Board}/many?act=extend&measure=1&measure=2&due=2025-05-09");

        Assert.Contains("送らなくなる督促（8件）", preview.Text, StringComparison.Ordinal);
        Assert.Contains("新しく予定される督促（8件）", preview.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_SomeAccepted_AddUpAndNameTheMissing()
    {
        await _town.OpenAsync();
        await _town.AnswerAllAsync("1");

        var page = await _client.GetAsync($"{Board}/figures");

        var first = page.Document.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr")[0].QuerySelectorAll("td").Select(c => c.TextContent.Trim());
        Assert.Equal(["1", "3", "2", "5", "A", "―", "No.2（未着手）"], first.Select(t => t.Replace(".0", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Mails_EveryState_HasALabel() =>
        Assert.All(Enum.GetValues<OutboxState>(), state => Assert.NotEqual(state.ToString(), state.Label()));
}
