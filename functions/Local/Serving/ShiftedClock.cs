namespace GyoseiFlow.Local.Serving;

/// <summary>Another clock, shifted: it shows <paramref name="start"/> now and runs on at the other's speed.</summary>
/// <param name="clock">The clock that goes.</param>
/// <param name="start">What this one shows at first.</param>
internal sealed class ShiftedClock(TimeProvider clock, DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _shift = start - clock.GetUtcNow();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + _shift;

    public override long GetTimestamp() => clock.GetTimestamp();

    // Timers are told how long to wait, never until when.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
