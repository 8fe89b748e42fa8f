using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What mails and log entries are about, in words.</summary>
internal static class Subjects
{
    /// <summary>The words for a subject's id.</summary>
    public static string Label(Plan plan, string subject) => subject.Split('-', 2) switch
    {
        ["sheet", var code] => $"No.{code} {plan.Measures.FirstOrDefault(m => m.Code == code)?.Name}".Trim(),
        ["ballot", var member] => $"評価（{Actors.Label(plan, $"member:{member}")}）",
        ["feedback", var department] => Actors.Label(plan, $"department:{department}"),
        ["person", var person] => $"担当者（{person}）",
        ["contact", _] => plan.Departments.FirstOrDefault(d => RecordKeys.ContactSubject(plan.Id, d.Id) == subject)?.Name ?? "部署",
        ["measure", _] when plan.Measures.FirstOrDefault(m => RecordKeys.MeasureSubject(plan.Id, m.Code) == subject) is { } measure =>
            $"No.{measure.Code} {measure.Name}",
        ["measure", _] => "取組",
        ["cycle"] => "年度の評価",
        ["secretariat"] => "事務局",
        ["opinion", ..] => "意見（案）",
        ["opinions"] => "意見",
        ["chapters"] => "公表する文章",
        _ => subject,
    };

    /// <summary>What a mail is about: every sheet of a letter about several.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="sheets">The codes of the sheets that it is about, if it is a letter.</param>
    public static string OfMail(Plan plan, OutboxMail mail, IEnumerable<string> sheets) =>
        sheets.ToArray() is { Length: > 1 } several ? $"{string.Join("、", several.Select(s => $"No.{s}"))}の{several.Length}件" : Label(plan, mail.Key.Subject);

    /// <summary>The same, a person under the name that they had then.</summary>
    public static string Label(Plan plan, PersonNames names, string subject, DateTimeOffset at) =>
        subject.Split('-', 2) is ["person", var person] && names.Of(person, at) is { } name ? name : Label(plan, subject);
}
