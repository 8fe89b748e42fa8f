using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;

namespace GyoseiFlow.App.Mail;

/// <summary>
/// Something that the secretariat is to hear, committed with what it is about. It waits for the digest that carries it, and is gone with
/// the same commit that writes it.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">To what: a sheet's measure, or a mail's key within the cycle.</param>
/// <param name="Occasion">Tells it from others of the kind and subject.</param>
/// <param name="LetterAt">When its digest leaves.</param>
public sealed record SecretariatNews(SecretariatNewsKind Kind, string Subject, string Occasion, DateTimeOffset LetterAt)
{
    // In the order of time.
    private string RecordKey =>
        $"{RecordKeys.NewsPrefix}{LetterAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}/{Kind}/{Subject}/{Occasion}";

    /// <summary>A department did something with a sheet. Whoever waits for an answer isn't kept waiting for the end of the day.</summary>
    internal static RecordWrite OfSheet(SecretariatNewsKind kind, string measure, Act act, DateTimeOffset at) => new SecretariatNews(
        kind,
        measure,
        MailKey.OccasionOf("act", act),
        kind == SecretariatNewsKind.Request ? LetterTimes.OfCalendar(at) : LetterTimes.OfAct(at)).Wait();

    /// <summary>A mail did not arrive, or nobody knows whether it did.</summary>
    internal static RecordWrite OfMail(MailKey key, OutboxState state, DateTimeOffset at) =>
        new SecretariatNews(SecretariatNewsKind.Mail, key.RecordKey, $"{state}", LetterTimes.OfAct(at)).Wait();

    private InsertRecord Wait() => TypedRecords.Insert(RecordKey, this);
}

/// <summary>What the secretariat hears of.</summary>
public enum SecretariatNewsKind
{
    /// <summary>期限延長の申請.</summary>
    Request,

    /// <summary>提出.</summary>
    Submitted,

    /// <summary>A department's comment.</summary>
    Comment,

    /// <summary>送信失敗, or 不明.</summary>
    Mail,
}
