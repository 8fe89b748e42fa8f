using GyoseiFlow.Local.Hosting;

namespace GyoseiFlow.Local.Demo;

/// <summary>
/// Plays a script in virtual time, from one moment at which anything is due to the next. After a crash it goes on with the acts of the
/// moment at which the clock stands: those before are done, or the clock would not have moved on, and those of it that are done are
/// recognised by their request ids.
/// </summary>
/// <param name="clock">The year's clock.</param>
/// <param name="host">What runs the year.</param>
/// <param name="script">In the order of time.</param>
internal sealed class ScriptPlayer(DemoClock clock, LocalHost host, IEnumerable<ScriptedAct> script)
{
    private readonly Queue<ScriptedAct> _acts = new(script);
    private readonly People _people = People.Of(host);

    /// <summary>Lets happen what is due at the moment at which the clock stands.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        while (_acts.TryPeek(out var act) && act.At < clock.Now)
        {
            _acts.Dequeue();
        }

        await clock.SettleAsync(cancellation);
        await PlayDueAsync(cancellation);
    }

    /// <summary>The next moment at which anything is due, by itself or by the script; null when nothing is.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellation)
    {
        var due = await clock.NextDueAsync(cancellation);
        return _acts.TryPeek(out var act) && !(due < act.At) ? act.At : due;
    }

    /// <summary>Jumps to a moment and lets everything that is due then happen.</summary>
    public async Task JumpAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        await clock.JumpAsync(moment, cancellation);
        await PlayDueAsync(cancellation);
    }

    private async Task PlayDueAsync(CancellationToken cancellation)
    {
        while (_acts.TryPeek(out var act) && act.At <= clock.Now)
        {
            await _acts.Dequeue().PlayAsync(_people, cancellation);
        }

        await clock.RestAsync(cancellation);
    }
}
