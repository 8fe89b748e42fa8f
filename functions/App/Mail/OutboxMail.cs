using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Mail;

/// <summary>A mail as the outbox keeps it: a record before it is sent.</summary>
/// <param name="Key">What it is for.</param>
/// <param name="Message">What is sent.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">How often it was handed to the transport.</param>
/// <param name="RetryAt">Queued: when the next attempt is due. Sending: until when the attempt may still be under way.</param>
/// <param name="EndedAt">When it was sent, failed or became uncertain.</param>
/// <param name="Problem">What went wrong, for the secretariat.</param>
public sealed record OutboxMail(
    MailKey Key,
    MailMessage Message,
    OutboxState State,
    int Attempts,
    DateTimeOffset? RetryAt,
    DateTimeOffset? EndedAt,
    string? Problem)
{
    /// <summary>A mail that waits to be sent.</summary>
    public static OutboxMail Queued(MailKey key, MailMessage message) => new(key, message, OutboxState.Queued, 0, null, null, null);

    /// <summary>The key of the mail that this one repeats, or null.</summary>
    public string? ResendOf { get; init; }

    /// <summary>The key of the mail that repeats this one, or null.</summary>
    public string? ResentAs { get; init; }

    /// <summary>Whether what it said and to whom was deleted, at the end of the retention.</summary>
    public bool IsErased { get; init; }

    /// <summary>The mail without what it said and to whom: what remains is that there was one, what for, and what became of it.</summary>
    public OutboxMail Erased() => this with
    {
        Message = Message with
        {
            To = [], Cc = [], Subject = "（保存期間が終わったため削除しました）", Body = "", Html = null, Calendar = null,
        },
        Problem = null,
        IsErased = true,
    };

    /// <summary>Whether it is still to be dealt with.</summary>
    public bool IsPending => State is OutboxState.Queued or OutboxState.Sending;
}

/// <summary>How far a mail is.</summary>
public enum OutboxState
{
    /// <summary>送信待ち.</summary>
    Queued,

    /// <summary>送信中: reserved; an attempt may be under way.</summary>
    Sending,

    /// <summary>送信済み.</summary>
    Sent,

    /// <summary>送信失敗: it will not be tried again by itself.</summary>
    Failed,

    /// <summary>不明: it may have gone out or not; a person decides whether to send it again.</summary>
    Uncertain,

    /// <summary>送信対象外: somebody whom it is for is not on the installation's allow-list.</summary>
    HeldBack,
}

/// <summary>The states in words.</summary>
public static class OutboxStateLabel
{
    /// <summary>As the secretariat sees it.</summary>
    public static string Label(this OutboxState state) => state switch
    {
        OutboxState.Queued => "送信待ち",
        OutboxState.Sending => "送信中",
        OutboxState.Sent => "送信済み",
        OutboxState.Failed => "送信失敗",
        OutboxState.Uncertain => "不明",
        OutboxState.HeldBack => "送信対象外",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
