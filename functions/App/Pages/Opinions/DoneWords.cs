namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>What a page says after something was done.</summary>
internal static class DoneWords
{
    /// <summary>Behind a word: texts were saved with it.</summary>
    public const string WithWords = ".words";

    /// <summary>The sentence for a word, or null.</summary>
    public static string? Of(string? word) => word switch
    {
        "begun" => "とりまとめを始めました。委員の意見が、1件ずつ公表する文章の案になっています。",
        "sent" => "会長に送りました。会長にはメールでお知らせしています。",
        "released" => "公表することに決めました。公表の日に公開します。",
        OpinionEdit.Reword => "文章を保存しました。",
        OpinionEdit.Merge => "選んだ文章を1つにまとめました。もとの意見は残っています。",
        OpinionEdit.Move => "順番を変えました。",
        OpinionEdit.LeaveOut => "載せないことにしました。文章と理由はここに残ります。",
        OpinionEdit.TakeIn => "載せることに戻しました。",
        OpinionEdit.Add => "文章を追加しました。",
        "text-saved" => "文章を保存しました。プレビューに反映されています。",
        "text-back" => "計画ファイルの文章に戻しました。",
        "corrected" => "訂正の案を保存しました。まだ公表していません。下の変更点を確認してください。",
        "ordered" => "訂正版の公表を始めました。まもなく公開されます。",
        not null when word.EndsWith(WithWords, StringComparison.Ordinal) && Of(word[..^WithWords.Length]) is { } sentence =>
            sentence + "直した文章も保存しました。",
        _ => null,
    };
}
