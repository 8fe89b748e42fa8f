using System.Globalization;
using GyoseiFlow.App.Pages.Secretariat;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>A digest in words: what there is, each with the page to open on a line of its own.</summary>
internal sealed class DigestText(Plan plan, string cycleId, Digest digest)
{
    /// <summary>In one line.</summary>
    public string Summary => string.Join('・', new[]
    {
        Count("期限延長の申請", digest.Requests.Count),
        Count("提出", digest.Submitted.Count),
        Count("コメント", digest.Commented.Count),
        Count("届いていないメール", digest.Mails.Count),
    }.OfType<string>());

    /// <summary>One by one.</summary>
    public string Details => string.Join("\n\n", new[]
    {
        Section("期限延長の申請（回答を待っています）", digest.Requests.Select(r =>
            $"{Name(r.Sheet)} 希望する期限 {Wareki.FormatWithWeekday(r.Request.Wanted)}\n{Page(r.Sheet)}")),
        Section("提出された個票（確認を待っています）", digest.Submitted.Select(s => $"{Name(s)}\n{Page(s)}")),
        Section("新しいコメントのある個票", digest.Commented.Select(s => $"{Name(s)}\n{Page(s)}")),
        Section("届いていない、または届いたか分からないメール", digest.Mails.Select(m =>
            $"{m.State.Label()}：{m.Message.Subject.ReplaceLineEndings(" ")}\n{Link(SecretariatPaths.Mail(cycleId, m.Key.Subject, $"{m.Key.Purpose}", m.Key.Occasion))}")),
    }.OfType<string>());

    private static string? Section(string title, IEnumerable<string> entries) =>
        entries.ToArray() is { Length: > 0 } some ? $"■{title}{some.Length.ToString(CultureInfo.InvariantCulture)}件\n{string.Join('\n', some)}" : null;

    private static string? Count(string what, int count) => count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{what}{count}件");

    private string Name(Sheet sheet) =>
        $"No.{sheet.Measure} {plan.Measure(sheet.Measure).Name}（{plan.Department(sheet.Departments[0]).Name}）";

    private string Page(Sheet sheet) => Link(SecretariatPaths.Sheet(cycleId, sheet.Measure));

    private string Link(string path) => plan.Mail.BaseUrl + path;
}
