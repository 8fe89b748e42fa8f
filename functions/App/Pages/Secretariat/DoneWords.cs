namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What a page says after something was done.</summary>
internal static class DoneWords
{
    /// <summary>The sentence for a word, or null.</summary>
    public static string? Of(string? word) => word switch
    {
        "accept" => "受理しました。部署にお知らせのメールを送ります。",
        "return" => "差し戻しました。理由と新しい期限を部署にメールで知らせます。",
        "extend" => "期限を延長しました。部署にメールで知らせます。",
        "decline" => "期限延長の申請を認めませんでした。理由を部署にメールで知らせます。",
        "remind" => "督促のメールを5分以内に送ります。",
        "reassign" => "担当部署を変更しました。新しい担当部署にメールで知らせます。",
        "comment" => "コメントを書き込みました。",
        "end" => "取組の終了を記録しました。次に始まる年度の評価から反映されます。",
        "undoend" => "取組の終了の記録を取り消しました。",
        "adopted" => "計画の変更をこの年度に取り込みました。個票への反映とお知らせのメールは、順に行います。",
        "open" => "年度の評価を始めました。担当部署に依頼のメールを送ります。",
        "resend" => "もう一度送るように手配しました。結果は一覧に表示されます。",
        "person-added" => "担当者を追加しました。",
        "person-changed" => "担当者の登録を変更しました。サインイン中だった場合は、サインインし直すと反映されます。",
        "person-left" => "担当者の登録を外しました。サインイン中だった場合も、すぐに使えなくなります。",
        "contact-changed" => "部署の宛先を変更しました。これから送るメールとサインインに使います。前のアドレスでサインイン中だった人は、使えなくなります。",
        "contact-reset" => "部署の宛先を、計画ファイルの内容に戻しました。",
        _ => null,
    };
}
