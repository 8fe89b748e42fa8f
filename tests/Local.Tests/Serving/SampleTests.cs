using System.Globalization;
using System.Text.RegularExpressions;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Records;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Commands;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Tests.Serving;

/// <summary>serve --sample: a year in mid-April, with its own clock.</summary>
public sealed partial class SampleTests
{
    private const string CycleId = "tomakomai-2024";
    private static readonly DateOnly s_day = new(2025, 4, 16);

    [Fact]
    public async Task Sample_HasEveryState_AndGoesOnWhereItsClockWas()
    {
        using var folder = new TemporaryFolder();
        TimeOnly first;
        using (var serve = await ServeProcess.StartAsync(folder.FullPath, "--sample"))
        {
            Assert.Contains("見本の時計: 令和7年4月16日(水) 10:00\n", serve.Output, StringComparison.Ordinal);
            Assert.Equal((0, ""), await serve.StopAsync());
            first = ClockOf(serve);
        }

        var (status, sheets) = await ReadAsync(folder.FullPath);
        Assert.Equal(CycleStage.SelfEvaluation, status.Stage);
        Assert.Equal(Enum.GetValues<SheetState>(), status.Sheets.Keys.Order());
        Assert.Equal(95, sheets.Count);
        Assert.Contains(sheets, s => s.AwaitsDepartment && s.Due < s_day);
        Assert.Contains(sheets, s => s.State == SheetState.NotStarted && s.Due > new DateOnly(2025, 4, 25));
        Assert.Contains(sheets, s => s.State == SheetState.Drafting && s.Due > new DateOnly(2025, 4, 25));
        Assert.All(
            (MailPurpose[])[MailPurpose.Reassigned, MailPurpose.Return, MailPurpose.Extension, MailPurpose.Accepted, MailPurpose.Escalation],
            purpose => Assert.Contains(purpose, status.SentMails.Keys));
        Assert.DoesNotContain(status.Mails, m => m.Key != OutboxState.Sent);

        // Killed, so that the clock is found a little ahead, and stopped; neither goes back, and neither loads the sample again.
        using (var killed = await ServeProcess.StartAsync(folder.FullPath))
        {
            Assert.Contains("見本のフォルダーです。", killed.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("用意しています", killed.Output, StringComparison.Ordinal);
            Assert.InRange(ClockOf(killed), first, first.AddMinutes(5));
            await killed.KillAsync();
        }

        using var again = await ServeProcess.StartAsync(folder.FullPath, "--sample");
        Assert.DoesNotContain("用意しています", again.Output, StringComparison.Ordinal);
        Assert.InRange(ClockOf(again), first.AddMinutes(1), first.AddMinutes(60));
        Assert.Equal((0, ""), await again.StopAsync());
        Assert.Equal(status.Sheets, (await ReadAsync(folder.FullPath)).Status.Sheets);
    }

    [Fact]
    public async Task Sample_InterruptedWhileLoading_IsLoadedToTheEnd()
    {
        using var folder = new TemporaryFolder();
        await using (var file = SqliteFile.Open(folder["gyoseiflow.db"]))
        {
            var store = await SqliteRecordStore.OpenAsync(file, default);
            var begun = new Local.Demo.DemoClock.Moment(JapanTime.At(new DateOnly(2025, 3, 31), new TimeOnly(18, 0)), Seed: 1);
            await store.CommitAsync("demo", [TypedRecords.Insert("clock", begun)], default);
        }

        using var serve = await ServeProcess.StartAsync(folder.FullPath);
        Assert.Equal((0, ""), await serve.StopAsync());

        Assert.Contains("用意しています", serve.Output, StringComparison.Ordinal);
        Assert.Equal(95, (await ReadAsync(folder.FullPath)).Sheets.Count);
    }

    [Fact]
    public async Task Sample_InARealOfficesFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await Cli.RunAsync("plan", "add", Cli.Tomakomai("plan.yaml"), "--data", folder.FullPath);
        var cli = await Cli.RunAsync("serve", "--sample", "--data", folder.FullPath);

        Assert.Equal(1, cli.ExitCode);
        Assert.StartsWith($"「{folder.FullPath}」には見本ではない記録があります。", cli.Errors, StringComparison.Ordinal);
    }

    private static TimeOnly ClockOf(ServeProcess serve) =>
        TimeOnly.Parse(ClockLine().Match(serve.Output).Groups["time"].Value, CultureInfo.InvariantCulture);

    private static async Task<(CycleStatus Status, List<Sheet> Sheets)> ReadAsync(string folder)
    {
        await using var file = SqliteFile.Open(Path.Combine(folder, "gyoseiflow.db"));
        var store = await SqliteRecordStore.OpenAsync(file, default);
        var sheets = new List<Sheet>();
        await foreach (var sheet in store.ListAsync<Sheet>(CycleId, "sheet/", default))
        {
            sheets.Add(sheet.Value);
        }

        return ((await new CycleStatusReader(store).FindAsync(CycleId, default))!, sheets);
    }

    [GeneratedRegex(@"見本の時計: .*\(水\) (?<time>\d\d:\d\d)\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClockLine();
}
