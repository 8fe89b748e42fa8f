using GyoseiFlow.App.Ports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Local.Hosting;

/// <summary>
/// Runs the timer functions when they are due. Started, it follows its clock by itself; not started, whoever drives a virtual clock asks
/// for the next due moment and runs what is due then.
/// </summary>
internal sealed class TimerLoop : IAsyncDisposable
{
    // Long sleeps are cut, so that a clock that is set, or a machine that slept, is noticed.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMinutes(1);
    private readonly TimerFunction[] _timers;
    private readonly TimerMonitor _monitor;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private bool _resumed;

    /// <exception cref="FunctionUnusableException">A schedule can't be read.</exception>
    public TimerLoop(
        FunctionCatalog catalog, FunctionInvoker invoker, TimerMonitor monitor, TimeProvider clock, IConfiguration settings, ILogger<TimerLoop> log)
    {
        _monitor = monitor;
        _clock = clock;
        _timers =
        [
            .. catalog.Of(FunctionKind.Timer).Select(function => new TimerFunction(
                function, TimerSchedule.Read(function, ((TimerTriggerAttribute)function.Trigger).Schedule, settings), invoker, monitor, log)),
        ];
    }

    /// <summary>The first moment after this one at which a schedule is due; null when none ever is.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset after) => _timers.Min(timer => timer.Schedule.NextAfter(after));

    /// <summary>Runs, one after another and each at most once, the timers due at or before this moment, and waits for them.</summary>
    /// <exception cref="StoreUnavailableException">The store is away; what is not done stays due.</exception>
    public async Task RunDueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await ResumeAsync(now, cancellation);
        foreach (var timer in _timers.OrderBy(t => t.Next).ThenBy(t => t.Name, StringComparer.Ordinal))
        {
            await timer.RunIfDueAsync(now, cancellation);
        }
    }

    /// <summary>Takes up the count: from what was remembered, or from this moment. Only the first call does anything.</summary>
    public async Task ResumeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (_resumed)
        {
            return;
        }

        _resumed = true;
        var remembered = await _monitor.ReadAsync(cancellation);
        foreach (var timer in _timers)
        {
            timer.Resume(remembered.GetValueOrDefault(timer.Name), now);
        }
    }

    /// <summary>Follows the clock from now on. Each timer on its own, so that a slow one holds up no other.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await ResumeAsync(_clock.GetUtcNow(), cancellation);
        _running = Task.WhenAll(_timers.Select(timer => Task.Run(() => FollowAsync(timer), CancellationToken.None)));
    }

    /// <summary>Stops and waits for what is running.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Array.ForEach(_timers, timer => timer.Dispose());
        _stop.Dispose();
    }

    private async Task RunOrWaitAsync(TimerFunction timer)
    {
        try
        {
            await timer.RunIfDueAsync(_clock.GetUtcNow(), _stop.Token);
        }
        catch (StoreUnavailableException)
        {
            await Task.Delay(s_longestSleep, _clock, _stop.Token);
        }
    }

    private async Task FollowAsync(TimerFunction timer)
    {
        try
        {
            while (timer.Next < DateTimeOffset.MaxValue)
            {
                var wait = timer.Next - _clock.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait < s_longestSleep ? wait : s_longestSleep, _clock, _stop.Token);
                }

                await RunOrWaitAsync(timer);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }
}
