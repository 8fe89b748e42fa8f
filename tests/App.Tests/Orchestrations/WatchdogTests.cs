using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Tests.Orchestrations;

/// <summary>What is late is woken; what stays late although it is woken is stuck, and its cycle is built anew from the store.</summary>
public class WatchdogTests
{
    [Fact]
    public async Task Heartbeat_SheetStaysLateForHours_CycleIsBuiltAnewAndKnowsTheSheet()
    {
        await using var town = await Town.OpenedAsync();
        town.Client = Clients.Losing(town.Host.Engine.Client);
        await town.SubmitAsync("1");

        await BeatAsync(town, hours: 6);
        Assert.Equal(1, (await town.CycleAsync()).Run);
        await BeatAsync(town, hours: 1);

        Assert.Equal(2, (await town.CycleAsync()).Run);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await town.RunAsync(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await town.RunAsync(2));
        Assert.Single(await town.AuditAsync(), a => a.What == "オーケストレーション再構築");

        await town.HeartbeatAsync();
        Assert.Empty(await town.ListAsync<LateSince>(RecordKeys.LatePrefix));
        await town.AcceptAsync("1");
        Assert.Equal(SheetState.Accepted, (await town.SheetAsync("1")).State);
    }

    [Fact]
    public async Task Heartbeat_LateSheetCatchesUpWhenWoken_NothingIsBuiltAnew()
    {
        await using var town = await Town.OpenedAsync();
        town.Client = Clients.Losing(town.Host.Engine.Client);
        await town.SubmitAsync("1");
        await BeatAsync(town, hours: 3);
        Assert.Single(await town.ListAsync<LateSince>(RecordKeys.LatePrefix));

        town.Client = town.Host.Engine.Client;
        await BeatAsync(town, hours: 8);

        Assert.Empty(await town.ListAsync<LateSince>(RecordKeys.LatePrefix));
        Assert.Equal(1, (await town.CycleAsync()).Run);
    }

    [Fact]
    public async Task Heartbeat_SheetIsSuspendedByAnOperator_IsLeftToTheOperator()
    {
        await using var town = await Town.OpenedAsync();
        await town.Host.Engine.Client.SuspendInstanceAsync(InstanceIds.OfSheet(Town.CycleId, 1, "1"));
        await town.SubmitAsync("1");

        await BeatAsync(town, hours: 8);

        Assert.Equal(1, (await town.CycleAsync()).Run);
    }

    private static async Task BeatAsync(Town town, int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            await town.HeartbeatAsync(town.Client);
            town.Clock.AdvanceTo(town.Clock.GetUtcNow().AddHours(1));
        }
    }
}
