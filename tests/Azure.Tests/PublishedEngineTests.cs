using System.Collections.Immutable;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Azure.Tests;

/// <summary>The app's orchestrations run on Durable Task as it is published, not only on our own engine.</summary>
public class PublishedEngineTests
{
    private const string CycleId = "town-2024";

    private static readonly string s_cycleInstance = InstanceIds.OfCycle(CycleId, 1);

    [Fact]
    public async Task Year_OnThePublishedEngine_IsPublishedAndPurgedAndNeverStartedAgain()
    {
        await using var town = await PublishedTown.CreateAsync();

        await PlayAsync(town);

        var ended = (await town.Client.GetInstanceAsync(s_cycleInstance))!;
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(CycleStage.Published, (await CycleAsync(town)).Stage);
        Assert.True(File.Exists(Path.Combine(town.Site, "town", "2024", "v1", "index.html")));
        Assert.Equal(town.Post.Left.Count, town.Post.Left.Select(mail => mail.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(["ReviewCycle", "SelfEvaluation", "CommitteeBallot", "Publication"], name => Assert.True(town.Replays[name] > 0, name));

        await ForgetAsync(town);
    }

    private static async Task PlayAsync(PublishedTown town)
    {
        var (client, none) = (town.Client, PublishedTown.None);
        await town.Get<CycleDesk>().OpenDueAsync(client, none);
        // Opened twice is opened once: the second start finds the first.
        await town.Get<CycleDesk>().OpenDueAsync(client, none);
        await town.UntilAsync(async () => (await ListAsync<Sheet>(town, RecordKeys.SheetPrefix)).Count == 3);
        foreach (var measure in new[] { "1", "2", "3" })
        {
            await town.Get<SheetDesk>().SubmitAsync(CycleId, measure, SmallPlan.Answers(), etag: null, isOnBehalf: false, town.Act("department:zaisei"), client, none);
            await town.Get<SheetDesk>().AcceptAsync(CycleId, measure, 1, town.Act(), client, none);
        }

        await town.UntilAsync(async () => (await ListAsync<Ballot>(town, RecordKeys.BallotPrefix)).Count == 2);
        var votes = ImmutableSortedDictionary.CreateRange(
            [KeyValuePair.Create(1, new Vote(4, "よく取り組まれている")), KeyValuePair.Create(2, new Vote(3, null))]);
        await town.Get<BallotDesk>().SubmitAsync(CycleId, "m1", votes, etag: null, town.Act("member:m1"), client, none);
        await town.Get<BallotDesk>().SubmitAsync(CycleId, "m2", votes, etag: null, town.Act("member:m2"), client, none);

        await town.UntilAsync(async () => (await CycleAsync(town)).Stage == CycleStage.Compiling);
        var opinions = town.Get<OpinionDesk>();
        await opinions.CompileAsync(
            CycleId,
            new CompiledOpinions(ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(1, ImmutableArray.Create("財源確保の意見文"))])),
            (await opinions.GetAsync(CycleId, none)).ETag,
            town.Act(),
            none);
        await opinions.SendToChairAsync(CycleId, town.Act(), client, none);
        await opinions.ApproveAsync(CycleId, town.Act("member:m1"), client, none);
        using var given = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await client.WaitForInstanceCompletionAsync(s_cycleInstance, given.Token);
    }

    private static async Task ForgetAsync(PublishedTown town)
    {
        var audit = (await ListAsync<object>(town, RecordKeys.AuditPrefix)).Count;
        town.Clock.Later = TimeSpan.FromDays(PurgeEnded.UsualDays + 1);

        await town.RunAsync<PurgeEnded>(purge => purge.RunAsync(new TimerInfo(), town.Client, PublishedTown.None));
        await town.RunAsync<Heartbeat>(heartbeat => heartbeat.RunAsync(new TimerInfo(), town.Client, PublishedTown.None));

        Assert.Null(await town.Client.GetInstanceAsync(s_cycleInstance));
        Assert.Null(await town.Client.GetInstanceAsync(InstanceIds.OfSheet(CycleId, 1, "1")));
        Assert.Equal(audit, (await ListAsync<object>(town, RecordKeys.AuditPrefix)).Count);
    }

    private static async Task<Cycle> CycleAsync(PublishedTown town) =>
        (await town.Get<IRecordStore>().GetAsync<Cycle>(CycleId, RecordKeys.Cycle, PublishedTown.None)).Value;

    private static async Task<List<T>> ListAsync<T>(PublishedTown town, string prefix)
    {
        var values = new List<T>();
        await foreach (var record in town.Get<IRecordStore>().ListAsync<T>(CycleId, prefix, PublishedTown.None))
        {
            values.Add(record.Value);
        }

        return values;
    }
}
