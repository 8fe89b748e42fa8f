using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Demo;

/// <summary>Plays one year of a real plan, from opening to publication, in virtual time.</summary>
internal sealed class DemoRun(DemoData data, DemoFolder folder, bool printPdf, DemoProgress progress)
{
    private const ulong DefaultSeed = 1;

    private readonly string _cycleId = Cycle.IdOf(data.Plan.Id, data.Cycle.Year);

    // The evening before the cycle opens.
    private DateTimeOffset Start => JapanTime.At(data.Cycle.Opens.AddDays(-1), new TimeOnly(18, 0));

    /// <summary>Plays, from the start or from where an interrupted demo stopped, until the year is published.</summary>
    /// <param name="stopped">Where an interrupted demo stopped, or null.</param>
    /// <param name="askedSeed">The seed for a new one, or null for the usual.</param>
    /// <param name="cancellation">Ctrl+C.</param>
    public async Task<CycleStatus> PlayAsync(DemoClock.Moment? stopped, ulong? askedSeed, CancellationToken cancellation)
    {
        var seed = stopped?.Seed ?? askedSeed ?? DefaultSeed;
        var clock = new VirtualClock(stopped?.Now ?? Start);
        await using var host = await LocalHost.CreateAsync(DemoHost.Options(folder, printPdf, clock), cancellation);
        var demo = new DemoClock(clock, host, host.Services.GetRequiredService<IRecordStore>(), seed);
        await demo.RecordAsync(clock.GetUtcNow(), cancellation);
        var plans = host.Services.GetRequiredService<PlanLibrary>();
        await plans.ImportAsync(data.PlanYaml, cancellation);
        await plans.ImportPastGradesAsync(data.Plan.Id, data.Past, cancellation);
        // Counted from the start: a demo killed before its timers first ran must still find the opening due.
        await host.Timers.ResumeAsync(Start, cancellation);
        await host.StartAsync(cancellation);
        await PlayAsync(demo, new Queue<ScriptedAct>(YearScript.Write(data, seed)), host, cancellation);
        return (await Statuses(host).FindAsync(_cycleId, cancellation))!;
    }

    private async Task PlayAsync(DemoClock demo, Queue<ScriptedAct> acts, LocalHost host, CancellationToken cancellation)
    {
        var people = PeopleOf(host);
        await demo.SettleAsync(cancellation);
        await PlayDueAsync(acts, people, demo, cancellation);
        while (!await IsOverAsync(host, cancellation))
        {
            var due = await demo.NextDueAsync(cancellation);
            var next = acts.TryPeek(out var act) && !(due < act.At) ? act.At : due
                ?? throw new InvalidOperationException("Nothing is due any more, and the year is not published.");
            await demo.JumpAsync(next, cancellation);
            await PlayDueAsync(acts, people, demo, cancellation);
            await ShowAsync(host, next, cancellation);
        }

        progress.Show(demo.Now, (await Statuses(host).FindAsync(_cycleId, cancellation))!);
    }

    // After a crash the acts up to now are played again: those that were done are recognised by their request ids.
    private static async Task PlayDueAsync(
        Queue<ScriptedAct> acts, People people, DemoClock demo, CancellationToken cancellation)
    {
        while (acts.TryPeek(out var act) && act.At <= demo.Now)
        {
            await acts.Dequeue().PlayAsync(people, cancellation);
        }

        await demo.RestAsync(cancellation);
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
            progress.Show(now, status);
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

    private static CycleStatusReader Statuses(LocalHost host) => host.Services.GetRequiredService<CycleStatusReader>();

    private static People PeopleOf(LocalHost host) => new(
        host.Services.GetRequiredService<SheetDesk>(),
        host.Services.GetRequiredService<DraftDesk>(),
        host.Services.GetRequiredService<BallotDesk>(),
        host.Services.GetRequiredService<OpinionDesk>(),
        host.Engine.Client);
}
