using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Demo;

/// <summary>Corrects what a demo published, in the demo's own time. Nothing changes before <see cref="ResumeAsync"/>.</summary>
internal sealed class DemoCorrection : IAsyncDisposable
{
    private readonly DemoFolder _folder;
    private readonly LocalHost _host;
    private readonly DemoClock _demo;
    private readonly DemoClock.Moment _stopped;
    private readonly string _cycleId;

    private DemoCorrection(DemoFolder folder, LocalHost host, DemoClock demo, DemoClock.Moment stopped, string cycleId) =>
        (_folder, _host, _demo, _stopped, _cycleId) = (folder, host, demo, stopped, cycleId);

    /// <summary>The version that is published now.</summary>
    public async Task<int> VersionAsync(CancellationToken cancellation) => (await CycleAsync(cancellation)).Version;

    /// <summary>What the document is called: 意見書 or 公表文書.</summary>
    public async Task<string> DocumentNameAsync(CancellationToken cancellation) => (await RunningAsync(cancellation)).DocumentName;

    /// <summary>The day on which the demo stands.</summary>
    public DateOnly Today => JapanTime.DateOf(_demo.Now);

    private CorrectionOrderDesk Desk => _host.Services.GetRequiredService<CorrectionOrderDesk>();

    /// <summary>What a demo has published, by year.</summary>
    public static async Task<ImmutableArray<Cycle>> PublishedAsync(DemoFolder folder, CancellationToken cancellation)
    {
        await using var file = SqliteFile.Open(folder.Store);
        var store = await HostStores.OpenRecordsAsync(folder.Azurite, file, cancellation);
        var plans = new PlanLibrary(store, new PublicAddress(Url: null), TimeProvider.System);
        var cycles = new CycleReader(store, plans);
        var published = new List<Cycle>();
        foreach (var plan in await plans.LatestAsync(cancellation))
        {
            published.AddRange((await cycles.OfPlanAsync(plan.Id, cancellation)).Select(running => running.Cycle).Where(cycle => cycle.Version > 0));
        }

        return [.. published.OrderBy(cycle => cycle.Year)];
    }

    /// <summary>Opens a demo's folder; nothing runs yet.</summary>
    public static async Task<DemoCorrection> OpenAsync(
        DemoFolder folder, string cycleId, DemoClock.Moment stopped, CancellationToken cancellation)
    {
        var clock = new VirtualClock(stopped.Now);
        // As the first version was: with its PDF, or without.
        var options = DemoHost.Options(folder, clock) with { PrintPdf = File.Exists(folder.Pdf) };
        var host = await LocalHost.CreateAsync(options, cancellation);
        var demo = new DemoClock(clock, host, host.Services.GetRequiredService<IRecordStore>(), stopped.Seed);
        return new DemoCorrection(folder, host, demo, stopped, cycleId);
    }

    /// <summary>What the order would change. Nothing is written.</summary>
    public Task<CorrectionPreview> PreviewAsync(JsonElement order, CancellationToken cancellation) =>
        Desk.PreviewAsync(_cycleId, order, cancellation);

    /// <summary>Lets the demo go on, and finishes a correction that was ordered and then interrupted.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        await _host.Timers.ResumeAsync(_stopped.Now, cancellation);
        await _host.StartAsync(cancellation);
        await _demo.SettleAsync(cancellation);
        await _host.Services.GetRequiredService<PublicationDriver>().DriveAsync(_cycleId, _host.Engine.Client, cancellation);
        var cycle = await CycleAsync(cancellation);
        await FinishAsync(InstanceIds.OfPublication(_cycleId, cycle.Run, cycle.Version + 1), cancellation);
    }

    /// <summary>Publishes what was previewed, on the next business day of the demo's time.</summary>
    public async Task PublishAsync(JsonElement order, string previewed, CancellationToken cancellation)
    {
        var day = new BusinessCalendar([]).AddBusinessDays(Today, 1);
        await _demo.JumpAsync(JapanTime.At(day, new TimeOnly(10, 0)), cancellation);
        var act = new Act($"correct-{Guid.NewGuid():N}", "secretariat");
        var receipt = await Desk.PublishAsync(_cycleId, order, previewed, act, _host.Engine.Client, cancellation);
        var cycle = await CycleAsync(cancellation);
        await FinishAsync(InstanceIds.OfPublication(_cycleId, cycle.Run, receipt.Version), cancellation);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<Cycle> CycleAsync(CancellationToken cancellation) => (await RunningAsync(cancellation)).Cycle;

    private Task<RunningCycle> RunningAsync(CancellationToken cancellation) =>
        _host.Services.GetRequiredService<CycleReader>().GetAsync(_cycleId, cancellation);

    // Until the last mail is out, too.
    private async Task FinishAsync(string publication, CancellationToken cancellation)
    {
        await _demo.RestAsync(cancellation);
        var instance = await _host.Engine.Client.GetInstanceAsync(publication, cancellation);
        while (instance is { IsCompleted: false } && await _demo.NextDueAsync(cancellation) is { } due)
        {
            await _demo.JumpAsync(due, cancellation);
            instance = await _host.Engine.Client.GetInstanceAsync(publication, cancellation);
        }

        if (instance is not null and not { RuntimeStatus: OrchestrationRuntimeStatus.Completed })
        {
            throw new CommandFailure(
                $"訂正版の公表が途中で止まりました（{instance.FailureDetails?.ErrorMessage}）。原因を取り除き、同じコマンドをもう一度実行すると、続きから公表します。");
        }

        await _folder.BringSiteAsync(cancellation);
    }
}
