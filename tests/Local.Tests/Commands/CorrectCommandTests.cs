using System.Text.Json;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands.Corrections;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Demo;
using GyoseiFlow.Review.Calendar;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Tests.Commands;

/// <summary>correct on a folder in which a demo played.</summary>
public sealed class CorrectCommandTests(UninterruptedYear year) : IClassFixture<UninterruptedYear>, IDisposable
{
    private const string Order = """
        # 第1版の公表後に見つかった誤り
        reason: 評点の転記に誤りがありました。
        sheets:
          1:
            scores: { progress: 1 }
            reasons: { progress: 目標に届かなかったため。 }
            actions:
              12: { result: 募集を準備した。 }
            ended: 2025-02
        opinions:
          1:
            1: 訂正した意見
        """;

    private readonly TemporaryFolder _folder = new();

    private string Out => _folder["out"];

    private string Site => Path.Combine(Out, "published");

    private string VersionFolder(int version) => Path.Combine(Site, "tomakomai", "2024", $"v{version}");

    [Fact]
    public async Task WithoutYes_ShowsEveryChange_AndChangesNothing()
    {
        Copy();
        var before = (PlayedYear.Published(Out), PlayedYear.MailKeys(Out), await RecordsAsync());

        var cli = await CorrectAsync(Order);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("実践項目1「ガバメントクラウドファンディングの実施」 評点（進捗度）: 3 → 1\n", cli.Output, StringComparison.Ordinal);
        Assert.Contains(" 総合評価: A → B\n", cli.Output, StringComparison.Ordinal);
        Assert.Contains(" 記載を訂正（取組終了）: 2025-03 → 2025-02\n", cli.Output, StringComparison.Ordinal);
        Assert.Contains("取組項目1「新たな財源確保に向けた取組」 平均値（進捗度）: 2.8 → 2.3\n", cli.Output, StringComparison.Ordinal);
        Assert.EndsWith("まだ何も変えていません。第2版として公表するには、--yes を付けてもう一度実行してください。\n", cli.Output, StringComparison.Ordinal);
        Assert.Equal(before.Item1, PlayedYear.Published(Out));
        Assert.Equal(before.Item2, PlayedYear.MailKeys(Out));
        Assert.Equal(before.Item3, await RecordsAsync());
    }

    [Fact]
    public async Task Yes_PublishesVersion2_Version1Stays_AndVerifyAgrees()
    {
        Copy();
        var (before, mails) = (Hashes(1), PlayedYear.MailKeys(Out));

        var cli = await CorrectAsync(Order, "--yes");

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains($"第2版を公表しました（デモの時計で令和7年7月31日(木)）。\n意見書   {Path.Combine(VersionFolder(2), "index.html")}\n", cli.Output, StringComparison.Ordinal);
        Assert.Equal(before, Hashes(1));
        var page = await File.ReadAllTextAsync(Path.Combine(VersionFolder(2), "index.html"));
        Assert.Contains("第2版（訂正版）", page, StringComparison.Ordinal);
        Assert.Contains("評点の転記に誤りがありました。", page, StringComparison.Ordinal);
        Assert.All((string[])["index.html", "feed.xml"], file => Assert.Contains(
            "評点の転記に誤りがありました。", File.ReadAllText(Path.Combine(Site, file)), StringComparison.Ordinal));
        Assert.True(File.ReadLines(Path.Combine(VersionFolder(2), "data", "corrections.csv")).Count() > 8);
        // The committee of eleven, the secretariat, and the departments of item 1.
        Assert.True(PlayedYear.MailKeys(Out).Count >= mails.Count + 13);
        var verified = await Cli.RunAsync("verify", Site);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Errors));
        Assert.Contains("問題はありません（2版）。", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yes_Twice_SaysThatNothingIsLeft_AndPublishesNoVersion3()
    {
        Copy();
        await CorrectAsync(Order, "--yes");
        var before = (PlayedYear.Published(Out), PlayedYear.MailKeys(Out));

        var cli = await CorrectAsync(Order, "--yes");

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.StartsWith("訂正するところはありません。公表している第2版は、ファイルのとおりです。\n", cli.Output, StringComparison.Ordinal);
        Assert.Equal(before.Item1, PlayedYear.Published(Out));
        Assert.Equal(before.Item2, PlayedYear.MailKeys(Out));
    }

    [Fact]
    public async Task Json_IsReadLikeYaml()
    {
        Copy();
        var json = JsonSerializer.Serialize(new
        {
            reason = "評点の転記に誤りがありました。😀/",
            sheets = new Dictionary<string, object>
            {
                ["1"] = new
                {
                    scores = new { progress = 1 },
                    reasons = new { progress = "目標に届かなかったため。" },
                    actions = new Dictionary<string, object> { ["12"] = new { result = "募集を準備した。" } },
                    ended = "2025-02",
                },
            },
            opinions = new Dictionary<string, object> { ["1"] = new Dictionary<string, string> { ["1"] = "訂正した意見" } },
        });

        Assert.Equal(await CorrectAsync(Order), await CorrectAsync(json));
    }

    [Fact]
    public async Task Yes_AfterAnInterruptedPublication_FinishesIt()
    {
        Copy();
        await OrderAndDieAsync();

        var looked = await CorrectAsync(Order);
        var finished = await CorrectAsync(Order, "--yes");

        Assert.Equal(new Cli(1, "", "第2版の公表が途中で止まっています。--yes を付けて実行すると、続きを公表します。\n"), looked);
        Assert.Equal((0, ""), (finished.ExitCode, finished.Errors));
        Assert.StartsWith("訂正するところはありません。公表している第2版は、ファイルのとおりです。\n", finished.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync("verify", VersionFolder(2))).ExitCode);
        Assert.False(Directory.Exists(VersionFolder(3)));
    }

    [Theory]
    [InlineData("", "correction.yaml:1: 訂正ファイルが空です。")]
    [InlineData("reason: a\nsheets:\n  1: [\n", "correction.yaml:3: 書き方に誤りがあり、読めません。")]
    [InlineData("reason: &a x\nsheets: *a\n", "correction.yaml:2: 「*」による参照は使えません。")]
    [InlineData("reason: a\nsheets:\n  N99: {}\n", "correction.yaml:3: sheets.N99: 実践項目「N99」はこの計画にありません。")]
    [InlineData("reason: a\nsheets:\n  1:\n    scores:\n      progress: 9\n", "correction.yaml:5: sheets.1.scores: 「進捗度」の評点9は範囲外です。")]
    [InlineData("sheets:\n  1: { ended: 2025-13 }\n", "correction.yaml:2: sheets.1.ended: 「2025-13」は年月として読めません。")]
    [InlineData("sheets:\n  1: { ended: 2025-13 }\n", "correction.yaml:1: reason: 訂正の理由がありません。")]
    [InlineData("{ \"reason\": \"a\",\n\t\"opinions\": { \"1\": {\n\t\"99\": \"x\" } } }", "correction.yaml:3: opinions.1.99: この取組項目の意見は")]
    public async Task Mistake_IsNamedWithItsLine_AndChangesNothing(string order, string message)
    {
        Copy();
        var before = PlayedYear.Published(Out);

        var cli = await CorrectAsync(order, "--yes");

        Assert.Equal((1, ""), (cli.ExitCode, cli.Output));
        Assert.Contains(message, cli.Errors, StringComparison.Ordinal);
        Assert.Equal(before, PlayedYear.Published(Out));
    }

    [Fact]
    public async Task MoreSheetsThanOneCommitHolds_IsRefused()
    {
        Copy();
        var sheets = Enumerable.Range(1, 70).Select(code => $"  {code}: {{ remark: 訂正 }}");

        var cli = await CorrectAsync($"reason: a\nsheets:\n{string.Join('\n', sheets)}", "--yes");

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains("sheets: 一度に訂正できる個票は48件までです。", cli.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(VersionFolder(2)));
    }

    [Fact]
    public async Task FolderThatIsNoPlayedDemo_IsAClearError()
    {
        await File.WriteAllTextAsync(_folder["correction.yaml"], Order);
        var none = await Cli.RunAsync("correct", Out, "--file", _folder["correction.yaml"]);
        Directory.CreateDirectory(Out);
        await File.WriteAllTextAsync(Path.Combine(Out, "demo.lock"), "");
        await File.WriteAllTextAsync(Path.Combine(Out, "gyoseiflow.db"), "");
        var unplayed = await Cli.RunAsync("correct", Out, "--file", _folder["correction.yaml"]);
        Cli taken;
        await using (new FileStream(Path.Combine(Out, "demo.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            taken = await Cli.RunAsync("correct", Out, "--file", _folder["correction.yaml"]);
        }

        Assert.Equal(new Cli(1, "", $"{Out}: デモの結果がありません。demo を実行したフォルダー（out など）を指定してください。\n"), none);
        Assert.Equal(new Cli(1, "", "このデモは、まだ公表まで進んでいません。demo --resume で公表まで進めてから、もう一度実行してください。\n"), unplayed);
        Assert.Equal(new Cli(1, "", $"「{Out}」では別のデモが実行中です。終わるのを待ってから、もう一度実行してください。\n"), taken);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Cli> CorrectAsync(string order, params string[] more)
    {
        await File.WriteAllTextAsync(_folder["correction.yaml"], order);
        return await Cli.RunAsync(["correct", Out, "--file", _folder["correction.yaml"], .. more]);
    }

    // The order is in the store, and nothing of it ran.
    private async Task OrderAndDieAsync()
    {
        var folder = new DemoFolder(Out, "tomakomai", new FiscalYear(2024));
        var stopped = (await DemoClock.FindAsync(folder, default))!;
        await File.WriteAllTextAsync(_folder["correction.yaml"], Order);
        var file = await CorrectionFile.ReadAsync(_folder["correction.yaml"], default);
        await using var host = await LocalHost.CreateAsync(
            DemoHost.Options(folder.Store, folder.Mail, folder.Published, new VirtualClock(stopped.Now)), default);
        await host.Services.GetRequiredService<CorrectionOrderDesk>().PublishAsync(
            "tomakomai-2024", file.Order, null, new Act("before-the-crash", "secretariat"), host.Engine.Client, default);
    }

    private async Task<List<string>> RecordsAsync()
    {
        await using var file = SqliteFile.Open(Path.Combine(Out, "gyoseiflow.db"));
        var store = await SqliteRecordStore.OpenAsync(file, default);
        var records = new List<string>();
        foreach (var partition in (string[])["tomakomai-2024", "plans", "demo"])
        {
            await foreach (var record in store.ListAsync(partition, "", default))
            {
                records.Add($"{record.Key} {record.ETag}");
            }
        }

        return records;
    }

    private Dictionary<string, byte[]> Hashes(int version) => Directory.EnumerateFiles(VersionFolder(version), "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, File.ReadAllBytes);

    private void Copy()
    {
        foreach (var file in Directory.EnumerateFiles(year.Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Out, Path.GetRelativePath(year.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }
    }
}
