using System.Collections.Immutable;
using GyoseiFlow.App;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Demo;

/// <summary>Plays one year of a real plan, from opening to publication, in virtual time.</summary>
internal sealed class DemoRun(DemoData data, DemoFolder folder, ulong seed, DemoProgress progress)
{
    private readonly string _cycleId = Cycle.IdOf(data.Plan.Id, data.Cycle.Year);

    // The evening before the cycle opens.
    private DateTimeOffset Start => JapanTime.At(data.Cycle.Opens.AddDays(-1), new TimeOnly(18, 0));

    /// <summary>Plays, from the start or from where an interrupted demo stopped, until the year is published.</summary>
    /// <exception cref="DemoRefusedException">The interrupted demo had another seed.</exception>
    public async Task<CycleStatus> PlayAsync(CancellationToken cancellation)
    {
        var clock = new VirtualClock(await ResumedAtAsync(cancellation) ?? Start);
        await using var host = await LocalHost.CreateAsync(Options(clock), cancellation);
        var store = host.Services.GetRequiredService<IRecordStore>();
        var plans = host.Services.GetRequiredService<PlanLibrary>();
        await plans.ImportAsync(data.PlanYaml, cancellation);
        await plans.ImportPastGradesAsync(data.Plan.Id, data.Past, cancellation);
        await host.Timers.ResumeAsync(clock.GetUtcNow(), cancellation);
        await host.StartAsync(cancellation);
        await PlayAsync(new DemoClock(clock, host, store), clock, host, cancellation);
        return (await Statuses(host).FindAsync(_cycleId, cancellation))!;
    }

    private async Task PlayAsync(DemoClock demo, VirtualClock clock, LocalHost host, CancellationToken cancellation)
    {
        var people = PeopleOf(host);
        var acts = new Queue<ScriptedAct>(YearScript.Write(data, seed));
        await demo.SettleAsync(cancellation);
        await PlayDueAsync(acts, clock.GetUtcNow(), people, demo, cancellation);
        while (!await IsOverAsync(host, cancellation))
        {
            var due = await demo.NextDueAsync(cancellation);
            var next = acts.TryPeek(out var act) && !(due < act.At) ? act.At : due
                ?? throw new InvalidOperationException("Nothing is due any more, and the year is not published.");
            await demo.JumpAsync(next, seed, cancellation);
            await PlayDueAsync(acts, next, people, demo, cancellation);
            await ShowAsync(host, next, cancellation);
        }

        await ShowAsync(host, clock.GetUtcNow(), cancellation);
    }

    // After a crash the acts up to now are played again: those that were done are recognised by their request ids.
    private static async Task PlayDueAsync(
        Queue<ScriptedAct> acts, DateTimeOffset now, People people, DemoClock demo, CancellationToken cancellation)
    {
        while (acts.TryPeek(out var act) && act.At <= now)
        {
            await acts.Dequeue().PlayAsync(people, cancellation);
        }

        await demo.RestAsync(cancellation);
    }

    private async Task<bool> IsOverAsync(LocalHost host, CancellationToken cancellation)
    {
        var instance = await host.Engine.Client.GetInstanceAsync(
            App.Orchestration.InstanceIds.OfCycle(_cycleId, run: 1), cancellation);
        return instance switch
        {
            null or { IsCompleted: false } => false,
            { RuntimeStatus: Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed } => true,
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

    private async Task<DateTimeOffset?> ResumedAtAsync(CancellationToken cancellation)
    {
        if (!File.Exists(folder.Store))
        {
            return null;
        }

        await using var file = SqliteFile.Open(folder.Store);
        var moment = await DemoClock.FindAsync(await Storage.SqliteRecordStore.OpenAsync(file, cancellation), cancellation);
        return moment is null || moment.Value.Seed == seed
            ? moment?.Value.Now
            : throw new DemoRefusedException($"中断したデモのシードは{moment.Value.Seed}です。--seed {moment.Value.Seed} を付けて再開してください。");
    }

    private LocalHostOptions Options(VirtualClock clock) => new()
    {
        Functions = FunctionCatalog.Of(typeof(ServiceRegistration).Assembly),
        DataFile = folder.Store,
        MailFolder = folder.Mail,
        SiteFolder = folder.Published,
        RunTimers = false,
        // Hourly on a real machine; in a year that passes in seconds, every morning.
        Settings = ImmutableDictionary<string, string?>.Empty.Add("HeartbeatSchedule", "0 0 21 * * *"),
        Clock = clock,
        Services = services => services.AddGyoseiFlow(),
    };

    private static CycleStatusReader Statuses(LocalHost host) => host.Services.GetRequiredService<CycleStatusReader>();

    private static People PeopleOf(LocalHost host) => new(
        host.Services.GetRequiredService<SheetDesk>(),
        host.Services.GetRequiredService<DraftDesk>(),
        host.Services.GetRequiredService<BallotDesk>(),
        host.Services.GetRequiredService<OpinionDesk>(),
        host.Engine.Client);
}

/// <summary>The demo can't be played as asked; the message says what to do.</summary>
internal sealed class DemoRefusedException(string message) : Exception(message);
