using System.Globalization;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.App.Records;

/// <summary>
/// Where records are. A cycle's records share its partition (named by the cycle's id), so that a change, its audit entry
/// and the mail that it causes commit together.
/// </summary>
internal static class RecordKeys
{
    /// <summary>The partition of plans.</summary>
    public const string Plans = "plans";

    /// <summary>The partition that lists the cycles.</summary>
    public const string Cycles = "cycles";

    /// <summary>The partition of people and of what ends their sessions.</summary>
    public const string People = "people";

    /// <summary>The partition of sessions, by their secret's hash.</summary>
    public const string Sessions = "sessions";

    /// <summary>The partition of sign-in codes, by their attempt's hash.</summary>
    public const string Codes = "codes";

    public const string Cycle = "cycle";

    public const string Opinions = "opinions";

    public const string OpinionWork = "opinion-work";

    /// <summary>The scores of a year whose members are forgotten.</summary>
    public const string UnattributedScores = "unattributed-scores";

    public const string Chapters = "chapters";

    public const string SheetPrefix = "sheet/";

    public const string BallotPrefix = "ballot/";

    public const string WatchPrefix = "watch/";

    public const string MailPrefix = "mail/";

    public const string NoticePrefix = "notice/";

    public const string WaitingPrefix = "waiting/";

    /// <summary>What waits for the secretariat's digest.</summary>
    public const string NewsPrefix = "news/";

    public const string AuditPrefix = "audit/";

    public const string VersionPrefix = "version/";

    public static string Person(string addressHash) => "person/" + addressHash;

    public static string Revocation(string addressHash) => "revocation/" + addressHash;

    public static string CodeCount(string addressHash) => "count/" + addressHash;
    public const string ExtensionRequestPrefix = "extension-request/";

    public const string CommentPrefix = "comment/";

    public static string ExtensionRequest(string measure) => ExtensionRequestPrefix + measure;

    public static string CommentsOf(string measure) => $"{CommentPrefix}{measure}/";

    public static string Comment(string measure, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{CommentsOf(measure)}{number:D4}");

    /// <summary>Changes with every plan that is taken in, in the partition of plans.</summary>
    public const string PlansChange = "plans-change";

    /// <summary>The prefix of the ends of a plan's measures, in the partition of plans.</summary>
    public static string EndingsOf(string planId) => $"ending/{planId}/";

    public static string Ending(string planId, string measure) => EndingsOf(planId) + measure;

    public static string PlansOf(string planId) => $"plan/{planId}/";

    public static string Plan(string planId, int edition) => string.Create(CultureInfo.InvariantCulture, $"plan/{planId}/{edition:D4}");

    public static string Grades(string planId, FiscalYear year) => string.Create(CultureInfo.InvariantCulture, $"grades/{planId}/{year.Year}");

    public static string PastGrades(string planId) => $"past/{planId}";

    public static string FormerAnswers(string planId) => $"former/{planId}";

    public const string GroupWorkPrefix = "group-work/";

    public static string GroupWork(string group) => GroupWorkPrefix + group;

    public static string Sheet(string measure) => SheetPrefix + measure;

    public static string Draft(string measure) => "draft/" + measure;

    /// <summary>What was typed into fields that a changed plan has no more.</summary>
    public static string KeptOf(string measure) => $"kept/{measure}/";

    public static string Kept(string measure, int adoption) => string.Create(CultureInfo.InvariantCulture, $"{KeptOf(measure)}{adoption:D4}");

    /// <summary>Every sheet has what an adopted plan makes of it.</summary>
    public static string AdoptionDone(int adoption) => string.Create(CultureInfo.InvariantCulture, $"adopted/{adoption:D4}");

    public const string SubmissionPrefix = "submission/";

    public static string Submission(string measure, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{SubmissionPrefix}{measure}/{version:D4}");

    public static string Ballot(string member) => BallotPrefix + member;

    public const string BallotDraftPrefix = "ballot-draft/";

    public static string BallotDraft(string member) => BallotDraftPrefix + member;

    public static string Watch(string subject) => WatchPrefix + subject;

    /// <summary>What is late although it was woken.</summary>
    public const string LatePrefix = "late/";

    public static string Late(string subject) => LatePrefix + subject;

    /// <summary>That an orchestration came to its end and the engine has forgotten it: nothing starts it again.</summary>
    public static string Purged(string instanceId) => "purged/" + instanceId;

    /// <summary>Whose request it is, is part of it: nobody's request can pass for another's, or for the clock's.</summary>
    public static string Audit(string by, string requestId) => $"{AuditPrefix}{by}/{requestId}";

    /// <summary>Mails that were sent again and are not dealt with yet: nothing else may be left that would deliver them.</summary>
    public const string ResendPrefix = "resend/";

    public static string Version(int version) => string.Create(CultureInfo.InvariantCulture, $"{VersionPrefix}{version:D4}");

    public static string Inputs(int version) => string.Create(CultureInfo.InvariantCulture, $"inputs/{version:D4}");

    /// <summary>What a mail or a watch is about, when it is a sheet.</summary>
    public static string SheetSubject(string measure) => "sheet-" + measure;

    /// <summary>What an audit entry is about, when it is a measure of a plan.</summary>
    public static string MeasureSubject(string planId, string measure) => $"measure-{planId}-{measure}";

    /// <summary>The addresses of departments that were changed since the plan files, in the partition of people, whose sessions end with them.</summary>
    public const string Contacts = "contacts";

    /// <summary>What an audit entry is about, when it is a department's addresses.</summary>
    public static string ContactSubject(string planId, string department) => $"{ContactSubjects}{planId}-{department}";

    /// <summary>How the subjects of such entries begin.</summary>
    public const string ContactSubjects = "contact-";

    /// <summary>What a mail or a watch is about, when it is a ballot.</summary>
    public static string BallotSubject(string member) => "ballot-" + member;

    /// <summary>What a mail is about, when it is the cycle as a whole.</summary>
    public const string CycleSubject = "cycle";

    /// <summary>What a mail is about, when it is the secretariat's digest.</summary>
    public const string SecretariatSubject = "secretariat";

    /// <summary>What an audit entry is about, when it is a plan.</summary>
    public static string PlanSubject(string planId) => "plan-" + planId;

    /// <summary>What a mail is about, when it is what the committee said to a department.</summary>
    public static string FeedbackSubject(string department) => "feedback-" + department;
}
