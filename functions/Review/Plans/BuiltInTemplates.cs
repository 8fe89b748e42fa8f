namespace GyoseiFlow.Review.Plans;

/// <summary>
/// What mails say whose purpose came after the first plans were written. A plan may say it in its own words; one that doesn't stays sound.
/// </summary>
internal static class BuiltInTemplates
{
    private static readonly MailTemplate ExtensionDeclined = Template(
        "【期限延長の申請について】{{sheet}}（期限 {{due}}）",
        """
        {{name}} ご担当者様

        次の個票について申請のあった期限の延長は、認められませんでした。

        {{measures}}

        理由
        {{reason}}

        提出期限は変わりません：{{due}}
        提出するページ：{{link}}

        問い合わせ先
        {{secretariat}}
        """);

    private static readonly MailTemplate Closed = Template(
        "【受付の終了】{{sheet}}",
        """
        {{name}} ご担当者様

        {{plan}}の{{year}}の自己評価について、次の個票の受付を終えました。
        提出がなかったため「未提出」と記録しました。これから提出することはできません。

        {{measures}}

        受付を終えた理由
        {{reason}}

        記録を確かめるページ：{{link}}

        問い合わせ先
        {{secretariat}}
        """);

    private static readonly MailTemplate Withdrawn = Template(
        "【取下げ】{{sheet}}",
        """
        {{name}} ご担当者様

        {{plan}}の{{year}}の次の個票は、取り下げました。入力や提出の必要はありません。
        入力の途中だった内容は、記録に残っています。

        {{measures}}

        取り下げた理由
        {{reason}}

        記録を確かめるページ：{{link}}

        問い合わせ先
        {{secretariat}}
        """);

    private static readonly MailTemplate Digest = Template(
        "【事務局へのお知らせ】{{year}} {{summary}}",
        """
        {{addressee}}

        {{plan}}の{{year}}について、新しい動きがあります。

        {{details}}

        進捗のページ：{{link}}
        """);

    private static readonly MailTemplate GroupWork = Template(
        "【検討のお願い】{{plan}} {{year}} {{group}}（{{due}}まで）",
        """
        {{name}} 様

        {{plan}}の{{year}}のシートがそろいました。{{group}}での検討をお願いします。

        1 していただくこと
        シートに、話し合いの結果を書き加えてください。会議の記録（日時、場所、出席者の人数）も入力してください。
        終わったら、「検討を終える」を押してください。

        2 期限
        {{due}}

        3 開くページ
        {{link}}

        問い合わせ先
        {{secretariat}}
        """);

    private static readonly MailTemplate GroupReminder = Template(
        "【確認】{{plan}} {{year}} {{group}}の検討（期限 {{due}}）",
        """
        {{name}} 様

        {{group}}の検討が、まだ終わっていません（期限 {{due}}、{{left}}）。

        次のページで続きを入力し、終わったら「検討を終える」を押してください。
        {{link}}

        期限までに終えることが難しいときは、次までご連絡ください。
        行き違いで終わっている場合は、ご容赦ください。
        {{secretariat}}
        """);

    /// <summary>The template for plans without one of their own, or null when every plan has one.</summary>
    public static MailTemplate? Of(MailPurpose purpose) => purpose switch
    {
        MailPurpose.ExtensionDeclined => ExtensionDeclined,
        MailPurpose.Closed => Closed,
        MailPurpose.Withdrawn => Withdrawn,
        MailPurpose.Digest => Digest,
        MailPurpose.GroupWork => GroupWork,
        MailPurpose.GroupReminder => GroupReminder,
        _ => null,
    };

    private static MailTemplate Template(string subject, string body) =>
        new(new TextTemplate(subject), new TextTemplate(body.ReplaceLineEndings("\n") + "\n"));
}
