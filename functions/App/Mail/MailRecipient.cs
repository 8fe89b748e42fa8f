using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Mail;

/// <summary>Whom a mail that isn't about a sheet goes to: one person or one office, never several citizens at once.</summary>
/// <param name="Subject">What the mail is about, in its key.</param>
/// <param name="Name">The name.</param>
/// <param name="Honorific">様 for a person, 御中 for an office.</param>
/// <param name="Mail">The address.</param>
internal sealed record MailRecipient(string Subject, string Name, string Honorific, string Mail)
{
    public static MailRecipient Of(Member member, Plan plan) =>
        new(RecordKeys.BallotSubject(member.Id), $"{plan.Committee.Name} {member.Role}", "様", member.Mail);

    public static MailRecipient Of(Department department) =>
        new(RecordKeys.FeedbackSubject(department.Id), department.Name, "御中", department.Mail!);

    public static MailRecipient Secretariat(Plan plan) =>
        new(RecordKeys.CycleSubject, plan.Mail.FromName, "御中", plan.Mail.SecretariatMail);
}
