using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Access;
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
            To = [],
            Cc = [],
            Subject = "（保存期間が終わったため削除しました）",
            Body = "",
            Html = null,
            Calendar = null,
        },
        Problem = null,
        Deliveries = [],
        IsErased = true,
    };

    /// <summary>What became of it at each addressee, as far as a mail service said so; empty where none does.</summary>
    public ImmutableArray<MailDelivery> Deliveries { get; init; } = [];

    /// <summary>How far it has come as a whole: not further than to the addressee who waits longest; null when nobody said.</summary>
    internal DeliveryState? Arrival =>
        Deliveries.IsEmpty ? null
        : Deliveries.FirstOrDefault(d => d.State.HasFailed() || d.State == DeliveryState.Deferred) is { } trouble ? trouble.State
        : Deliveries.Length < Recipients.Count() ? DeliveryState.Processed
        : Deliveries.Min(d => d.State);

    /// <summary>Whether it is known, or to be feared, that somebody didn't get it.</summary>
    internal bool IsMissed => State is OutboxState.Failed or OutboxState.Uncertain or OutboxState.Undelivered;

    /// <summary>Whether a person may have it sent again.</summary>
    internal bool CanBeSentAgain => IsMissed || State == OutboxState.HeldBack;

    private IEnumerable<string> Recipients => Message.To.Concat(Message.Cc).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The mail after a service told of it: that it did shows that the mail left, whatever was known before.</summary>
    /// <returns>The very same when it says nothing new.</returns>
    internal OutboxMail Told(IEnumerable<MailReceipt> receipts, DateTimeOffset now)
    {
        var deliveries = receipts.Aggregate(Deliveries, With);
        var failed = deliveries.Count(d => d.State.HasFailed());
        var state = failed > 0 ? OutboxState.Undelivered : OutboxState.Sent;
        return deliveries == Deliveries && state == State ? this : this with
        {
            Deliveries = deliveries,
            State = state,
            RetryAt = null,
            EndedAt = state == State ? EndedAt : now,
            Problem = failed == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"宛先{Recipients.Count()}件のうち{failed}件に届きませんでした。"),
        };
    }

    private ImmutableArray<MailDelivery> With(ImmutableArray<MailDelivery> known, MailReceipt receipt)
    {
        if (Recipients.FirstOrDefault(a => Accounts.Normal(a) == Accounts.Normal(receipt.Address)) is not { } address)
        {
            return known;
        }

        var told = new MailDelivery(address, receipt.State, receipt.At, receipt.Reason);
        if (known.FirstOrDefault(d => d.Address == address) is not { } before)
        {
            return known.Add(told);
        }

        var after = before.After(told);
        return after == before ? known : known.Replace(before, after);
    }

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

    /// <summary>届かなかった: it left, and a mail service says that an addressee didn't get it.</summary>
    Undelivered,

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
        OutboxState.Undelivered => "届かなかった",
        OutboxState.HeldBack => "送信対象外",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
