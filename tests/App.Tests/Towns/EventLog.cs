using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>What a town logs, as a log service would get it: the event's name and the text.</summary>
internal sealed class EventLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string? Name, LogLevel Level, string Text)> _entries = new();

    public IReadOnlyCollection<(string? Name, LogLevel Level, string Text)> Entries => _entries;

    public IEnumerable<string> Texts(string name) => _entries.Where(e => e.Name == name).Select(e => e.Text);

    public void AddTo(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(this);

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(EventLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._entries.Enqueue((eventId.Name, logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
