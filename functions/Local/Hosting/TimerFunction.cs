using GyoseiFlow.App.Ports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Local.Hosting;

/// <summary>One timer function with its schedule. It never runs twice at once; what it missed meanwhile is made up once.</summary>
internal sealed class TimerFunction(FunctionEntry function, TimerSchedule schedule, FunctionInvoker invoker, TimerMonitor monitor, ILogger log)
    : IDisposable
{
    // Later than this is late: the machine was off, or the run before took too long.
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _running = new(1, 1);
    private WaitingTimer _state = new(schedule.Expression, default, DateTimeOffset.MaxValue);

    public string Name => function.Name;

    public TimerSchedule Schedule => schedule;

    /// <summary>When it is due, or <see cref="DateTimeOffset.MaxValue"/> for never.</summary>
    public DateTimeOffset Next => Volatile.Read(ref _state).Next;

    private TimerTriggerAttribute Trigger => (TimerTriggerAttribute)function.Trigger;

    /// <summary>Starts to count from what was remembered, or from now.</summary>
    public void Resume(WaitingTimer? remembered, DateTimeOffset now)
    {
        var known = Trigger.UseMonitor && remembered?.Schedule == schedule.Expression ? remembered : null;
        var next = Trigger.RunOnStartup ? now : known?.Next ?? NextAfter(now);
        Volatile.Write(ref _state, new WaitingTimer(schedule.Expression, known?.Last ?? default, next));
    }

    /// <summary>Runs it if it is due and not running already.</summary>
    /// <exception cref="StoreUnavailableException">The store is away; the timer stays due.</exception>
    public async Task RunIfDueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await _running.WaitAsync(0, cancellation))
        {
            return;
        }

        try
        {
            if (Next <= now)
            {
                await RunAsync(now, cancellation);
            }
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private async Task RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var due = _state;
        var done = new WaitingTimer(schedule.Expression, now, NextAfter(now));
        var info = new TimerInfo
        {
            IsPastDue = now - due.Next > s_late,
            ScheduleStatus = new ScheduleStatus
            {
                Last = due.Last.UtcDateTime,
                Next = done.Next.UtcDateTime,
                LastUpdated = due.Last.UtcDateTime,
            },
        };
        try
        {
            await invoker.InvokeAsync(function, info, null, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped in the middle: it stays due, and runs at the next start.
            throw;
        }
        catch (StoreUnavailableException)
        {
            // It could do nothing, and nothing can be done meanwhile: it stays due.
            throw;
        }
        catch (Exception e)
        {
            // As on Azure: the next time is the next try.
            log.LogError(e, "The timer function {Name} failed.", Name);
        }

        Volatile.Write(ref _state, done);
        await monitor.WriteAsync(Name, done, cancellation);
    }

    private DateTimeOffset NextAfter(DateTimeOffset now) => schedule.NextAfter(now) ?? DateTimeOffset.MaxValue;
}
