using System.Collections.Immutable;
using GyoseiFlow.App;
using GyoseiFlow.App.Plans;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Review.Calendar;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Demo;

/// <summary>The host that a script is played on: everything of the app, and a clock that only moves when told to.</summary>
internal static class DemoHost
{
    /// <summary>When a year's script begins: the evening before the cycle opens.</summary>
    public static DateTimeOffset StartOf(DemoData data) => JapanTime.At(data.Cycle.Opens.AddDays(-1), new TimeOnly(18, 0));

    /// <summary>What it is made of.</summary>
    public static LocalHostOptions Options(DemoFolder folder, VirtualClock clock) =>
        Options(folder.Store, folder.Mail, folder.Published, clock) with { Azurite = folder.Azurite };

    /// <summary>The same for a folder that is not a demo's.</summary>
    public static LocalHostOptions Options(string store, string mail, string published, VirtualClock clock) => new()
    {
        Functions = FunctionCatalog.Of(typeof(ServiceRegistration).Assembly),
        DataFile = store,
        MailFolder = mail,
        SiteFolder = published,
        RunTimers = false,
        // Hourly on a real machine; in a year that passes in seconds, every morning.
        Settings = ImmutableDictionary<string, string?>.Empty.Add("HeartbeatSchedule", "0 0 21 * * *"),
        Clock = clock,
        Services = services => services.AddGyoseiFlow(),
    };

    /// <summary>Takes the plan in and starts.</summary>
    public static async Task StartAsync(LocalHost host, DemoData data, CancellationToken cancellation)
    {
        var plans = host.Services.GetRequiredService<PlanLibrary>();
        await plans.ImportAsync(data.PlanYaml, cancellation);
        await plans.ImportPastGradesAsync(data.Plan.Id, data.Past, cancellation);
        if (data.Former is { } former)
        {
            await host.Services.GetRequiredService<FormerAnswers>().ImportAsync(data.Plan, former, cancellation);
        }

        // Counted from the start: a demo killed before its timers first ran must still find the opening due.
        await host.Timers.ResumeAsync(StartOf(data), cancellation);
        await host.StartAsync(cancellation);
    }
}
