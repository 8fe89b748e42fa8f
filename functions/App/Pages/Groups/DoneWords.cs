namespace GyoseiFlow.App.Pages.Groups;

/// <summary>What a page says after something was done.</summary>
internal static class DoneWords
{
    /// <summary>The sentence for a word, or null.</summary>
    public static string? Of(string? word) => word switch
    {
        "saved" => "保存しました。",
        "merged" => "保存しました。グループのほかの人が先に保存した内容も、合わせて残っています。",
        "meeting-saved" => "会議の記録を保存しました。",
        "meeting-removed" => "会議の記録を削除しました。削除した記録は、操作の記録に残っています。",
        "finished" => "検討を終えたことを記録しました。公表が決まるまでは、内容を直してもう一度終えることができます。",
        _ => null,
    };
}
