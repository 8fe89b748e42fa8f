using System.Collections.Immutable;
using GyoseiFlow.App;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Rehearsals;

/// <summary>
/// One year of a plan on the real system, in a folder that is removed afterwards and with a mail transport that keeps nothing: what is
/// rehearsed is what would happen, and nothing of it leaves.
/// </summary>
internal sealed class RehearsalHost : IAsyncDisposable
{
    // What is published late, because somebody was late, is published by then.
    private const int LongestDelay = 60;

    private readonly string _folder;
    private readonly VirtualClock _clock;
    private readonly LocalHost _host;
    private readonly CyclePlan _cycle;

    private RehearsalHost(string folder, VirtualClock clock, LocalHost host, Plan plan, CyclePlan cycle) =>
        (_folder, _clock, _host, Plan, _cycle) = (folder, clock, host, plan, cycle);

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>The cycle's id.</summary>
    public string CycleId => Cycle.IdOf(Plan.Id, _cycle.Year);

    /// <summary>Where the pages are served; null unless asked for.</summary>
    public Uri? Address => _host.Address;

    /// <summary>The public site's folder.</summary>
    public string Site => SiteIn(_folder);

    /// <summary>Everything that was registered.</summary>
    public IServiceProvider Services => _host.Services;

    private DateTimeOffset End => JapanTime.At(_cycle.Publication.AddDays(LongestDelay), Occasions.MailTime);

    /// <summary>Opens the year, at nine in the morning of its first day.</summary>
    /// <param name="yaml">The plan file's text.</param>
    /// <param name="plan">What it says.</param>
    /// <param name="cycle">The year.</param>
    /// <param name="past">What there is of the years before.</param>
    /// <param name="hasPages">Whether the pages are served, on any free port.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<RehearsalHost> OpenAsync(
        string yaml, Plan plan, CyclePlan cycle, PastYears past, bool hasPages, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gyoseiflow-rehearsal-").FullName;
        LocalHost? host = null;
        try
        {
            var clock = new VirtualClock(JapanTime.At(cycle.Opens, Occasions.MailTime));
            host = await LocalHost.CreateAsync(Options(folder, clock, hasPages), cancellation);
            var rehearsal = new RehearsalHost(folder, clock, host, plan, cycle);
            await rehearsal.StartAsync(yaml, past, cancellation);
            return rehearsal;
        }
        catch
        {
            // Some systems delete no file that is open.
            if (host is not null)
            {
                await host.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Lets the year pass, with what people do in it.</summary>
    public async Task PlayAsync(IEnumerable<ScriptedAct> script, CancellationToken cancellation)
    {
        var people = People.Of(_host);
        var acts = new Queue<ScriptedAct>(script);
        await RestAsync(cancellation);
        while (await NextAsync(acts, cancellation) is { } next && next <= End)
        {
            _clock.AdvanceTo(next);
            await RestAsync(cancellation);
            while (acts.TryPeek(out var act) && act.At <= _clock.GetUtcNow())
            {
                await acts.Dequeue().PlayAsync(people, cancellation);
                await RestAsync(cancellation);
            }
        }
    }

    /// <summary>Every mail that the year has queued, in the order of time.</summary>
    public async Task<ImmutableArray<OutboxMail>> MailsAsync(CancellationToken cancellation)
    {
        var mails = await Services.GetRequiredService<MailDesk>().ListAsync(CycleId, cancellation);
        return [.. mails.OrderBy(m => m.Message.At).ThenBy(m => m.Key.Purpose).ThenBy(m => m.Message.Key, StringComparer.Ordinal)];
    }

    /// <summary>How the year stands.</summary>
    public async Task<CycleStatus> StatusAsync(CancellationToken cancellation) =>
        (await Services.GetRequiredService<CycleStatusReader>().FindAsync(CycleId, cancellation))!;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string SiteIn(string folder) => Path.Combine(folder, "site");

    private static LocalHostOptions Options(string folder, VirtualClock clock, bool hasPages) => new()
    {
        Functions = FunctionCatalog.Of(typeof(ServiceRegistration).Assembly),
        DataFile = Path.Combine(folder, "rehearsal.db"),
        MailFolder = Path.Combine(folder, "mail"),
        SiteFolder = SiteIn(folder),
        RunTimers = false,
        Port = hasPages ? 0 : null,
        Settings = ImmutableDictionary<string, string?>.Empty.Add("HeartbeatSchedule", "0 0 * * * *").Add("RequestsPerMinute", "1000000"),
        Clock = clock,
        Services = services => services.AddGyoseiFlow().AddSingleton<IMailTransport, NoPost>(),
    };

    private async Task StartAsync(string yaml, PastYears past, CancellationToken cancellation)
    {
        await _host.StartAsync(cancellation);
        var library = Services.GetRequiredService<PlanLibrary>();
        // Before the year opens: its sheets begin with what was answered in the year before.
        await past.TakeInAsync(
            await library.ImportAsync(yaml, cancellation), library, Services.GetRequiredService<FormerAnswers>(), cancellation);
        // This year alone: other years of the plan may be due by now as well, but aren't what is rehearsed.
        await Services.GetRequiredService<CycleDesk>().OpenAsync(
            Plan, _cycle.Year, new Act("rehearsal-open", "clock"), _host.Engine.Client, cancellation);
        await RestAsync(cancellation);
    }

    private async Task<DateTimeOffset?> NextAsync(Queue<ScriptedAct> acts, CancellationToken cancellation)
    {
        var due = await _host.Engine.NextDueAsync(cancellation);
        return acts.TryPeek(out var act) && !(due < act.At) ? act.At : due;
    }

    private Task RestAsync(CancellationToken cancellation) => _host.Engine.WhenIdleAsync(cancellation);

    private sealed class NoPost : IMailTransport
    {
        public Task SendAsync(MailMessage message, CancellationToken cancellation) => Task.CompletedTask;

        public Task<MailTrace> TraceAsync(string key, CancellationToken cancellation) => Task.FromResult(MailTrace.NotSent);
    }
}
