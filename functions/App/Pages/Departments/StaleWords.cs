using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>What became of a sheet while its form was open.</summary>
internal static class StaleWords
{
    /// <summary>What happened, in a sentence.</summary>
    public static string Of(SheetFile file) => file.Sheet.State switch
    {
        SheetState.Submitted => $"この画面を開いた後に、{HandedIn(file)}",
        SheetState.Accepted => "この画面を開いた後に、事務局が個票を受理しました。",
        SheetState.Missing => "この画面を開いた後に、受付が締め切られ、この個票は「未提出」と記録されました。",
        SheetState.Withdrawn => "この画面を開いた後に、この個票は取り下げられました。",
        _ => "この画面を開いた後に、個票の状態が変わりました。",
    };

    /// <summary>What can be done now.</summary>
    public static string Next(SheetFile file, bool isOnBehalf) => file.Sheet.State switch
    {
        SheetState.Submitted when isOnBehalf => "直すときは、個票を差し戻してから入力してください。",
        SheetState.Submitted =>
            "直すときは、別のタブで個票を開き、「提出を取り戻して直す」を押してから、この画面の「もう一度保存する」を押してください。提出された内容と、この画面の入力を合わせます。",
        SheetState.Accepted => "受理された個票は直せません。直したい点があるときは、事務局に連絡してください。",
        SheetState.Missing => "事情があるときは、事務局に相談してください。",
        SheetState.Withdrawn => "入力や提出の必要はありません。",
        _ => "個票を開いて、いまの状態を確かめてください。",
    };

    private static string HandedIn(SheetFile file)
    {
        if (file.Versions is not [.., var last])
        {
            return "個票が提出されました。";
        }

        var (who, at) = (SheetWords.Actor(file.Plan, last.By), SheetWords.Moment(last.At));
        return last.IsOnBehalf ? $"{who}が担当部署に代わって入力し、提出しました（{at}）。" : $"{who}が提出しました（{at}）。";
    }
}
