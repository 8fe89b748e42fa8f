using System.Globalization;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Demo;

/// <summary>What the year came to, for the person who watched it.</summary>
internal static class DemoSummary
{
    public static void Show(TextWriter output, CycleStatus status, DemoFolder folder, bool hasBallots, TimeSpan elapsed)
    {
        output.WriteLine();
        output.WriteLine("結果");
        foreach (var (state, count) in status.Sheets)
        {
            Row(output, $"個票（{state.Label()}）", count);
        }

        foreach (var (purpose, count) in status.SentMails)
        {
            Row(output, $"メール（{Label(purpose)}）", count);
        }

        Row(output, "メール合計", status.SentMails.Values.Sum());
        Row(output, "未送信・不明のメール", status.Mails.Where(m => m.Key != OutboxState.Sent).Sum(m => m.Value));
        output.WriteLine($"{(hasBallots ? "意見書  " : "公表文書")} {folder.Document}");
        output.WriteLine($"公開一覧 {folder.SiteIndex}");
        output.WriteLine($"メール   {folder.Mail}");
        output.WriteLine($"記録     {folder.Store}");
        if (folder.Azurite is { } azurite)
        {
            output.WriteLine($"Azurite  {azurite.Name}（要求 {azurite.Requests.ToString("N0", CultureInfo.InvariantCulture)}回）");
        }

        output.WriteLine($"所要時間 {elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)}秒");
    }

    // Japanese characters take two columns of a terminal each.
    private static void Row(TextWriter output, string label, int count) =>
        output.WriteLine($"  {label}{new string(' ', Math.Max(1, 34 - (2 * label.Length)))}{Number(count),5}");

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Label(MailPurpose purpose) => purpose switch
    {
        MailPurpose.Task => "依頼",
        MailPurpose.Reminder => "督促",
        MailPurpose.Overdue => "期限後の督促",
        MailPurpose.Escalation => "所属長への連絡",
        MailPurpose.Return => "差戻し",
        MailPurpose.ReturnReminder => "差戻し後の督促",
        MailPurpose.Accepted => "受理",
        MailPurpose.Extension => "期限延長",
        MailPurpose.ExtensionDeclined => "期限延長の申請への回答",
        MailPurpose.Reassigned => "新しい担当への引継ぎ",
        MailPurpose.HandedOver => "前の担当への引継ぎ",
        MailPurpose.OnBehalf => "代理入力の確認",
        MailPurpose.Ballot => "委員への評価依頼",
        MailPurpose.BallotReminder => "委員への督促",
        MailPurpose.BallotOverdue => "委員への期限後の督促",
        MailPurpose.Compile => "意見とりまとめの連絡",
        MailPurpose.Approval => "会長への承認依頼",
        MailPurpose.SentBack => "会長からの差戻し",
        MailPurpose.Published => "公表の連絡",
        MailPurpose.Feedback => "部署への結果通知",
        MailPurpose.Correction => "訂正の連絡",
        MailPurpose.Closed => "受付終了の連絡",
        MailPurpose.Withdrawn => "取下げの連絡",
        MailPurpose.Digest => "事務局へのお知らせ",
        MailPurpose.GroupWork => "グループへの検討の依頼",
        MailPurpose.GroupReminder => "グループへの督促",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "No such purpose."),
    };
}
