using System.Collections.Immutable;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Tests.Commands;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Tests.Demo;

/// <summary>
/// Toyama's mid-term year with its committee, the plan's second edition that came of it, and the first year under that edition: once without
/// a break, and once up to the opening of that year with a break at every turn.
/// </summary>
public sealed class MidTermYears : IAsyncLifetime
{
    /// <summary>The year before the revision, the day on which it is taken in, and the eve of the year that goes by it.</summary>
    private static readonly DateOnly[] Breaks = [new(2029, 8, 31), new(2029, 10, 1), new(2030, 3, 31)];

    private readonly TemporaryFolder _whole = new();
    private readonly TemporaryFolder _broken = new();

    /// <summary>R10 and R11, played in one go.</summary>
    public string Whole => _whole.FullPath;

    /// <summary>R10 and the opening of R11, interrupted and resumed.</summary>
    public string Broken => _broken.FullPath;

    internal CycleStatus Status { get; private set; } = null!;

    internal int Interrupted { get; private set; }

    public async Task InitializeAsync()
    {
        // The two years of plain monitoring before them are played like any other city's yearly reviews; here they would only be overdue.
        var next = WithoutMonitoring(DemoData.Through("toyama", FiscalYear.Parse("R11"))[^1]);
        ImmutableArray<DemoData> years = [WithoutMonitoring(DemoData.Through("toyama", FiscalYear.Parse("R10"))[^1]) with { Revised = next }, next];
        Status = await PlayAsync(years, Whole, new Unwatched());
        foreach (var day in Breaks)
        {
            await Assert.ThrowsAsync<PowerCut>(() => PlayAsync(years[..1], Broken, new CutOffOn(day)));
            Interrupted++;
        }

        await PlayAsync(years[..1], Broken, new Unwatched());
    }

    public Task DisposeAsync()
    {
        _whole.Dispose();
        _broken.Dispose();
        return Task.CompletedTask;
    }

    internal static string DocumentIn(string folder, string year) =>
        Path.Combine(folder, "published", "toyama", FiscalYear.Parse(year).Year.ToString(System.Globalization.CultureInfo.InvariantCulture), "v1");

    private static DemoData WithoutMonitoring(DemoData year)
    {
        var yaml = year.PlanYaml;
        var (first, last) = (yaml.IndexOf("  - year: R8\n", StringComparison.Ordinal), yaml.IndexOf("  - year: R10\n", StringComparison.Ordinal));
        return year with { PlanYaml = yaml.Remove(first, last - first) };
    }

    private static async Task<CycleStatus> PlayAsync(ImmutableArray<DemoData> years, string path, DemoProgress progress)
    {
        var folder = new DemoFolder(path, years[^1].Plan.Id, years[^1].Cycle.Year);
        using var taken = folder.Take(resume: true);
        var run = new DemoRun(years, folder, printPdf: false, progress);
        return await run.PlayAsync(await run.StoppedAtAsync(askedSeed: 1, CancellationToken.None), askedSeed: 1, CancellationToken.None);
    }

    private class Unwatched : DemoProgress
    {
        public override Task RunAsync(Func<Task> work) => work();

        public override bool Wants(DateTimeOffset virtualNow) => false;

        public override void Show(DateTimeOffset virtualNow, CycleStatus status, string stage)
        {
            // Nobody looks.
        }
    }

    private sealed class CutOffOn(DateOnly day) : Unwatched
    {
        public override bool Wants(DateTimeOffset virtualNow) => JapanTime.DateOf(virtualNow) >= day ? throw new PowerCut() : false;
    }

    private sealed class PowerCut : Exception;
}

public sealed class MidTermDemoTests(MidTermYears played) : IClassFixture<MidTermYears>
{
    private const string Renamed = "外郭団体との役割分担の見直し";
    private const string Added = "地域の民間事業者と行う窓口サービス";

    [Fact]
    public void Years_GoFromTheFirstEditionToTheSecond()
    {
        var years = DemoData.Through("toyama", year: null);

        Assert.Equal(["R8 1", "R9 1", "R10 1", "R11 2"], years.Select(y => $"{y.Cycle.Year} {y.Plan.Edition}"));
        Assert.Equal([null, null, "R11", null], years.Select(y => y.Revised?.Cycle.Year.ToString()));
        Assert.Equal(["R8", "R9", "R10"], DemoData.Through("toyama", FiscalYear.Parse("R10")).Select(y => y.Cycle.Year.ToString()));
        // The committee is heard in the mid-term year alone.
        Assert.Equal(["R10"], years.Where(y => y.Cycle.Committee is not null && !y.Groups.IsEmpty).Select(y => y.Cycle.Year.ToString()));
    }

    [Fact]
    public async Task MidTermYear_HasTheCommitteesCopiesAndMeetings()
    {
        var page = await PageAsync(Path.Combine(MidTermYears.DocumentIn(played.Whole, "R10"), "index.html"));

        Assert.Contains(page.QuerySelectorAll("ins"), added => added.TextContent.Contains("市と団体の役割分担から見直すべきである", StringComparison.Ordinal));
        Assert.Contains("新たに加える取組項目", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Renamed, page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextYear_GoesByTheSecondEdition_AndSaysWhatWasOtherwise()
    {
        Assert.Equal((CycleStage.Published, 36), (played.Status.Stage, played.Status.Sheets[SheetState.Accepted]));
        var page = await PageAsync(Path.Combine(MidTermYears.DocumentIn(played.Whole, "R11"), "index.html"));

        Assert.Contains(Added, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["令和10年度 外郭団体の見直し → 外郭団体との役割分担の見直し", "令和10年度 外郭団体の見直し → 外郭団体との役割分担の見直し", "令和10年度 企画管理部 スマートシティ推進課 → 企画管理部 デジタル戦略課"],
            page.QuerySelectorAll("#history tbody tr").Select(row => $"{row.Children[0].TextContent} {row.Children[4].TextContent} → {row.Children[5].TextContent}")
                .Where(row => row.StartsWith("令和10年度", StringComparison.Ordinal)));
        using var data = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(MidTermYears.DocumentIn(played.Whole, "R11"), "data", "data.json")));
        Assert.Contains(data.RootElement.GetProperty("measures").EnumerateArray(), m => m.GetProperty("code").GetString() == "36");
    }

    [Fact]
    public async Task Site_ShowsBothEditions_TheSecondWithWhatItChanged()
    {
        var (first, second) = (await EditionAsync(1), await EditionAsync(2));

        Assert.DoesNotContain(Renamed, first.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Added, first.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("外郭団体の見直し", first.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains(Renamed, second.QuerySelector("#items ~ ul:nth-last-of-type(3)")!.TextContent, StringComparison.Ordinal);
        var rows = second.QuerySelectorAll("#edition-changes tbody tr");
        Assert.Equal(12, rows.Length);
        // One row of the grid, not all of it; and on a phone each cell says what it is.
        var row = rows.Single(r => r.TextContent.Contains("生産性向上ツールの導入", StringComparison.Ordinal));
        Assert.Equal(["種類", "内容", "前の版", "この版"], row.QuerySelectorAll("td").Select(c => c.GetAttribute("data-label")));
        Assert.Equal("R8：一部導入\nR9：完了\nR11～R12：（見本）利用した職員の割合 8割以上", row.Children[^1].TextContent);
        Assert.DoesNotContain("@example.jp", second.Body!.TextContent, StringComparison.Ordinal);
        var index = await PageAsync(Path.Combine(played.Whole, "published", "index.html"));
        Assert.Equal(["toyama/edition-2.html", "toyama/edition-1.html"], index.QuerySelectorAll("a[href*=edition]").Select(a => a.GetAttribute("href")));
    }

    /// <summary>What was published of the mid-term year stays as it was, whoever was interrupted and whatever came after it.</summary>
    [Fact]
    public void Interrupted_PublishesTheSameBytes_AndTheSecondEditionWithTheOpeningOfItsYear()
    {
        Assert.Equal(3, played.Interrupted);
        Assert.Equal(Files(played.Whole), Files(played.Broken));
        Assert.False(Directory.Exists(MidTermYears.DocumentIn(played.Broken, "R11")));

        static SortedDictionary<string, string> Files(string folder) => new(
            PlayedYear.Published(folder).Where(file => file.Key.Contains("2028", StringComparison.Ordinal) || file.Key.Contains("edition", StringComparison.Ordinal))
                .ToDictionary(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Verify_FindsNoProblem()
    {
        var cli = await Cli.RunAsync("verify", Path.Combine(played.Whole, "published"));

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("問題はありません（2版）", cli.Output, StringComparison.Ordinal);
    }

    /// <summary>The mid-term year is corrected while the next one runs by another edition: by the form, the names and the offices of its own.</summary>
    [Fact]
    public async Task Correct_AYearWithoutScores_PublishesItsNextVersion()
    {
        using var order = new TemporaryFolder();
        await File.WriteAllTextAsync(order["correction.yaml"], """
            reason: 実績の転記に誤りがありました。
            sheets:
              34: { state: 計画どおり, note: （見本）団体との協議を終えました。 }
              1: { year: { p1: （見本）訂正した実績。 } }
            """);

        var shown = await Cli.RunAsync("correct", played.Broken, "--file", order["correction.yaml"], "--year", "R10");
        Assert.Equal((0, ""), (shown.ExitCode, shown.Errors));
        Assert.Contains("実践項目34「外郭団体の見直し」 記載を訂正（進捗状況）: 遅れ → 計画どおり\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains("まだ何も変えていません。第2版として公表するには", shown.Output, StringComparison.Ordinal);

        var done = await Cli.RunAsync("correct", played.Broken, "--file", order["correction.yaml"], "--yes");

        Assert.Equal((0, ""), (done.ExitCode, done.Errors));
        Assert.Contains($"第2版を公表しました（デモの時計で令和12年4月2日(火)）。\n公表文書 {MidTermYears.DocumentIn(played.Broken, "R10").Replace("v1", "v2", StringComparison.Ordinal)}", done.Output, StringComparison.Ordinal);
        var page = await PageAsync(Path.Combine(MidTermYears.DocumentIn(played.Broken, "R10").Replace("v1", "v2", StringComparison.Ordinal), "index.html"));
        Assert.Contains("（見本）訂正した実績。", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Renamed, page.Body.TextContent, StringComparison.Ordinal);
        var verdict = await Cli.RunAsync("verify", Path.Combine(played.Broken, "published"));
        Assert.Equal((0, ""), (verdict.ExitCode, verdict.Errors));
    }

    [Theory]
    [InlineData("opinions: { 1: [意見] }", "R11", "令和11年度の文書には、取組項目ごとの審議会の意見がありません。個票（sheets）の訂正だけを書いてください。")]
    [InlineData("groups: { iinkai: {} }", "R11", "グループの写し、会議の記録、計画ファイルの文章は、訂正できません。")]
    [InlineData("sheets: { 1: { state: 遅れ } }", "R8", "令和8年度の文書は公表していません。--year には R10、R11 のどれかを指定してください。")]
    [InlineData("sheets: { 1: { state: 遅れ } }", "十年", "年度「十年」が読めません。")]
    public async Task Correct_WhatCannotBe_IsSaid(string order, string year, string message)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["correction.yaml"], $"reason: 誤りがありました。\n{order}\n");

        var cli = await Cli.RunAsync("correct", played.Whole, "--file", folder["correction.yaml"], "--year", year);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains(message, cli.Errors, StringComparison.Ordinal);
    }

    private async Task<IHtmlDocument> EditionAsync(int edition) =>
        await PageAsync(Path.Combine(played.Whole, "published", "toyama", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"edition-{edition}.html")));

    private static async Task<IHtmlDocument> PageAsync(string path) => new HtmlParser().ParseDocument(await File.ReadAllTextAsync(path));
}
