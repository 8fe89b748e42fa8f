namespace GyoseiFlow.Durable.Tests;

public class VirtualClockTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AdvanceTo_FiresEachTimerAtItsOwnMoment()
    {
        var clock = new VirtualClock(s_start);
        var fired = new List<(string Name, int Hour)>();
        using var late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow().Hour)), null, TimeSpan.FromHours(3), Timeout.InfiniteTimeSpan);
        using var early = clock.CreateTimer(_ => fired.Add(("early", clock.GetUtcNow().Hour)), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        clock.AdvanceTo(s_start.AddHours(5));

        Assert.Equal([("early", 1), ("late", 3)], fired);
        Assert.Equal(s_start.AddHours(5), clock.GetUtcNow());
        Assert.Null(clock.NextDue);
    }

    [Fact]
    public void PeriodicTimer_FiresEveryPeriodUntilDisposed()
    {
        var clock = new VirtualClock(s_start);
        var count = 0;
        var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        clock.AdvanceTo(s_start.AddHours(4));
        timer.Dispose();
        clock.AdvanceTo(s_start.AddHours(9));

        Assert.Equal(4, count);
    }

    [Fact]
    public void AdvanceTo_ThePast_ChangesNothing()
    {
        var clock = new VirtualClock(s_start);

        clock.AdvanceTo(s_start.AddDays(-1));

        Assert.Equal(s_start, clock.GetUtcNow());
    }

    [Fact]
    public async Task Delay_EndsWhenTheClockGetsThere()
    {
        var clock = new VirtualClock(s_start);
        var delay = Task.Delay(TimeSpan.FromDays(40), clock);
        Assert.Equal(s_start.AddDays(40), clock.NextDue);

        clock.AdvanceTo(s_start.AddDays(40));

        await delay.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task RunUntil_StopsAtEveryDueMomentAndEndsAtTheLast()
    {
        var clock = new VirtualClock(s_start);
        var seen = new List<DateTimeOffset>();
        using var daily = clock.CreateTimer(_ => { }, null, TimeSpan.FromDays(1), TimeSpan.FromDays(1));

        await clock.RunUntilAsync(s_start.AddDays(3).AddHours(1), _ =>
        {
            seen.Add(clock.GetUtcNow());
            return Task.CompletedTask;
        });

        Assert.Equal([0, 24, 48, 72, 73], seen.Select(at => (at - s_start).TotalHours));
    }
}
