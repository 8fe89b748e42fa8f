namespace GyoseiFlow.App.Pages.Committee;

/// <summary>What a page says after something was done.</summary>
internal static class DoneWords
{
    /// <summary>The sentence for a word, or null.</summary>
    public static string? Of(string? word) => word switch
    {
        "saved" => "下書きを保存しました。",
        "handed-in" => "評価を提出しました。受付が終わるまでは、内容を直してもう一度提出できます。",
        "approved" => "意見書を承認しました。",
        "sent-back" => "意見書を事務局に戻しました。直った意見書が届いたら、メールでお知らせします。",
        _ => null,
    };
}
