using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Tests.Orchestrations;

/// <summary>The engine forgets what is over; the store and its audit log don't.</summary>
public class PurgeEndedTests
{
    [Fact]
    public async Task Purge_YearLongOver_EngineForgetsItAndNothingStartsItAgain()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();
        await town.HeartbeatAsync();
        var (audit, mails) = ((await town.AuditAsync()).Count, town.Post.Left.Count);
        Assert.NotEmpty(await InstancesAsync(town));

        await town.PassAsync(TimeSpan.FromDays(PurgeEnded.UsualDays + 1));
        await town.PurgeAsync();
        await town.HeartbeatAsync();
        await town.PurgeAsync();

        Assert.Empty(await InstancesAsync(town));
        Assert.Equal(audit, (await town.AuditAsync()).Count);
        Assert.Equal(mails, town.Post.Left.Count);
    }

    [Fact]
    public async Task Purge_YearJustOver_IsKept()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();
        await town.HeartbeatAsync();
        var before = await InstancesAsync(town);

        await town.PassAsync(TimeSpan.FromDays(PurgeEnded.UsualDays - 1));
        await town.PurgeAsync();

        Assert.Equal(before, await InstancesAsync(town));
    }

    [Fact]
    public async Task Purge_YearUnderWay_ItsEndedSheetsAreKeptToo()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("1");
        await town.PassAsync(TimeSpan.FromDays(PurgeEnded.UsualDays + 1));

        await town.PurgeAsync();

        Assert.Equal(
            OrchestrationRuntimeStatus.Completed,
            (await town.Host.Engine.Client.GetInstanceAsync(InstanceIds.OfSheet(Town.CycleId, 1, "1")))!.RuntimeStatus);
    }

    private static async Task<List<string>> InstancesAsync(Town town)
    {
        var ids = new List<string>();
        await foreach (var instance in town.Host.Engine.Client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = Town.CycleId + "." }))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }
}
