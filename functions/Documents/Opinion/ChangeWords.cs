using GyoseiFlow.Review.Corrections;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>A change in the words of the 訂正 list.</summary>
public static class ChangeWords
{
    /// <summary>What stands where there was, or is, no value: it is not a zero and not a blank.</summary>
    public const string Nothing = "（なし）";

    /// <summary>評点（進捗度）, 総合評価, 記載を訂正（特記事項）, 意見を追加（3件目）.</summary>
    public static string What(FigureChange change)
    {
        var what = change.Figure switch
        {
            ChangedFigure.Opinion => "意見を" + Act(change),
            ChangedFigure.Answer when change.Before is null || change.After is null => "記載を" + Act(change),
            ChangedFigure.Closing => change.Detail?.Name ?? "",
            _ => change.Figure.Label(),
        };
        return change.Figure == ChangedFigure.Closing || change.Detail is null ? what : $"{what}（{change.Detail.Name}）";
    }

    private static string Act(FigureChange change) => change switch
    {
        { Before: null } => "追加",
        { After: null } => "削除",
        _ => "訂正",
    };
}
