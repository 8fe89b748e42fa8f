namespace GyoseiFlow.App.Mail;

/// <summary>What a mail service says of a mail that it took.</summary>
/// <param name="EventId">The service's own id: the same again is the same receipt.</param>
/// <param name="Address">Of which addressee; empty when it doesn't say.</param>
/// <param name="State">What became of it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">What the other side's server said; null for nothing.</param>
public sealed record MailReceipt(string EventId, string Address, DeliveryState State, DateTimeOffset At, string? Reason);

/// <summary>How far a mail has come to one addressee, after it left.</summary>
/// <param name="Address">The addressee, as the mail names it.</param>
/// <param name="State">How far.</param>
/// <param name="At">Since when.</param>
/// <param name="Reason">What the other side's server said; null for nothing.</param>
public sealed record MailDelivery(string Address, DeliveryState State, DateTimeOffset At, string? Reason)
{
    /// <summary>
    /// What is known after a further receipt: of two, the one that says more, whichever comes first, so that neither their order nor
    /// their number matters.
    /// </summary>
    internal MailDelivery After(MailDelivery next) => Rank(next).CompareTo(Rank(this)) > 0 ? next : this;

    private static (DeliveryState, DateTimeOffset, string) Rank(MailDelivery delivery) => (delivery.State, delivery.At, delivery.Reason ?? "");
}

/// <summary>How far a mail has come; what comes later here has the last word.</summary>
public enum DeliveryState
{
    /// <summary>配送中: the service is about to bring it.</summary>
    Processed,

    /// <summary>遅れている: the other side's server put it off; the service goes on trying for up to 72 hours.</summary>
    Deferred,

    /// <summary>届いた: the other side's server took it.</summary>
    Delivered,

    /// <summary>迷惑メールとして通報された: it arrived, and the addressee doesn't want it.</summary>
    SpamReported,

    /// <summary>届かなかった（一時的）: the other side's server refused it this time.</summary>
    Blocked,

    /// <summary>届かなかった（宛先不明）: there is no such mailbox.</summary>
    Bounced,

    /// <summary>届かなかった（配信停止中）: the service doesn't send to this address any more.</summary>
    Dropped,
}

/// <summary>The states in words.</summary>
public static class DeliveryStateWords
{
    /// <summary>Whether the mail will not arrive.</summary>
    public static bool HasFailed(this DeliveryState state) => state >= DeliveryState.Blocked;

    /// <summary>As the secretariat sees it.</summary>
    public static string Label(this DeliveryState state) => state switch
    {
        DeliveryState.Processed => "配送中",
        DeliveryState.Deferred => "遅れている",
        DeliveryState.Delivered => "届いた",
        DeliveryState.SpamReported => "迷惑メールとして通報された",
        DeliveryState.Blocked => "届かなかった（一時的）",
        DeliveryState.Bounced => "届かなかった（宛先不明）",
        DeliveryState.Dropped => "届かなかった（配信停止中）",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    /// <summary>What the secretariat can do; null for nothing.</summary>
    public static string? Advice(this DeliveryState state) => state switch
    {
        DeliveryState.Deferred => "相手のメールサーバーが受け取りを待たせています。最長72時間まで自動で送り続けるので、送り直す必要はありません。急ぐときは電話などで知らせてください。",
        DeliveryState.SpamReported => "届きましたが、相手が迷惑メールとして通報しました。このアドレスには、次のメールから届かなくなります。相手に確かめ、システムの管理者に配信停止の解除を頼んでください。",
        DeliveryState.Blocked => "相手のメールサーバーが一時的に断りました。時間をおいて送り直してください。続くときは、返事の内容をシステムの管理者に伝えてください。",
        DeliveryState.Bounced => "この宛先のメールボックスはありません。宛先を確かめて、部署の宛先などの登録を直してください。次のメールから、直した宛先に送ります。",
        DeliveryState.Dropped => "前に届かなかった、または通報された宛先なので、メール配信サービスが送るのを止めています。宛先が正しければ、システムの管理者に配信停止の解除を頼んでから送り直してください。",
        _ => null,
    };
}
