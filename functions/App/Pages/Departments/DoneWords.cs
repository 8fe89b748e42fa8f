namespace GyoseiFlow.App.Pages.Departments;

/// <summary>What a page says after something was done.</summary>
internal static class DoneWords
{
    /// <summary>The sentence for a word, or null.</summary>
    public static string? Of(string? word) => word switch
    {
        "saved" => "下書きを保存しました。まだ提出していません。",
        "merged" => "下書きを保存しました。この画面を開いた後にほかで保存された内容も、合わせてあります。まだ提出していません。",
        "kept" => "下書きを保存しました。計画の変更で様式からなくなった欄への入力は、この画面の下の「いまの様式にない回答」に残しました。まだ提出していません。",
        "submitted" => "提出しました。次は事務局が内容を確認します。受理または差戻しになったら、メールでお知らせします。",
        "on-behalf" => "代理で提出しました。担当部署に確認のメールを送ります。",
        "taken-back" => "提出を取り戻しました。内容を直して、もう一度提出してください。",
        "asked" => "期限の延長を申請しました。事務局の回答を待ってください。",
        "commented" => "コメントを書き込みました。",
        "handed-over" => "個票を引き継ぎました。引き継いだ部署にメールを送ります。",
        _ => null,
    };
}
