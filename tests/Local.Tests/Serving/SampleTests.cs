using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Records;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Commands;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
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
        Uri address;
        using (var serve = await ServeProcess.StartAsync(folder.FullPath, "--sample"))
        {
            address = serve.Address;
            Assert.Contains("見本の時計: 令和7年4月16日(水) 10:00\n", serve.Output, StringComparison.Ordinal);
            Assert.Equal((0, ""), await serve.StopAsync());
            first = ClockOf(serve);
        }

        var (status, sheets) = await ReadAsync(folder.FullPath);
        // The mails were written before there was a server, and lead to it, though it chose its port itself.
        Assert.NotEqual(0, address.Port);
        Assert.Contains($"{address}sheets/", await File.ReadAllTextAsync(Directory.EnumerateFiles(folder["mail"], "*-Return-*.eml").First()), StringComparison.Ordinal);
        // This year's rows go on after last year's.
        Assert.Contains(await CarriedAsync(folder.FullPath), answers => answers.Contains("\"R5\"", StringComparison.Ordinal));
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
    public async Task Sample_InTheCommitteesStage_HasABallotInEveryState()
    {
        using var folder = new TemporaryFolder();
        var output = await LoadAsync(folder, "committee");

        Assert.Contains("見本の時計: 令和7年6月13日(金) 10:00\n", output, StringComparison.Ordinal);
        Assert.Contains("未着手         m2@example.jp\n", output, StringComparison.Ordinal);
        Assert.Equal(CycleStage.Committee, (await ReadAsync(folder.FullPath)).Status.Stage);
        var papers = await BallotsAsync(folder.FullPath);
        Assert.Equal((BallotState.Open, 0), (papers["m2"].Ballot.State, papers["m2"].Votes.Count));
        Assert.Equal((BallotState.Open, 3), (papers["m3"].Ballot.State, papers["m3"].Votes.Count));
        Assert.Equal((BallotState.Open, 19), (papers["m4"].Ballot.State, papers["m4"].Votes.Count));
        Assert.Equal((BallotState.Submitted, true), (papers["m5"].Ballot.State, papers["m5"].IsHandedIn));
        Assert.Equal((BallotState.Submitted, false), (papers["m6"].Ballot.State, papers["m6"].IsHandedIn));
    }

    [Fact]
    public async Task Sample_OfOpinions_HasAllBallots_AndNothingCompiled()
    {
        using var folder = new TemporaryFolder();
        var output = await LoadAsync(folder, "opinions");

        Assert.Contains("/secretariat/cycles/tomakomai-2024/opinions\n", output, StringComparison.Ordinal);
        Assert.Equal(CycleStage.Compiling, (await ReadAsync(folder.FullPath)).Status.Stage);
        Assert.All((await BallotsAsync(folder.FullPath)).Values, paper => Assert.Equal(BallotState.Submitted, paper.Ballot.State));
        await using var file = SqliteFile.Open(folder["gyoseiflow.db"]);
        Assert.Null(await (await SqliteRecordStore.OpenAsync(file, default)).FindAsync(CycleId, "opinions", default));
    }

    [Fact]
    public async Task Sample_AfterPublication_HasTheSite_TheFeedback_AndRefusesAnotherName()
    {
        using var folder = new TemporaryFolder();
        var output = await LoadAsync(folder, "published");

        Assert.Contains("見本の時計: 令和7年7月31日(木) 10:00\n", output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["published/tomakomai/2024/v1/index.html"]));
        var (status, _) = await ReadAsync(folder.FullPath);
        Assert.Equal(CycleStage.Published, status.Stage);
        Assert.Contains(MailPurpose.Feedback, status.SentMails.Keys);

        var (code, errors) = await ServeProcess.RunAsync("--sample", "april", "--data", folder.FullPath, "--port", "0");
        Assert.Equal(1, code);
        Assert.Contains("別の見本（published、意見書を公表した翌日）のフォルダーです。", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_Unknown_IsRefused()
    {
        var cli = await Cli.RunAsync("serve", "--sample", "may");

        Assert.Equal(2, cli.ExitCode);
        Assert.StartsWith("--sample に「may」は使えません。", cli.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> LoadAsync(TemporaryFolder folder, string sample)
    {
        using var serve = await ServeProcess.StartAsync(folder.FullPath, "--sample", sample);
        Assert.Equal((0, ""), await serve.StopAsync());
        return serve.Output;
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

    private static async Task<List<string>> CarriedAsync(string folder)
    {
        await using var file = SqliteFile.Open(Path.Combine(folder, "gyoseiflow.db"));
        var store = await SqliteRecordStore.OpenAsync(file, default);
        var carried = new List<string>();
        await foreach (var draft in store.ListAsync<JsonElement>(CycleId, "draft/", default))
        {
            if (draft.Value.GetProperty("by").GetString() == "clock")
            {
                carried.Add(draft.Value.GetProperty("answers").GetString()!);
            }
        }

        return carried;
    }

    private static async Task<Dictionary<string, BallotPaper>> BallotsAsync(string folder)
    {
        await using var file = SqliteFile.Open(Path.Combine(folder, "gyoseiflow.db"));
        var store = await SqliteRecordStore.OpenAsync(file, default);
        var desk = new BallotDesk(store, null!, null!, null!, TimeProvider.System);
        var papers = new Dictionary<string, BallotPaper>(StringComparer.Ordinal);
        await foreach (var ballot in store.ListAsync<Ballot>(CycleId, "ballot/", default))
        {
            papers.Add(ballot.Value.Member, await desk.GetAsync(CycleId, ballot.Value.Member, default));
        }

        return papers;
    }

    [GeneratedRegex(@"見本の時計: .*\(水\) (?<time>\d\d:\d\d)\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClockLine();
}
