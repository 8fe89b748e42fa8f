using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Demo;

/// <summary>
/// Plays years of a real plan one after another, each from opening to publication, in virtual time. Where the last of them brought a new
/// edition of the plan, it goes on until the next year has opened by it.
/// </summary>
/// <param name="years">The years, first to last; one at least.</param>
/// <param name="folder">Where the results go.</param>
/// <param name="printPdf">Whether the documents are printed as PDF.</param>
/// <param name="progress">Shows how it goes.</param>
internal sealed class DemoRun(ImmutableArray<DemoData> years, DemoFolder folder, bool printPdf, DemoProgress progress)
{
    private const ulong DefaultSeed = 1;

    /// <summary>Plays, from the start or from where an interrupted demo stopped, until the last year is published.</summary>
    /// <param name="stopped">Where an interrupted demo stopped, or null.</param>
    /// <param name="askedSeed">The seed for a new one, or null for the usual.</param>
    /// <param name="cancellation">Ctrl+C.</param>
    public async Task<CycleStatus> PlayAsync(DemoClock.Moment? stopped, ulong? askedSeed, CancellationToken cancellation)
    {
        var seed = stopped?.Seed ?? askedSeed ?? DefaultSeed;
        var clock = new VirtualClock(stopped?.Now ?? DemoHost.StartOf(years[0]));
        var options = DemoHost.Options(folder, clock) with { PrintPdf = printPdf };
        await using var host = await LocalHost.CreateAsync(options, cancellation);
        var demo = new DemoClock(clock, host, host.Services.GetRequiredService<IRecordStore>(), seed);
        await demo.RecordAsync(clock.GetUtcNow(), cancellation);
        await DemoHost.StartAsync(host, years[0], cancellation);
        // A year's acts are over before the next year opens.
        var player = new ScriptPlayer(demo, host, years.SelectMany(year => YearScript.Write(year, seed)));
        await player.BeginAsync(cancellation);
        foreach (var year in years)
        {
            await PlayAsync(year, player, host, cancellation);
            var status = await StatusAsync(year, host, cancellation);
            progress.Show(demo.Now, status!, StageOf(year, status!));
        }

        if (years[^1].Revised is { } next)
        {
            await PlayUntilAsync(JapanTime.At(next.Cycle.Opens, TimeOnly.MinValue).AddDays(1), next, player, host, cancellation);
        }

        await folder.BringSiteAsync(cancellation);
        return (await StatusAsync(years[^1], host, cancellation))!;
    }

    private async Task PlayAsync(DemoData year, ScriptPlayer player, LocalHost host, CancellationToken cancellation)
    {
        while (!await IsOverAsync(year, host, cancellation))
        {
            var next = await player.NextAsync(cancellation)
                ?? throw new InvalidOperationException("Nothing is due any more, and the year is not published.");
            await player.JumpAsync(next, cancellation);
            if (progress.Wants(next) && await StatusAsync(year, host, cancellation) is { } status)
            {
                progress.Show(next, status, StageOf(year, status));
            }
        }
    }

    private async Task PlayUntilAsync(DateTimeOffset end, DemoData year, ScriptPlayer player, LocalHost host, CancellationToken cancellation)
    {
        while (await player.NextAsync(cancellation) is { } next && next < end)
        {
            await player.JumpAsync(next, cancellation);
            if (progress.Wants(next) && await StatusAsync(year, host, cancellation) is { } status)
            {
                progress.Show(next, status, StageOf(year, status));
            }
        }
    }

    private static async Task<bool> IsOverAsync(DemoData year, LocalHost host, CancellationToken cancellation)
    {
        var instance = await host.Engine.Client.GetInstanceAsync(
            InstanceIds.OfCycle(CycleIdOf(year), run: 1), cancellation);
        return instance switch
        {
            null or { IsCompleted: false } => false,
            { RuntimeStatus: OrchestrationRuntimeStatus.Completed } => true,
            _ => throw new InvalidOperationException($"The cycle ended as {instance.RuntimeStatus}: {instance.FailureDetails?.ErrorMessage}"),
        };
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

    private static string StageOf(DemoData year, CycleStatus status) => status.Stage.Label(year.Plan, year.Cycle);

    private static string CycleIdOf(DemoData year) => Cycle.IdOf(year.Plan.Id, year.Cycle.Year);

    private static Task<CycleStatus?> StatusAsync(DemoData year, LocalHost host, CancellationToken cancellation) =>
        host.Services.GetRequiredService<CycleStatusReader>().FindAsync(CycleIdOf(year), cancellation);
}
