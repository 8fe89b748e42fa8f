using System.Globalization;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Spectre.Console;

namespace GyoseiFlow.Local.Demo;

/// <summary>What the year came to, for the person who watched it.</summary>
internal static class DemoSummary
{
    public static void Show(IAnsiConsole console, CycleStatus status, DemoFolder folder, TimeSpan elapsed)
    {
        var table = new Table().Title("結果").AddColumn("項目").AddColumn(new TableColumn("数").RightAligned());
        foreach (var (state, count) in status.Sheets)
        {
            table.AddRow($"個票（{state.Label()}）", Number(count));
        }

        foreach (var (purpose, count) in status.SentMails)
        {
            table.AddRow($"メール（{Label(purpose)}）", Number(count));
        }

        table.AddRow("メール合計", Number(status.SentMails.Values.Sum()));
        table.AddRow("未送信・不明のメール", Number(status.Mails.Where(m => m.Key != OutboxState.Sent).Sum(m => m.Value)));
        console.Write(table);
        console.WriteLine($"意見書   {folder.Document}");
        console.WriteLine($"公開一覧 {folder.SiteIndex}");
        console.WriteLine($"メール   {folder.Mail}");
        console.WriteLine($"記録     {folder.Store}");
        console.WriteLine($"所要時間 {elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)}秒");
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Label(MailPurpose purpose) => purpose switch
    {
        MailPurpose.Task => "依頼",
        MailPurpose.Reminder => "督促",
        MailPurpose.Escalation => "所属長への連絡",
        MailPurpose.Return => "差戻し",
        MailPurpose.Accepted => "受理",
        MailPurpose.Extension => "期限延長",
        MailPurpose.Ballot => "委員への評価依頼",
        MailPurpose.BallotReminder => "委員への督促",
        MailPurpose.Compile => "意見とりまとめの連絡",
        MailPurpose.Approval => "会長への承認依頼",
        MailPurpose.SentBack => "会長からの差戻し",
        MailPurpose.Published => "公表の連絡",
        MailPurpose.Feedback => "部署への結果通知",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "No such purpose."),
    };
}
