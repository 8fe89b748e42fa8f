using System.Text;
using AngleSharp.Html.Parser;

namespace GyoseiFlow.Local.Tests.Commands;

/// <summary>A city that no code knows, by its plan file alone: seen, rehearsed, and carried to a published document.</summary>
public sealed class SixthCityTests : IDisposable
{
    private static readonly string Plan = Path.Combine(AppContext.BaseDirectory, "Cities", "mikazuki", "plan.yaml");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Preview_WritesEachKindOfSheet_AndADocumentThatVerifies()
    {
        var cli = await Cli.RunAsync("plan", "preview", Plan, "--out", _folder["preview"]);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        var index = await ReadAsync("index.html");
        Assert.Equal(
            ["sheets/M.1-a.html", "sheets/M.2.html", "sheets/3.html", "document/index.html"],
            index.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        var sheet = await ReadAsync("sheets", "M.1-a.html");
        Assert.Contains("「書かない窓口」の件数 & 満足度 <満月>", sheet.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.All(
            (string[])["実績値", "今年度の行程", "進み具合", "見通し", "事業費", "自己評価", "取組", "記録"],
            label => Assert.Contains(label, sheet.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
        Assert.All(sheet.QuerySelectorAll("link[rel=stylesheet]"), style =>
            Assert.True(File.Exists(Path.Combine(_folder["preview"], "sheets", style.GetAttribute("href")!))));
        Assert.Empty(sheet.QuerySelectorAll("script, form[action], form:not([method=dialog])"));
        var document = await ReadAsync("document", "index.html");
        Assert.Contains("三日月市「まんまる」評価書 <R6> & 資料", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("𠮷野・髙﨑・辻󠄀支所", document.Body.TextContent, StringComparison.Ordinal);
        var verdict = await Cli.RunAsync("verify", Path.Combine(_folder["preview"], "document"));
        Assert.Equal((0, ""), (verdict.ExitCode, verdict.Errors));
    }

    [Fact]
    public async Task Preview_OfAYear_HasThatYearsNamesAndOffices()
    {
        var yaml = await File.ReadAllTextAsync(Plan);
        foreach (var (then, since) in (ReadOnlySpan<(string, string)>)
        [
            ("  - { id: zen, name: 全部署 }\n", "  - { id: zen, name: 全部署 }\n  - { id: ato, name: 後の課, mail: ato@mikazuki.example.jp, headMail: ato-cho@mikazuki.example.jp, from: R8 }\n"),
            ("        name: 証明書の郵送（𠮷野支所）\n        departments: [yoshino]\n", "        name: あとの名前\n        departments: [ato]\n        former: [{ until: R6, name: 証明書の郵送（𠮷野支所）, departments: [yoshino] }]\n"),
        ])
        {
            Assert.Contains(then, yaml, StringComparison.Ordinal);
            yaml = yaml.Replace(then, since, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(_folder["plan.yaml"], yaml);

        var cli = await Cli.RunAsync("plan", "preview", _folder["plan.yaml"], "--year", "R6", "--out", _folder["preview"]);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("No.M.2 証明書の郵送（𠮷野支所）（𠮷野・髙﨑・辻󠄀支所）", (await ReadAsync("index.html")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("証明書の郵送（𠮷野支所）", (await ReadAsync("sheets", "M.2.html")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("あとの名前", (await ReadAsync("document", "index.html")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_PastFilesBesideThePlan_AreOnItsPages()
    {
        await CopyAsync("tomakomai", "plan.yaml", "past.json");

        var cli = await Cli.RunAsync("plan", "preview", _folder["plan.yaml"], "--out", _folder["preview"]);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.EndsWith($"\n{_folder["past.json"]} の過去の評価も入れました。\n", cli.Output, StringComparison.Ordinal);
        var index = await ReadAsync("index.html");
        Assert.Contains("過去の評価（past.json）を入れています: 令和2年度、令和3年度、令和4年度、令和5年度。", index.Body!.TextContent, StringComparison.Ordinal);
        var rows = index.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.Children.Select(c => c.TextContent))).ToArray();
        Assert.Equal(22 + 95, rows.Length);
        Assert.Equal("取組項目1 新たな財源確保に向けた取組|A|A|B|A", rows[0]);
        Assert.Contains(rows, row => row.StartsWith("No.7 ", StringComparison.Ordinal) && row.EndsWith("|B|B|B|A", StringComparison.Ordinal));
        var sheet = await ReadAsync(index.QuerySelector("a[href^='sheets/']")!.GetAttribute("href")!);
        Assert.Contains("これまでの評価", sheet.QuerySelector("dl.facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("令和2年度 B、令和3年度 A、令和4年度 C、令和5年度 C", sheet.QuerySelector("dl.facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains((await ReadAsync("document", "index.html")).QuerySelectorAll("td.grade.past"), cell => cell.TextContent.Trim() == "A");
    }

    [Fact]
    public async Task Preview_FormerAnswersBesideThePlan_AreOnItsPages()
    {
        await CopyAsync("ebetsu", "plan.yaml", "former.json");

        var cli = await Cli.RunAsync("plan", "preview", _folder["plan.yaml"], "--out", _folder["preview"]);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.EndsWith($"\n{_folder["former.json"]} の過年度の回答も入れました。\n", cli.Output, StringComparison.Ordinal);
        Assert.Contains("過年度の回答（former.json）を入れています: 令和元年度、令和2年度。", (await ReadAsync("index.html")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("80.2%", (await ReadAsync("document", "index.html")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_PastFileThatCannotBeRead_IsSaid()
    {
        await CopyAsync("ebetsu", "plan.yaml");
        await File.WriteAllTextAsync(_folder["former.json"], """{"R5":{"999":{}}}""");

        var cli = await Cli.RunAsync("plan", "preview", _folder["plan.yaml"], "--out", _folder["preview"]);

        Assert.Equal(new Cli(1, "", $"{_folder["former.json"]}: 計画に実践項目「999」はありません。\n"), cli);
    }

    [Fact]
    public async Task Preview_FolderThatHoldsSomething_IsRefused()
    {
        await File.WriteAllTextAsync(_folder["mine.txt"], "大切");

        var cli = await Cli.RunAsync("plan", "preview", Plan, "--out", _folder.FullPath);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains("空ではありません。", cli.Errors, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(_folder.FullPath).Select(p => Path.GetFileName(p)));
    }

    [Fact]
    public async Task Rehearse_ShowsTheYear_AndWritesCalendarAndTable()
    {
        var cli = await Cli.RunAsync("rehearse", Plan, "--year", "令和6年度", "--ics", _folder["year.ics"], "--csv", _folder["year.csv"]);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("令和7年4月25日(金)  ■個票の期限\n  09:05  督促（期限前）（期限の日） → ", cli.Output, StringComparison.Ordinal);
        Assert.Contains("令和7年5月7日(水)  ■仮定: 事務局が、未提出の個票を締め切る\n", cli.Output, StringComparison.Ordinal);
        Assert.Contains("メールは全部で25通です", cli.Output, StringComparison.Ordinal);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", await File.ReadAllTextAsync(_folder["year.ics"]), StringComparison.Ordinal);
        var csv = await File.ReadAllBytesAsync(_folder["year.csv"]);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), csv[..3]);
        Assert.Equal(1 + 25, (await File.ReadAllLinesAsync(_folder["year.csv"])).Length);
    }

    [Fact]
    public async Task Rehearse_Answered_GoesToThePublishedDocument()
    {
        var cli = await Cli.RunAsync("rehearse", Plan, "--year", "R7", "--answered");

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("公表の連絡 → 会長（usagi）", cli.Output, StringComparison.Ordinal);
    }

    /// <summary>Nobody gives an opinion there.</summary>
    [Theory]
    [InlineData("ebetsu")]
    [InlineData("sapporo")]
    public async Task Rehearse_PlanWithoutACommittee_SpeaksOfResultsAndNotOfOpinions(string city)
    {
        var cli = await Cli.RunAsync("rehearse", Cli.Tomakomai($"../{city}/plan.yaml"), "--answered");

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("  09:00  結果の報告 → ", cli.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("意見の報告", cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_YearWithoutDates_SaysWhichThereAre()
    {
        var cli = await Cli.RunAsync("rehearse", Plan, "--year", "R8");

        Assert.Equal(
            new Cli(1, "", $"{Plan}: 「R8」の日程がありません。--year には、cyclesに書いてある年度（R6、R7）を指定してください。\n"), cli);
    }

    private async Task CopyAsync(string city, params string[] files)
    {
        foreach (var file in files)
        {
            await File.WriteAllBytesAsync(_folder[file], await File.ReadAllBytesAsync(Cli.Tomakomai($"../{city}/{file}")));
        }
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(params string[] path) =>
        new HtmlParser().ParseDocument(await File.ReadAllTextAsync(Path.Combine([_folder["preview"], .. path])));
}
