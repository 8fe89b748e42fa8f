using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans;

/// <summary>What the city's mails say and from whom they come.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="FromName">The office that sends them: the sender's name, and how mails to the office address it.</param>
/// <param name="Secretariat">Whom to ask: shown at the foot of every mail.</param>
/// <param name="SecretariatPhone">The secretariat's telephone number, or null.</param>
/// <param name="SecretariatMail">The secretariat's own address.</param>
/// <param name="BaseUrl">Where the forms and the published site are, unless the installation says otherwise.</param>
/// <param name="Templates">By purpose; every purpose has one, those about ballots only where members score.</param>
public sealed record MailPlan(
    string From,
    string FromName,
    string Secretariat,
    string? SecretariatPhone,
    string SecretariatMail,
    string BaseUrl,
    ImmutableDictionary<MailPurpose, MailTemplate> Templates)
{
    /// <summary>Whom to ask, with telephone and address: what {{secretariat}} stands for.</summary>
    public string Contact => string.Join('\n', new[]
    {
        Secretariat,
        SecretariatPhone is null ? null : $"電話 {SecretariatPhone}",
        Secretariat.Contains(SecretariatMail, StringComparison.Ordinal) ? null : $"メール {SecretariatMail}",
    }.OfType<string>());
}

/// <summary>A mail's subject and text with placeholders.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
public sealed record MailTemplate(TextTemplate Subject, TextTemplate Body);

/// <summary>What a mail is for.</summary>
public enum MailPurpose
{
    /// <summary>依頼: a sheet is to be filled in.</summary>
    Task,

    /// <summary>督促, up to the deadline.</summary>
    Reminder,

    /// <summary>督促 after the deadline.</summary>
    Overdue,

    /// <summary>To the head of the section: still missing.</summary>
    Escalation,

    /// <summary>差戻し, with its reason.</summary>
    Return,

    /// <summary>A returned sheet is still missing, with the return's reason again.</summary>
    ReturnReminder,

    /// <summary>受理.</summary>
    Accepted,

    /// <summary>期限延長.</summary>
    Extension,

    /// <summary>期限延長の申請 was declined, with the reason; the deadline stays.</summary>
    ExtensionDeclined,

    /// <summary>担当替え: to the new leading department, a sheet was handed over to it.</summary>
    Reassigned,

    /// <summary>担当替え: to the former leading department, nothing more is asked of it.</summary>
    HandedOver,

    /// <summary>代理入力: to the department, look at what the secretariat handed in for it.</summary>
    OnBehalf,

    /// <summary>評価依頼: a ballot is open.</summary>
    Ballot,

    /// <summary>A ballot is still missing, up to the deadline.</summary>
    BallotReminder,

    /// <summary>A ballot is still missing after the deadline.</summary>
    BallotOverdue,

    /// <summary>To the secretariat: the ballots are closed, compile the opinions.</summary>
    Compile,

    /// <summary>To the chair: approve the document.</summary>
    Approval,

    /// <summary>To the secretariat: the chair sent the opinions back, with a comment.</summary>
    SentBack,

    /// <summary>公表: to the secretariat and each member.</summary>
    Published,

    /// <summary>To each department: what the committee said.</summary>
    Feedback,

    /// <summary>訂正: a new version, with its reason; to each member, the secretariat and the departments whose items changed.</summary>
    Correction,

    /// <summary>締切: the stage was closed, with a reason, and the sheet is recorded as 未提出.</summary>
    Closed,

    /// <summary>To the secretariat: what came in since the last one, gathered.</summary>
    Digest,

    /// <summary>検討の依頼: to each member of a group, the sheets are there to work on.</summary>
    GroupWork,

    /// <summary>検討の督促: to each member of a group that has not finished, before and after the deadline.</summary>
    GroupReminder,

    /// <summary>取下げ: the sheet is not asked for any more, with the reason.</summary>
    Withdrawn,
}
