using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>
/// When the notices about sheets leave as letters. It follows from the notice alone, so the sheets of one department meet in
/// one letter whatever order they come in, and again the same letter after a crash.
/// </summary>
internal static class LetterTimes
{
    private static readonly TimeOnly s_endOfDay = new(17, 0);

    // Each sheet has an orchestration of its own; all of them have noted what is due at nine long before five past.
    private static readonly TimeSpan s_gathering = TimeSpan.FromMinutes(5);

    /// <summary>What the calendar asks for leaves at the next five minutes of the clock.</summary>
    public static DateTimeOffset OfCalendar(DateTimeOffset now) =>
        new(now.UtcTicks - (now.UtcTicks % s_gathering.Ticks) + s_gathering.Ticks, TimeSpan.Zero);

    /// <summary>What people did in a day leaves at its end, what they did later the next morning.</summary>
    public static DateTimeOffset OfAct(DateTimeOffset at)
    {
        var today = JapanTime.DateOf(at);
        var end = JapanTime.At(today, s_endOfDay);
        return (at < end ? end : JapanTime.At(today.AddDays(1), Occasions.MailTime)).ToUniversalTime();
    }
}
