using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Durable;

namespace GyoseiFlow.App.Tests.Histories;

/// <summary>Cycles in flight survive an update: the histories of released versions replay on today's orchestrators. See README.md.</summary>
public class HistoryReplayTests
{
    private const string Record = "GYOSEIFLOW_RECORD_HISTORIES";

    public static TheoryData<string> Recorded => [.. Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Histories"), "*.json", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(AppContext.BaseDirectory, path))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_RecordedHistory_EndsAsItDidThen(string path)
    {
        var (outcome, unrecorded) = RecordedHistory.Read(Path.Combine(AppContext.BaseDirectory, path)).Replay();

        Assert.True(outcome is Outcome.Completed, $"{outcome}");
        Assert.Equal(0, unrecorded);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_RecordedHistoryCutAtEachStep_StandsWhereItStoodThen(string path)
    {
        var steps = RecordedHistory.Read(Path.Combine(AppContext.BaseDirectory, path)).ReplayEachStep().ToList();

        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.Equal((null, 0), (step.Outcome, step.Unrecorded)));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_AnActivityWasNamedOtherwise_IsDetected(string path)
    {
        var history = RecordedHistory.Read(Path.Combine(AppContext.BaseDirectory, path));
        var last = history.Events.Last(e => e.Kind == HistoryKind.TaskScheduled);

        var (outcome, _) = new RecordedHistory([.. history.Events.Select(e => e == last ? e with { Name = "Other" } : e)]).Replay();

        var failed = Assert.IsType<Outcome.Failed>(outcome);
        Assert.Contains("NonDeterministic", failed.Failure.ErrorType, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReviewCycle")]
    [InlineData("SelfEvaluation")]
    [InlineData("CommitteeBallot")]
    [InlineData("Publication")]
    public void Recorded_V1_HasEveryOrchestration(string name) =>
        Assert.Equal(name, RecordedHistory.Read(Path.Combine(AppContext.BaseDirectory, "Histories", "v1", $"{name}.json")).Name);

    [Fact]
    public async Task Year_PlayedNow_ReplaysFromItsFiles()
    {
        await using var town = await PlayAsync();
        var folder = Environment.GetEnvironmentVariable(Record) is { Length: > 0 } version
            ? Path.Combine(Sources.Root, "tests/App.Tests/Histories", version)
            : Directory.CreateTempSubdirectory("histories-").FullName;
        Directory.CreateDirectory(folder);
        string[] instances =
        [
            InstanceIds.OfCycle(Town.CycleId, 1), InstanceIds.OfSheet(Town.CycleId, 1, "3"),
            InstanceIds.OfBallot(Town.CycleId, 1, "m2"), InstanceIds.OfPublication(Town.CycleId, 1, 1),
        ];
        foreach (var instance in instances)
        {
            var history = await RecordedHistory.OfAsync(town, instance);
            var path = Path.Combine(folder, $"{history.Name}.json");
            await File.WriteAllTextAsync(path, history.Write());

            var (outcome, unrecorded) = RecordedHistory.Read(path).Replay();

            Assert.True(outcome is Outcome.Completed, $"{history.Name}: {outcome}");
            Assert.Equal(0, unrecorded);
        }
    }

    /// <summary>A year with everything that leads an orchestration another way: reminders, delays, a failing step, returns.</summary>
    private static async Task<Town> PlayAsync()
    {
        var town = await Town.OpenedAsync();
        var delayed = 2;
        town.Post.Before = m => m.Subject.StartsWith("差戻し", StringComparison.Ordinal) && delayed-- > 0
            ? throw new MailDelayedException("混んでいます。")
            : Task.CompletedTask;
        await town.AnswerAllAsync("1", "2");
        await town.UntilAsync(SmallPlan.Due.AddDays(5));
        await town.SubmitAsync("3");
        await town.Sheets.ReturnAsync(Town.CycleId, "3", "理由", SmallPlan.Due.AddDays(10), town.Act(), town.Client, Town.None);
        await town.PassAsync(TimeSpan.FromHours(1));
        await town.Sheets.ExtendAsync(Town.CycleId, "3", SmallPlan.Due.AddDays(12), town.Act(), town.Client, Town.None);
        await town.AnswerAllAsync("3");
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await town.VoteAsync("m1");
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(5));
        await town.VoteAsync("m2");
        await town.CompileAsync();
        await town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None);
        await town.RestAsync();
        await town.Opinions.SendBackAsync(Town.CycleId, "コメント", town.Act(), town.Client, Town.None);
        await town.RestAsync();
        await town.ApproveAsync();
        var slow = 1;
        town.Post.Before = m => m.Subject == "報告" && slow-- > 0 ? throw new MailDelayedException("混んでいます。") : Task.CompletedTask;
        await town.UntilAsync(SmallPlan.Publication);
        return town;
    }
}
