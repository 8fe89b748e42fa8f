using Microsoft.Extensions.Configuration;
using NCrontab;

namespace GyoseiFlow.Local.Hosting;

/// <summary>When a timer function is due, by its cron expression in UTC as on Azure: six fields with seconds, or five.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule _cron;

    private TimerSchedule(string expression, CrontabSchedule cron)
    {
        Expression = expression;
        _cron = cron;
    }

    /// <summary>With its settings filled in.</summary>
    public string Expression { get; }

    /// <param name="function">The timer function.</param>
    /// <param name="schedule">A cron expression, or %Name% of a setting that holds one.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="FunctionUnusableException">The setting is missing, or the expression is none.</exception>
    public static TimerSchedule Read(FunctionEntry function, string schedule, IConfiguration settings)
    {
        var expression = schedule is ['%', .. { Length: > 0 } name, '%']
            ? settings[name] ?? throw new FunctionUnusableException(function.Method, $"the setting {name} of its schedule is missing.")
            : schedule;
        var options = new CrontabSchedule.ParseOptions
        {
            IncludingSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6,
        };
        return CrontabSchedule.TryParse(expression, options) is { } cron
            ? new TimerSchedule(expression, cron)
            : throw new FunctionUnusableException(function.Method, $"{expression} is no cron expression.");
    }

    /// <summary>The first due moment after this one; null when there is none.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        // NCrontab answers a schedule that never comes (30 February) with the end it was given.
        var end = moment.UtcDateTime.AddYears(30);
        var next = _cron.GetNextOccurrence(moment.UtcDateTime, end);
        return next >= end ? null : new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc));
    }
}
