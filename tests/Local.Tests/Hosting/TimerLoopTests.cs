using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Hosting;

namespace GyoseiFlow.Local.Tests.Hosting;

public sealed class TimerLoopTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2025, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestHost _host = new();
    private readonly VirtualClock _clock = new(s_start);

    private TimerLoop Timers => _host.Host.Timers;

    public async Task InitializeAsync() => await _host.StartAsync(Driven);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public void NextDue_TheNearestSchedule()
    {
        Assert.Equal(s_start.AddMinutes(30), Timers.NextDue(s_start));
        Assert.Equal(s_start.AddHours(1), Timers.NextDue(s_start.AddMinutes(30)));
    }

    [Fact]
    public async Task VirtualTime_RunsEachWhenItIsDue_AndGoesOnAfterAFailure()
    {
        await DriveAsync(s_start.AddHours(26));

        Assert.Equal(["04-01 00:30", "04-02 00:30"], Runs("daily"));
        Assert.Equal(Enumerable.Range(1, 26).Select(h => $"{s_start.AddHours(h):MM-dd HH:mm}"), Runs("hourly"));
    }

    [Fact]
    public async Task TimerInfo_SaysLastNextAndLate()
    {
        await DriveAsync(s_start.AddHours(1));
        _clock.AdvanceTo(s_start.AddDays(3));
        await Timers.RunDueAsync(_clock.GetUtcNow(), default);

        var (first, second) = (_host.Seen.Timers.First(), _host.Seen.Timers.Last());
        Assert.False(first.IsPastDue);
        Assert.Equal(default, first.ScheduleStatus!.Last);
        Assert.Equal(s_start.AddDays(1).AddMinutes(30).UtcDateTime, first.ScheduleStatus.Next);
        Assert.True(second.IsPastDue);
        Assert.Equal(s_start.AddMinutes(30).UtcDateTime, second.ScheduleStatus!.Last);
        Assert.Equal(s_start.AddDays(3).AddMinutes(30).UtcDateTime, second.ScheduleStatus.Next);
        // Two days were missed: made up once.
        Assert.Equal(2, _host.Seen.Timers.Count);
    }

    [Fact]
    public async Task StoreIsAway_StaysDueUntilItIsBack()
    {
        await Timers.RunDueAsync(s_start, default);
        _host.Seen.Trouble = new StoreUnavailableException("127.0.0.1:10002");
        _clock.AdvanceTo(s_start.AddMinutes(30));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Timers.RunDueAsync(_clock.GetUtcNow(), default));
        _host.Seen.Trouble = null;
        _clock.AdvanceTo(s_start.AddMinutes(31));

        await Timers.RunDueAsync(_clock.GetUtcNow(), default);
        await Timers.RunDueAsync(_clock.GetUtcNow(), default);

        Assert.Equal(["04-01 00:30", "04-01 00:31"], Runs("daily"));
    }

    [Fact]
    public async Task Overlap_NeverTwiceAtOnce()
    {
        _host.Seen.Hold = true;
        await Timers.RunDueAsync(s_start, default);
        var running = Timers.RunDueAsync(s_start.AddMinutes(30), default);
        var again = Timers.RunDueAsync(s_start.AddDays(1).AddMinutes(30), default);
        await again;
        Assert.Single(_host.Seen.Timers);

        _host.Seen.Gate.Release(2);
        await running;
        await Timers.RunDueAsync(s_start.AddDays(1).AddMinutes(30), default);
        Assert.Equal(2, _host.Seen.Timers.Count);
    }

    [Fact]
    public async Task Restart_WhatWasMissedMeanwhile_RunsLate_IfMonitored()
    {
        await DriveAsync(s_start.AddHours(1));
        await _host.Host.DisposeAsync();
        _host.Seen.Entries.Clear();
        _clock.AdvanceTo(s_start.AddDays(2).AddMinutes(10));

        await _host.StartAsync(Driven);
        await Timers.RunDueAsync(_clock.GetUtcNow(), default);

        Assert.Equal(["daily 04-03 00:10"], _host.Seen.Entries);
        Assert.True(_host.Seen.Timers.Last().IsPastDue);
    }

    [Fact]
    public async Task Started_FollowsTheClockByItself()
    {
        await Timers.StartAsync(default);
        for (var i = 0; i < 200 && Runs("hourly").Length == 0; i++)
        {
            _clock.AdvanceTo(_clock.GetUtcNow().AddMinutes(1));
            await Task.Delay(5);
        }

        await Timers.StopAsync();
        Assert.Single(Runs("daily"));
        Assert.NotEmpty(Runs("hourly"));
    }

    [Theory]
    [InlineData(null, "the setting HourlySchedule of its schedule is missing")]
    [InlineData("every hour", "every hour is no cron expression")]
    [InlineData("0 0 25 * * *", "is no cron expression")]
    public async Task Schedule_CantBeRead_DoesNotStart(string? schedule, string reason)
    {
        await using var host = new TestHost();

        var unusable = await Assert.ThrowsAsync<FunctionUnusableException>(() => host.CreateAsync(o => o with
        {
            Functions = FunctionCatalog.Of([typeof(TestTimerFunctions)]),
            Settings = new Dictionary<string, string?> { ["HourlySchedule"] = schedule },
        }));

        Assert.Contains(reason, unusable.Message, StringComparison.Ordinal);
    }

    private LocalHostOptions Driven(LocalHostOptions options) => options with
    {
        Functions = FunctionCatalog.Of([typeof(TestTimerFunctions)]),
        Clock = _clock,
        RunTimers = false,
        Port = null,
    };

    private async Task DriveAsync(DateTimeOffset until)
    {
        await Timers.RunDueAsync(_clock.GetUtcNow(), default);
        while (Timers.NextDue(_clock.GetUtcNow()) is { } due && due <= until)
        {
            _clock.AdvanceTo(due);
            await Timers.RunDueAsync(due, default);
        }
    }

    private string[] Runs(string name) => [.. _host.Seen.Entries.Where(e => e.StartsWith(name, StringComparison.Ordinal)).Select(e => e[(name.Length + 1)..])];
}
