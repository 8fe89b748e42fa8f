using DurableTask.Core.Exceptions;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.DurableTask.Client;

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
    public void Replay_RecordedHistory_EndsAsItDidThen(string path) =>
        Assert.Equal(OrchestrationRuntimeStatus.Completed, Read(path).Replay());

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_RecordedHistoryCutAtEachStep_StandsWhereItStoodThen(string path)
    {
        var steps = Read(path).ReplayEachStep().ToList();

        Assert.NotEmpty(steps);
        Assert.All(steps, status => Assert.Equal(OrchestrationRuntimeStatus.Running, status));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_AnotherActivityWasCalledThen_IsDetected(string path) =>
        Assert.Throws<NonDeterministicOrchestrationException>(() => Read(path).WithLastActivityNamed("Other").Replay());

    [Theory]
    [InlineData("ReviewCycle")]
    [InlineData("SelfEvaluation")]
    [InlineData("CommitteeBallot")]
    [InlineData("Publication")]
    [InlineData("SecretariatMail")]
    public void Recorded_V1_HasEveryOrchestration(string name) => Assert.Equal(name, Read($"Histories/v1/{name}.json").Name);

    [Fact]
    public async Task Year_PlayedNow_ReplaysFromItsFiles()
    {
        await using var town = await PlayAsync();
        var folder = Environment.GetEnvironmentVariable(Record) is { Length: > 0 } version
            ? Directory.CreateDirectory(Path.Combine(Sources.Root, "tests/App.Tests/Histories", version)).FullName
            : null;
        string[] instances =
        [
            InstanceIds.OfCycle(Town.CycleId, 1), InstanceIds.OfSheet(Town.CycleId, 1, "3"),
            InstanceIds.OfBallot(Town.CycleId, 1, "m2"), InstanceIds.OfPublication(Town.CycleId, 1, 1),
            InstanceIds.OfSecretariat(Town.CycleId, 1),
        ];
        foreach (var instance in instances)
        {
            var json = (await town.Host.Engine.ExportHistoryAsync(instance, Town.None))!;
            var history = new RecordedHistory(json);

            Assert.Equal(OrchestrationRuntimeStatus.Completed, history.Replay());
            if (folder is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{history.Name}.json"), json.TrimEnd() + "\n");
            }
        }
    }

    private static RecordedHistory Read(string path) => new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path)));

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
        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "理由", SmallPlan.Due.AddDays(10), town.Act(), town.Client, Town.None);
        await town.LettersAsync();
        await town.PassAsync(TimeSpan.FromHours(1));
        await town.Sheets.ExtendAsync(Town.CycleId, "3", "繁忙のため", SmallPlan.Due.AddDays(12), town.Act(), town.Client, Town.None);
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
        // The secretariat's digests end when they are looked after and all is over.
        await town.HeartbeatAsync();
        return town;
    }
}
