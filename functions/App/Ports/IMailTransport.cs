using System.Collections.Immutable;

namespace GyoseiFlow.App.Ports;

/// <summary>Takes a mail out of the house: to a folder, an SMTP relay, a mail service.</summary>
public interface IMailTransport
{
    /// <summary>Hands a message over. When this returns, the message is out.</summary>
    /// <exception cref="MailRefusedException">It will never be taken: trying again can't help.</exception>
    /// <exception cref="MailDelayedException">It was not taken this time: trying again can help.</exception>
    Task SendAsync(MailMessage message, CancellationToken cancellation);

    /// <summary>What the transport knows of a message whose handing over was interrupted.</summary>
    /// <param name="key">The message's key.</param>
    /// <param name="cancellation">Gives up asking.</param>
    Task<MailTrace> TraceAsync(string key, CancellationToken cancellation);
}

/// <summary>A mail, ready to go.</summary>
/// <param name="Key">Deterministic (cycle, subject, purpose, occasion): at most one mail leaves for each.</param>
/// <param name="From">The sender's address.</param>
/// <param name="FromName">The sender's name.</param>
/// <param name="To">One or more addresses.</param>
/// <param name="Cc">Further addresses, often none.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text, LF.</param>
/// <param name="At">The Date header.</param>
public sealed record MailMessage(
    string Key,
    string From,
    string FromName,
    ImmutableArray<string> To,
    ImmutableArray<string> Cc,
    string Subject,
    string Body,
    DateTimeOffset At)
{
    /// <summary>Where answers go; null for the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The same as <see cref="Body"/> in HTML, LF; or null for none.</summary>
    public string? Html { get; init; }

    /// <summary>The deadline as an .ics file's content, CRLF; or null for none.</summary>
    public string? Calendar { get; init; }
}

/// <summary>What a transport knows of a message.</summary>
public enum MailTrace
{
    /// <summary>It can't tell (SMTP): the outbox shows the mail as uncertain.</summary>
    Unknown,

    /// <summary>It went out.</summary>
    Sent,

    /// <summary>It did not go out.</summary>
    NotSent,
}

/// <summary>The message will never be taken, e.g. an address that does not exist.</summary>
public sealed class MailRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The message was certainly not taken this time, e.g. the relay could not be reached.</summary>
public sealed class MailDelayedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long the other side wants not to be asked again; null where it did not say.</summary>
    public TimeSpan? After { get; init; }
}
