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

    private static readonly MailTemplate Digest = Template(
        "【事務局へのお知らせ】{{year}} {{summary}}",
        """
        {{addressee}}

        {{plan}}の{{year}}について、新しい動きがあります。

        {{details}}

        進捗のページ：{{link}}
        """);

    /// <summary>The template for plans without one of their own, or null when every plan has one.</summary>
    public static MailTemplate? Of(MailPurpose purpose) => purpose switch
    {
        MailPurpose.ExtensionDeclined => ExtensionDeclined,
        MailPurpose.Closed => Closed,
        MailPurpose.Digest => Digest,
        _ => null,
    };

    private static MailTemplate Template(string subject, string body) =>
        new(new TextTemplate(subject), new TextTemplate(body.ReplaceLineEndings("\n") + "\n"));
}
