using System.Collections.Concurrent;
using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>A mail transport that keeps what left the house, and fails as it is told to.</summary>
internal sealed class PostOffice : IMailTransport
{
    private readonly ConcurrentQueue<MailMessage> _left = new();
    private int _tries;

    /// <summary>What left, in order.</summary>
    public IReadOnlyCollection<MailMessage> Left => _left;

    /// <summary>The code in the newest sign-in mail to an address.</summary>
    public string SignInCodeFor(string address) => _left
        .Last(m => m.To.Contains(address) && m.Key.StartsWith("sign-in/", StringComparison.Ordinal))
        .Body.Split('\n').Single(line => line.Length == 8 && line.All(char.IsAsciiDigit));

    /// <summary>How often a mail was handed over, or would have been.</summary>
    public int Tries => _tries;

    /// <summary>Whether a trace says what happened; SMTP relays can't.</summary>
    public bool CanTrace { get; set; } = true;

    /// <summary>Runs before a mail leaves; throw to fail without it.</summary>
    public Func<MailMessage, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after a mail left; throw to fail in spite of it.</summary>
    public Func<MailMessage, Task> After { get; set; } = _ => Task.CompletedTask;

    public async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _tries);
        await Before(message);
        _left.Enqueue(message);
        await After(message);
    }

    public Task<MailTrace> TraceAsync(string key, CancellationToken cancellation) => Task.FromResult(
        !CanTrace ? MailTrace.Unknown : _left.Any(m => m.Key == key) ? MailTrace.Sent : MailTrace.NotSent);
}
