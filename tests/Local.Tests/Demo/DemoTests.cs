using System.Text.Json;
using System.Text.RegularExpressions;
using GyoseiFlow.App.Records;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Calendar;
using Xunit.Abstractions;

namespace GyoseiFlow.Local.Tests.Demo;

/// <summary>The main job: a year played as real processes.</summary>
public sealed partial class DemoTests(UninterruptedYear year, ITestOutputHelper log) : IClassFixture<UninterruptedYear>
{
    private const int Kills = 20;

    // Those of the publication: they go out within an instant of the end.
    private const int LastMails = 70;

    [Fact]
    public void Demo_Played_ShowsItsStagesAndSummary()
    {
        foreach (var shown in new[] { "自己評価", "委員評価", "意見とりまとめ", "公表準備", "公表済み", "個票（受理）", "メール合計", "所要時間" })
        {
            Assert.Contains(shown, year.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("メール（督促）", 10)]
    [InlineData("メール（期限後の督促）", 10)]
    [InlineData("メール（差戻し）", 3)]
    [InlineData("メール（期限延長）", 2)]
    [InlineData("メール（所属長への連絡）", 1)]
    [InlineData("メール（新しい担当への引継ぎ）", 1)]
    [InlineData("メール（前の担当への引継ぎ）", 1)]
    [InlineData("メール（代理入力の確認）", 1)]
    [InlineData("メール（委員への督促）", 2)]
    [InlineData("メール（委員への期限後の督促）", 2)]
    [InlineData("メール（公表の連絡）", 12)]
    [InlineData("メール（部署への結果通知）", 51)]
    [InlineData("メール（事務局へのお知らせ）", 10)]
    public void Demo_Played_HasWhatHappensInAYear(string row, int atLeast)
    {
        var line = year.Output.Split('\n').Single(l => l.Contains(row, StringComparison.Ordinal));
        Assert.True(int.Parse(line.Trim().Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture) >= atLeast, line);
    }

    [Fact]
    public void Demo_Published_HasEveryFigureOfThePaper()
    {
        using var data = JsonDocument.Parse(File.ReadAllBytes(
            Path.Combine(year.Folder, "published", "tomakomai", "2024", "v1", "data", "data.json")));
        using var paper = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Papers", "tomakomai-published.json")));
        foreach (var rows in new[] { "items", "themes" })
        {
            var printed = paper.RootElement.GetProperty(rows).EnumerateArray().Select(
                row => Figures(row, "no", "n_items", "n_practices", "avg", "council_avg"));
            var published = data.RootElement.GetProperty(rows).EnumerateArray().Select(
                row => Figures(row, "number", "itemCount", "measureCount", "means", "committeeMean"));
            Assert.Equal(printed, published);
        }
    }

    [Fact]
    public void Demo_Mails_HaveEachKeyOnce()
    {
        var keys = PlayedYear.MailKeys(year.Folder);
        Assert.Equal(keys.Distinct(StringComparer.Ordinal), keys);
    }

    [Theory]
    [InlineData("Task")]
    [InlineData("Reminder")]
    [InlineData("Overdue")]
    [InlineData("Accepted")]
    public void Demo_Mails_OneToTheSameDepartmentsADay(string purpose)
    {
        var mails = PlayedYear.MailHeads(year.Folder).Where(head => head.Contains($"%2F{purpose}%2F", StringComparison.Ordinal)).ToList();
        var days = mails.Select(head => string.Join('\n', head.Split('\n')
            .Where(line => line.StartsWith("To:", StringComparison.Ordinal) || line.StartsWith("Cc:", StringComparison.Ordinal))
            .Append(Day().Match(head).Value)));

        Assert.NotEmpty(mails);
        Assert.Equal(mails.Count, days.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Demo_KilledAtRandomMoments_PublishesTheSameBytesAndNoMailTwice()
    {
        var seed = Environment.TickCount;
        log.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var expected = PlayedYear.MailKeys(year.Folder);
        using var folder = new TemporaryFolder();
        var kills = 0;
        foreach (var mails in Enumerable.Range(0, Kills).Select(_ => random.Next(expected.Count - LastMails)).Order())
        {
            using var demo = DemoProcess.Start(folder.FullPath, null, "--resume");
            if (await MailsAsync(folder.FullPath, mails, demo.Ended))
            {
                await demo.KillAsync();
                kills++;
            }
        }

        using (var publishing = DemoProcess.Start(folder.FullPath, null, "--resume"))
        {
            // Once more while files are being published, if it can be caught at that.
            if (await ArrivedAsync(folder.FullPath, () => Directory.Exists(folder[Path.Combine("published", ".staging")]), publishing.Ended))
            {
                await publishing.KillAsync();
            }
        }

        using var last = DemoProcess.Start(folder.FullPath, null, "--resume");
        var (code, _, errors) = await last.EndAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(Kills, kills);
        Assert.Equal(PlayedYear.Published(year.Folder), PlayedYear.Published(folder.FullPath));
        Assert.Equal(PlayedYear.Mails(year.Folder), PlayedYear.Mails(folder.FullPath));
    }

    [Fact]
    public async Task Demo_KilledBetweenReachingTheOpeningAndOpening_OpensOnItsDay()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["demo.lock"], "");
        await using (var file = SqliteFile.Open(folder["gyoseiflow.db"]))
        {
            var opening = new DemoClock.Moment(JapanTime.At(new DateOnly(2025, 4, 1), new TimeOnly(9, 0)), Seed: 1);
            var store = await SqliteRecordStore.OpenAsync(file, CancellationToken.None);
            await store.CommitAsync("demo", [TypedRecords.Insert("clock", opening)], CancellationToken.None);
        }

        using var demo = DemoProcess.Start(folder.FullPath, null, "--resume");
        var (code, _, errors) = await demo.EndAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(PlayedYear.Mails(year.Folder), PlayedYear.Mails(folder.FullPath));
    }

    /// <summary>The day before, by the Buddhist calendar. Documents.Tests has other zones and calendars.</summary>
    [Fact]
    public async Task Demo_AnotherTimeZoneAndCulture_SameBytes()
    {
        using var folder = new TemporaryFolder();
        using var demo = DemoProcess.Start(
            folder.FullPath, new Dictionary<string, string> { ["TZ"] = "America/New_York", ["LC_ALL"] = "th_TH.UTF-8", ["LANG"] = "th_TH.UTF-8" });

        var (code, _, errors) = await demo.EndAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(PlayedYear.Published(year.Folder), PlayedYear.Published(folder.FullPath));
        Assert.Equal(PlayedYear.Mails(year.Folder), PlayedYear.Mails(folder.FullPath));
    }

    [Fact]
    public async Task Demo_FolderWithOtherFiles_IsRefusedAndUntouched()
    {
        using var folder = new TemporaryFolder();
        var letter = Path.Combine(folder.FullPath, "letter.txt");
        await File.WriteAllTextAsync(letter, "大事な書類");
        using var demo = DemoProcess.Start(folder.FullPath);

        var (code, _, errors) = await demo.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains("デモ以外のファイル", errors, StringComparison.Ordinal);
        Assert.Equal([letter], Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public async Task Demo_FolderWithAnotherStore_IsRefusedAndUntouched()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["gyoseiflow.db"], "本番の記録");
        using var demo = DemoProcess.Start(folder.FullPath);

        var (code, _, errors) = await demo.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains("デモ以外のファイル", errors, StringComparison.Ordinal);
        Assert.Equal("本番の記録", await File.ReadAllTextAsync(folder["gyoseiflow.db"]));
    }

    [Fact]
    public async Task Demo_AnotherPlaysInTheFolder_IsRefusedAndTheFirstIsUndisturbed()
    {
        using var folder = new TemporaryFolder();
        using var first = DemoProcess.Start(folder.FullPath);
        Assert.True(await MailsAsync(folder.FullPath, 1, first.Ended));
        foreach (var more in new string[][] { [], ["--resume"] })
        {
            using var second = DemoProcess.Start(folder.FullPath, null, more);

            var (code, _, errors) = await second.EndAsync();

            Assert.Equal(1, code);
            Assert.Contains("別のデモが実行中", errors, StringComparison.Ordinal);
        }

        var (firstCode, _, firstErrors) = await first.EndAsync();

        Assert.Equal((0, ""), (firstCode, firstErrors));
        Assert.Equal(PlayedYear.Mails(year.Folder), PlayedYear.Mails(folder.FullPath));
    }

    /// <summary>Another seed is another course with the same figures; played again with the first seed, its files are replaced and others stay.</summary>
    [Fact]
    public async Task Demo_AnotherSeedThenPlayedAgain_SameFiguresAndOnlyItsOwnFilesReplaced()
    {
        using var folder = new TemporaryFolder();
        using (var before = DemoProcess.Start(folder.FullPath, null, "--seed", "7"))
        {
            Assert.Equal(0, (await before.EndAsync()).Code);
        }

        Assert.Equal(PlayedYear.Published(year.Folder), PlayedYear.Published(folder.FullPath));
        Assert.NotEqual(PlayedYear.MailKeys(year.Folder), PlayedYear.MailKeys(folder.FullPath));

        var notes = new[] { Path.Combine("mail", "NOTE.txt"), Path.Combine("published", "mine.html"), "memo.txt" };
        Array.ForEach(notes, note => File.WriteAllText(folder[note], "自分のメモ"));
        using var demo = DemoProcess.Start(folder.FullPath);
        var (code, _, errors) = await demo.EndAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.All(notes, note => Assert.Equal("自分のメモ", File.ReadAllText(folder[note])));
        Assert.Equal(PlayedYear.MailKeys(year.Folder), PlayedYear.MailKeys(folder.FullPath));
    }

    [Fact]
    public async Task Demo_FolderThatCannotBeWritten_IsAClearError()
    {
        using var demo = DemoProcess.Start("/proc/gyoseiflow");

        var (code, _, errors) = await demo.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains("/proc/gyoseiflow", errors, StringComparison.Ordinal);
        Assert.DoesNotMatch(StackTrace(), errors);
    }

    // Comes back when so many mails are there (true) or the demo has ended before (false).
    private static Task<bool> MailsAsync(string folder, int count, Task ended) => ArrivedAsync(folder, () => Mails(folder) >= count, ended);

    private static async Task<bool> ArrivedAsync(string folder, Func<bool> isThere, Task ended)
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Created += (_, _) => changed.Release();
        watcher.Renamed += (_, _) => changed.Release();
        while (!isThere())
        {
            if (await Task.WhenAny(changed.WaitAsync(), ended) == ended)
            {
                return false;
            }
        }

        return !ended.IsCompleted;
    }

    private static int Mails(string folder)
    {
        var mail = Path.Combine(folder, "mail");
        return Directory.Exists(mail) ? Directory.EnumerateFiles(mail, "*.eml").Count() : 0;
    }

    private static string Figures(JsonElement row, string number, string items, string measures, string means, string committee) =>
        string.Join(' ', new[]
        {
            row.GetProperty(number).ToString(),
            row.GetProperty("name").ToString(),
            row.TryGetProperty(items, out var count) ? count.ToString() : "",
            row.GetProperty(measures).ToString(),
            string.Join(' ', row.GetProperty(means).EnumerateObject().Select(m => m.Value.GetDecimal())),
            row.GetProperty("total").ToString(),
            row.GetProperty("grade").ToString(),
            row.GetProperty(committee).ToString(),
        });

    [GeneratedRegex("^Date: \\w+, \\d+ \\w+ \\d+", RegexOptions.Multiline, 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"^\s+at ", RegexOptions.Multiline, 1000)]
    private static partial Regex StackTrace();
}
