using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans;

/// <summary>What the city's mails say and from whom they come.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="FromName">The sender's name.</param>
/// <param name="Secretariat">Whom to ask: shown at the foot of every mail.</param>
/// <param name="SecretariatMail">The secretariat's own address.</param>
/// <param name="BaseUrl">Where the forms and the published site are.</param>
/// <param name="Templates">By purpose; every purpose has one.</param>
public sealed record MailPlan(
    string From,
    string FromName,
    string Secretariat,
    string SecretariatMail,
    string BaseUrl,
    ImmutableDictionary<MailPurpose, MailTemplate> Templates);

/// <summary>A mail's subject and text with placeholders.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
public sealed record MailTemplate(TextTemplate Subject, TextTemplate Body);

/// <summary>What a mail is for.</summary>
public enum MailPurpose
{
    /// <summary>依頼: a sheet is to be filled in.</summary>
    Task,

    /// <summary>督促.</summary>
    Reminder,

    /// <summary>To the head of the section: still missing.</summary>
    Escalation,

    /// <summary>差戻し, with its reason.</summary>
    Return,

    /// <summary>受理.</summary>
    Accepted,

    /// <summary>期限延長.</summary>
    Extension,

    /// <summary>評価依頼: a ballot is open.</summary>
    Ballot,

    /// <summary>A ballot is still missing.</summary>
    BallotReminder,

    /// <summary>To the secretariat: ballots are in, compile the opinions.</summary>
    Compile,

    /// <summary>To the chair: approve the document.</summary>
    Approval,

    /// <summary>To the secretariat: the chair sent the opinions back, with a comment.</summary>
    SentBack,

    /// <summary>公表: to the secretariat and the committee.</summary>
    Published,

    /// <summary>To each department: what the committee said.</summary>
    Feedback,

    /// <summary>訂正: a new version, with its reason; to the committee, the secretariat and the departments whose items changed.</summary>
    Correction,
}
