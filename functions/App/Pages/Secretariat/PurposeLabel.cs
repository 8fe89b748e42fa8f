using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What mails are called.</summary>
public static class PurposeLabel
{
    /// <summary>The Japanese label.</summary>
    public static string Label(this MailPurpose purpose) => purpose switch
    {
        MailPurpose.Task => "依頼",
        MailPurpose.Reminder => "督促（期限前）",
        MailPurpose.Overdue => "督促（期限後）",
        MailPurpose.Escalation => "所属長への連絡",
        MailPurpose.Return => "差戻し",
        MailPurpose.ReturnReminder => "差戻し後の督促",
        MailPurpose.Accepted => "受理",
        MailPurpose.Extension => "期限延長",
        MailPurpose.ExtensionDeclined => "期限延長の不承認",
        MailPurpose.Reassigned => "引継ぎの依頼",
        MailPurpose.HandedOver => "引継ぎ済みの連絡",
        MailPurpose.OnBehalf => "代理入力の連絡",
        MailPurpose.Ballot => "評価の依頼",
        MailPurpose.BallotReminder => "評価の督促（期限前）",
        MailPurpose.BallotOverdue => "評価の督促（期限後）",
        MailPurpose.Compile => "意見とりまとめの依頼",
        MailPurpose.Approval => "承認の依頼",
        MailPurpose.SentBack => "会長からの修正依頼",
        MailPurpose.Published => "公表の連絡",
        MailPurpose.Feedback => "結果の報告",
        MailPurpose.Correction => "訂正の連絡",
        MailPurpose.Closed => "受付終了の連絡",
        MailPurpose.Withdrawn => "取下げの連絡",
        MailPurpose.Digest => "事務局へのお知らせ",
        MailPurpose.GroupWork => "グループへの検討の依頼",
        MailPurpose.GroupReminder => "グループへの督促",
        _ => purpose.ToString(),
    };
}
