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
        ["cycle"] => "年度の評価",
        ["secretariat"] => "事務局",
        ["opinions"] => "意見",
        _ => subject,
    };
}
