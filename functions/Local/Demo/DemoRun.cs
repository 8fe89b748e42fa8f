using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Review.Cycles;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Demo;

/// <summary>Plays one year of a real plan, from opening to publication, in virtual time.</summary>
internal sealed class DemoRun(DemoData data, DemoFolder folder, bool printPdf, DemoProgress progress)
{
    private const ulong DefaultSeed = 1;

    private readonly string _cycleId = Cycle.IdOf(data.Plan.Id, data.Cycle.Year);

    /// <summary>Plays, from the start or from where an interrupted demo stopped, until the year is published.</summary>
    /// <param name="stopped">Where an interrupted demo stopped, or null.</param>
    /// <param name="askedSeed">The seed for a new one, or null for the usual.</param>
    /// <param name="cancellation">Ctrl+C.</param>
    public async Task<CycleStatus> PlayAsync(DemoClock.Moment? stopped, ulong? askedSeed, CancellationToken cancellation)
    {
        var seed = stopped?.Seed ?? askedSeed ?? DefaultSeed;
        var clock = new VirtualClock(stopped?.Now ?? DemoHost.StartOf(data));
        var options = DemoHost.Options(folder, clock) with { PrintPdf = printPdf };
        await using var host = await LocalHost.CreateAsync(options, cancellation);
        var demo = new DemoClock(clock, host, host.Services.GetRequiredService<IRecordStore>(), seed);
        await demo.RecordAsync(clock.GetUtcNow(), cancellation);
        await DemoHost.StartAsync(host, data, cancellation);
        await PlayAsync(new ScriptPlayer(demo, host, YearScript.Write(data, seed)), host, cancellation);
        await folder.BringSiteAsync(cancellation);
        var status = (await Statuses(host).FindAsync(_cycleId, cancellation))!;
        progress.Show(demo.Now, status, StageOf(status));
        return status;
    }

    private async Task PlayAsync(ScriptPlayer player, LocalHost host, CancellationToken cancellation)
    {
        await player.BeginAsync(cancellation);
        while (!await IsOverAsync(host, cancellation))
        {
            var next = await player.NextAsync(cancellation)
                ?? throw new InvalidOperationException("Nothing is due any more, and the year is not published.");
            await player.JumpAsync(next, cancellation);
            await ShowAsync(host, next, cancellation);
        }
    }

    private async Task<bool> IsOverAsync(LocalHost host, CancellationToken cancellation)
    {
        var instance = await host.Engine.Client.GetInstanceAsync(
            InstanceIds.OfCycle(_cycleId, run: 1), cancellation);
        return instance switch
        {
            null or { IsCompleted: false } => false,
            { RuntimeStatus: OrchestrationRuntimeStatus.Completed } => true,
            _ => throw new InvalidOperationException($"The cycle ended as {instance.RuntimeStatus}: {instance.FailureDetails?.ErrorMessage}"),
        };
    }

    private async Task ShowAsync(LocalHost host, DateTimeOffset now, CancellationToken cancellation)
    {
        if (progress.Wants(now) && await Statuses(host).FindAsync(_cycleId, cancellation) is { } status)
        {
            progress.Show(now, status, StageOf(status));
        }
    }

    /// <summary>Where an interrupted demo stopped, or null when there is none.</summary>
    /// <exception cref="CommandFailure">It had another seed than the one asked for.</exception>
    public async Task<DemoClock.Moment?> StoppedAtAsync(ulong? askedSeed, CancellationToken cancellation)
    {
        var stopped = await DemoClock.FindAsync(folder, cancellation);
        return stopped is null || askedSeed is null || askedSeed == stopped.Seed
            ? stopped
            : throw new CommandFailure(
                $"中断したデモのシードは{stopped.Seed}です。--seed を外して再開するか、--resume を外して最初から実行してください。");
    }

    private string StageOf(CycleStatus status) => status.Stage.Label(data.Plan, data.Cycle);

    private static CycleStatusReader Statuses(LocalHost host) => host.Services.GetRequiredService<CycleStatusReader>();
}
