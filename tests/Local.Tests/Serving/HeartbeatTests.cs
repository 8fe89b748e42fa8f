using System.Net;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Local.Serving;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Commands;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Tests.Serving;

/// <summary>serve's own functions and settings, on a clock that is moved by hand: running years are looked after every five minutes.</summary>
public sealed class HeartbeatTests : IDisposable
{
    private const string Year = "mikazuki-2024";

    private static readonly DateOnly Opens = new(2025, 4, 1);

    private readonly TemporaryFolder _folder = new();
    private readonly VirtualClock _clock = new(JapanTime.At(Opens, new TimeOnly(8, 58)));

    private DataFolder Data => new(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PlanAdoptedWhileServeIsStopped_MakesItsSheetAtTheNextFiveMinutes()
    {
        await AddAsync(yaml => yaml);
        await using (var serve = await ServeAsync())
        {
            await UntilAsync(serve, new TimeOnly(9, 8));
            Assert.Equal(SheetState.NotStarted, await StateAsync(serve, "M.2"));
        }

        await AddAsync(WithAnotherMeasure);
        await AdoptAsync();

        await using var again = await ServeAsync();
        await UntilAsync(again, new TimeOnly(9, 9));
        Assert.Null(await StateAsync(again, "M.9"));
        await UntilAsync(again, new TimeOnly(9, 10));
        Assert.Equal(SheetState.NotStarted, await StateAsync(again, "M.9"));
    }

    [Fact]
    public async Task YearThatNobodyTouches_IsLookedAtEveryFiveMinutes()
    {
        await using var serve = await ServeAsync();
        var moments = new List<DateTimeOffset>();
        for (var at = serve.Timers.NextDue(_clock.GetUtcNow()); at <= JapanTime.At(Opens, new TimeOnly(9, 20)); at = serve.Timers.NextDue(at.Value))
        {
            moments.Add(at.Value);
        }

        Assert.Equal(["09:00", "09:05", "09:10", "09:15", "09:20"], moments.Select(m => $"{m.ToOffset(JapanTime.Offset):HH:mm}"));
    }

    private static string WithAnotherMeasure(string yaml)
    {
        foreach (var (was, now) in (ReadOnlySpan<(string, string)>)
        [
            ("edition: 1\n", "edition: 2\n"),
            ("  - number: 2\n    heading: moon\n", "      - { code: M.9, name: 新しい窓口, departments: [yoshino], started: R6 }\n  - number: 2\n    heading: moon\n"),
        ])
        {
            Assert.Contains(was, yaml, StringComparison.Ordinal);
            yaml = yaml.Replace(was, now, StringComparison.Ordinal);
        }

        return yaml;
    }

    private static async Task<SheetState?> StateAsync(LocalHost serve, string measure) =>
        (await serve.Services.GetRequiredService<BoardReader>().GetAsync(Year, default)).Rows.FirstOrDefault(r => r.Measure == measure)?.State;

    private async Task<LocalHost> ServeAsync()
    {
        var settings = new ServeSettings(Data, Port: 0, IPAddress.Loopback, Certificate: null, Proxy: null, IsSample: false, Sample: null);
        var options = new Server(settings, TextWriter.Null).Options(_clock, certificate: null, isSample: false);
        var serve = await LocalHost.CreateAsync(options with { RunTimers = false, Port = null, Logging = _ => { } }, default);
        await serve.StartAsync(default);
        await serve.Timers.ResumeAsync(_clock.GetUtcNow(), default);
        return serve;
    }

    // Moment by moment: whatever waits for one on the way gets it.
    private async Task UntilAsync(LocalHost serve, TimeOnly time)
    {
        var until = JapanTime.At(Opens, time);
        while (await NextAsync(serve) is { } next && next <= until)
        {
            _clock.AdvanceTo(next);
            await serve.Timers.RunDueAsync(next, default);
        }

        _clock.AdvanceTo(until);
        await serve.Engine.WhenIdleAsync(default);
    }

    private async Task<DateTimeOffset?> NextAsync(LocalHost serve)
    {
        await serve.Engine.WhenIdleAsync(default);
        return new[] { serve.Timers.NextDue(_clock.GetUtcNow()), await serve.Engine.NextDueAsync(default) }.Min();
    }

    private async Task AddAsync(Func<string, string> change)
    {
        var plan = Path.Combine(AppContext.BaseDirectory, "Cities", "mikazuki", "plan.yaml");
        await File.WriteAllTextAsync(_folder["plan.yaml"], change(await File.ReadAllTextAsync(plan)));
        Assert.Equal(0, (await Cli.RunAsync("plan", "add", _folder["plan.yaml"], "--data", Data.Path)).ExitCode);
    }

    private async Task AdoptAsync()
    {
        await using var file = SqliteFile.Open(Data.Store);
        var store = await SqliteRecordStore.OpenAsync(file, default);
        Assert.Equal(0, await PlanAdoptCommand.AdoptAsync(store, Year, "窓口を増やすため", TextWriter.Null, _clock, default));
    }
}
