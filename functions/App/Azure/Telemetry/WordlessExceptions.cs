using OpenTelemetry;
using OpenTelemetry.Logs;

namespace GyoseiFlow.App.Azure.Telemetry;

/// <summary>Takes the words out of the exceptions in a log: they may repeat what somebody typed. What kind they are, and where they were thrown, stays.</summary>
internal sealed class WordlessExceptions : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is { } thrown and not WordlessException)
        {
            data.Exception = new WordlessException(thrown);
        }
    }

    private sealed class WordlessException(Exception thrown)
        : Exception(thrown.GetType().FullName, thrown.InnerException is { } inner ? new WordlessException(inner) : null)
    {
        public override string? StackTrace => thrown.StackTrace;

        public override string ToString() => $"{Message}\n{StackTrace}" + (InnerException is null ? "" : $"\n---> {InnerException}");
    }
}
