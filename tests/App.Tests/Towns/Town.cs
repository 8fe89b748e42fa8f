using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Pages.SignIn;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>
/// The small plan on the real store and engine, in a folder of its own and under a clock that only the test moves. It stands at
/// nine in the morning of the day on which the year opens.
/// </summary>
internal sealed class Town : IAsyncDisposable
{
    public const string CycleId = "town-2024";

    private readonly string _folder;
    private int _acts;

    private Town(string folder, VirtualClock clock, PostOffice post, LocalHost host) =>
        (_folder, Clock, Post, Host) = (folder, clock, post, host);

    public static CancellationToken None => CancellationToken.None;

    public VirtualClock Clock { get; }

    public PostOffice Post { get; }

    public LocalHost Host { get; }

    /// <summary>What desks wake orchestrations with; a test may put a worse one in its place.</summary>
    public DurableTaskClient Client { get; set; } = null!;

    public IRecordStore Store => Get<IRecordStore>();

    public SheetDesk Sheets => Get<SheetDesk>();

    public BallotDesk Ballots => Get<BallotDesk>();

    public OpinionDesk Opinions => Get<OpinionDesk>();

    public DraftDesk Drafts => Get<DraftDesk>();

    public string Site => Path.Combine(_folder, "site");

    public static async Task<Town> CreateAsync(
        string? yaml = null, Action<IServiceCollection>? services = null, DurableEngineOptions? engine = null, int? port = null, int perMinute = 1_000_000)
    {
        var folder = Directory.CreateTempSubdirectory("town-").FullName;
        var clock = new VirtualClock(JapanTime.At(SmallPlan.Opens, new TimeOnly(9, 0)));
        var post = new PostOffice();
        var host = await LocalHost.CreateAsync(
            new LocalHostOptions
            {
                Functions = FunctionCatalog.Of(typeof(ServiceRegistration).Assembly),
                DataFile = Path.Combine(folder, "town.db"),
                MailFolder = Path.Combine(folder, "mail"),
                SiteFolder = Path.Combine(folder, "site"),
                RunTimers = false,
                Port = port,
                Settings = ImmutableDictionary<string, string?>.Empty
                    .Add("HeartbeatSchedule", "0 0 * * * *")
                    .Add("RequestsPerMinute", perMinute.ToString(CultureInfo.InvariantCulture)),
                Clock = clock,
                Engine = engine ?? new DurableEngineOptions(),
                Services = added =>
                {
                    added.AddGyoseiFlow().AddSingleton<IMailTransport>(post);
                    services?.Invoke(added);
                },
            },
            None);
        var town = new Town(folder, clock, post, host) { Client = host.Engine.Client };
        await host.StartAsync(None);
        await town.Get<PlanLibrary>().ImportAsync(yaml ?? SmallPlan.Yaml, None);
        return town;
    }

    /// <summary>With the year open and its tasks out.</summary>
    public static async Task<Town> OpenedAsync(
        string? yaml = null, Action<IServiceCollection>? services = null, DurableEngineOptions? engine = null)
    {
        var town = await CreateAsync(yaml, services, engine);
        await town.OpenAsync();
        return town;
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    /// <summary>An act of somebody, different from every other.</summary>
    public Act Act(string by = "secretariat") => new($"request-{Interlocked.Increment(ref _acts)}", by);

    public async Task OpenAsync()
    {
        await Get<CycleDesk>().OpenDueAsync(Client, None);
        await PassAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>Lets time pass until the letters have left that wait for the end of the day, or for the next morning.</summary>
    /// <summary>The code in the newest sign-in mail to an address.</summary>
    public async Task<string> SignInCodeAsync(string address)
    {
        await Get<SignInMail>().WhenSentAsync();
        return Post.SignInCodeFor(address);
    }

    public Task LettersAsync() => UntilAsync(LetterTimes.OfAct(Clock.GetUtcNow()));

    public Task RestAsync() => Host.Engine.WhenIdleAsync(None).WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Runs the heartbeat function, as its timer would.</summary>
    public Task HeartbeatAsync(DurableTaskClient? client = null) =>
        RunTimerAsync<Heartbeat>(heartbeat => heartbeat.RunAsync(new TimerInfo(), client ?? Host.Engine.Client, None));

    /// <summary>Runs the function that has the engine forget what is over, as its timer would.</summary>
    public Task PurgeAsync() => RunTimerAsync<PurgeEnded>(purge => purge.RunAsync(new TimerInfo(), Host.Engine.Client, None));

    /// <summary>Lets time pass; whatever waits for a moment on the way gets it.</summary>
    public async Task UntilAsync(DateTimeOffset moment)
    {
        await RestAsync();
        while (await Host.Engine.NextDueAsync(None) is { } due && due <= moment)
        {
            Clock.AdvanceTo(due);
            await RestAsync();
        }

        Clock.AdvanceTo(moment);
        await RestAsync();
    }

    public Task UntilAsync(DateOnly day, int hour = 10) => UntilAsync(JapanTime.At(day, new TimeOnly(hour, 0)));

    public Task PassAsync(TimeSpan time) => UntilAsync(Clock.GetUtcNow() + time);

    private async Task RunTimerAsync<T>(Func<T, Task> function)
        where T : notnull
    {
        await using (var scope = Host.Services.CreateAsyncScope())
        {
            await function(scope.ServiceProvider.GetRequiredService<T>());
        }

        await RestAsync();
    }

    public async Task SubmitAsync(string measure, Act? act = null, Answers? answers = null)
    {
        await Sheets.SubmitAsync(
            CycleId, measure, answers ?? SmallPlan.Answers(), etag: null, isOnBehalf: false, act ?? Act("department:zaisei"), Client, None);
        await RestAsync();
    }

    public async Task AcceptAsync(string measure, Act? act = null)
    {
        await Sheets.AcceptAsync(CycleId, measure, (await SheetAsync(measure)).Version, act ?? Act(), Client, None);
        await RestAsync();
    }

    public async Task AnswerAllAsync(params string[] measures)
    {
        foreach (var measure in measures is [] ? ["1", "2", "3"] : measures)
        {
            await SubmitAsync(measure);
            await AcceptAsync(measure);
        }
    }

    public async Task VoteAsync(string member, Act? act = null, int score = 4)
    {
        var votes = ImmutableSortedDictionary.CreateRange([
            KeyValuePair.Create(1, new Vote(score, "よく取り組まれている")), KeyValuePair.Create(2, new Vote(3, null))]);
        await Ballots.SubmitAsync(CycleId, member, votes, etag: null, act ?? Act($"member:{member}"), Client, None);
        await RestAsync();
    }

    public async Task VoteAllAsync()
    {
        await UntilAsync(SmallPlan.CommitteeOpens);
        await VoteAsync("m1");
        await VoteAsync("m2", score: 3);
        await UntilAsync(SmallPlan.CommitteeDue.AddDays(1));
    }

    public async Task CompileAsync()
    {
        var opinions = await Opinions.GetAsync(CycleId, None);
        await Opinions.CompileAsync(
            CycleId, new CompiledOpinions(ImmutableSortedDictionary.CreateRange([
                KeyValuePair.Create(1, ImmutableArray.Create("財源確保の意見文"))])),
            opinions.ETag, Act(), None);
    }

    public async Task ApproveAsync()
    {
        await CompileAsync();
        await Opinions.SendToChairAsync(CycleId, Act(), Client, None);
        await RestAsync();
        await Opinions.ApproveAsync(CycleId, Act("member:m1"), Client, None);
        await RestAsync();
    }

    /// <summary>From the open year to the last mail, everybody in time.</summary>
    public async Task PlayYearAsync()
    {
        await AnswerAllAsync();
        await VoteAllAsync();
        await ApproveAsync();
        await UntilAsync(SmallPlan.Publication);
    }

    public async Task<Cycle> CycleAsync() => (await Store.GetAsync<Cycle>(CycleId, RecordKeys.Cycle, None)).Value;

    public async Task<Sheet> SheetAsync(string measure, string cycleId = CycleId) =>
        (await Store.GetAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), None)).Value;

    public async Task<CycleStatus> StatusAsync() => (await Get<CycleStatusReader>().FindAsync(CycleId, None))!;

    public async Task<OrchestrationRuntimeStatus> RunAsync(int run = 1) =>
        (await Host.Engine.Client.GetInstanceAsync(InstanceIds.OfCycle(CycleId, run)))!.RuntimeStatus;

    public Task<List<OutboxMail>> MailsAsync() => ListAsync<OutboxMail>(RecordKeys.MailPrefix);

    public Task<List<AuditEntry>> AuditAsync() => ListAsync<AuditEntry>(RecordKeys.AuditPrefix);

    public async Task<List<T>> ListAsync<T>(string prefix, string cycleId = CycleId)
    {
        var values = new List<T>();
        await foreach (var record in Store.ListAsync<T>(cycleId, prefix, None))
        {
            values.Add(record.Value);
        }

        return values;
    }

    /// <summary>The subjects of the mails that left for an address.</summary>
    public IEnumerable<string> LeftFor(string address) => Post.Left.Where(m => m.To.Contains(address)).Select(m => m.Subject);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
