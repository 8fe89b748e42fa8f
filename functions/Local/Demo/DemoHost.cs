using System.Collections.Immutable;
using GyoseiFlow.App;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Hosting;

namespace GyoseiFlow.Local.Demo;

/// <summary>The system as a demo runs it: on its folder, under a clock that the demo moves.</summary>
internal static class DemoHost
{
    public static LocalHostOptions Options(DemoFolder folder, bool printPdf, VirtualClock clock) => new()
    {
        Functions = FunctionCatalog.Of(typeof(ServiceRegistration).Assembly),
        DataFile = folder.Store,
        MailFolder = folder.Mail,
        SiteFolder = folder.Published,
        PrintPdf = printPdf,
        RunTimers = false,
        // Hourly on a real machine; in a year that passes in seconds, every morning.
        Settings = ImmutableDictionary<string, string?>.Empty.Add("HeartbeatSchedule", "0 0 21 * * *"),
        Clock = clock,
        Services = services => services.AddGyoseiFlow(),
    };
}
