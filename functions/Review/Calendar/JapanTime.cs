namespace GyoseiFlow.Review.Calendar;

/// <summary>
/// Time in Japan: UTC+9, the time of 135°E (明治19年勅令第51号), without daylight saving since 1952 (昭和27年法律第84号). A fixed offset,
/// never the machine's time zone or its zone database, so that a deadline is the same instant wherever this runs.
/// </summary>
public static class JapanTime
{
    /// <summary>UTC+9.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>
    /// The instant at which the day ends: 24:00, which is 00:00 of the next day. It is exclusive: a thing due on that day is due while
    /// now &lt; EndOfDay, and late from now &gt;= EndOfDay on. No last tick before midnight that another clock might round.
    /// </summary>
    public static DateTimeOffset EndOfDay(DateOnly date) => At(date.AddDays(1), TimeOnly.MinValue);

    /// <summary>The instant at that time of that day in Japan.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time) => new(date.ToDateTime(time), Offset);

    /// <summary>The day it is in Japan at that instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}
