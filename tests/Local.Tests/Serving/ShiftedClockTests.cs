using GyoseiFlow.Durable;
using GyoseiFlow.Local.Serving;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Tests.Serving;

public sealed class ShiftedClockTests
{
    private static readonly DateTimeOffset s_start = JapanTime.At(new DateOnly(2025, 4, 16), new TimeOnly(10, 0));
    private readonly VirtualClock _clock = new(new DateTimeOffset(2031, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void Time_BeginsAtItsStart_AndRunsOnAtTheSameSpeed()
    {
        var shifted = new ShiftedClock(_clock, s_start);
        Assert.Equal(s_start, shifted.GetUtcNow());

        _clock.AdvanceTo(_clock.GetUtcNow().AddDays(3));

        Assert.Equal(s_start.AddDays(3), shifted.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, shifted.GetUtcNow().Offset);
    }

    [Fact]
    public void ElapsedTime_IsTheOtherClocks()
    {
        var shifted = new ShiftedClock(_clock, s_start);
        var before = shifted.GetTimestamp();

        _clock.AdvanceTo(_clock.GetUtcNow().AddSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(7), shifted.GetElapsedTime(before));
    }

    [Fact]
    public async Task Timers_FireAfterTheirTime()
    {
        var shifted = new ShiftedClock(_clock, s_start);
        var hour = Task.Delay(TimeSpan.FromHours(1), shifted);

        _clock.AdvanceTo(_clock.GetUtcNow().AddMinutes(59));
        Assert.False(hour.IsCompleted);
        _clock.AdvanceTo(_clock.GetUtcNow().AddMinutes(1));

        await hour;
        Assert.Equal(s_start.AddHours(1), shifted.GetUtcNow());
    }

    [Fact]
    public async Task SampleClock_IsRecordedAhead_AndExactAtTheStop()
    {
        using var folder = new TemporaryFolder();
        await using var file = SqliteFile.Open(folder["data.db"]);
        var store = await SqliteRecordStore.OpenAsync(file, default);
        var shifted = new ShiftedClock(_clock, s_start);
        using var stop = new CancellationTokenSource();
        Assert.Null(await SampleClock.FindAsync(store, default));

        var following = SampleClock.FollowAsync(store, shifted, stop.Token);
        while (_clock.NextDue is null)
        {
            await Task.Yield();
        }

        Assert.Equal(s_start.AddMinutes(1), await SampleClock.FindAsync(store, default));
        _clock.AdvanceTo(_clock.GetUtcNow().AddSeconds(20));
        await stop.CancelAsync();
        await following;

        Assert.Equal(s_start.AddSeconds(20), await SampleClock.FindAsync(store, default));
    }

    [Fact]
    public void SampleClockLine_IsJapanese() =>
        Assert.Equal("見本の時計: 令和7年4月16日(水) 10:00", Greeting.SampleClockLine(s_start.ToUniversalTime()));
}
