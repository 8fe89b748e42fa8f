using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>A change in the words of the 訂正 list.</summary>
public static class ChangeWords
{
    /// <summary>What stands where there was, or is, no value: it is not a zero and not a blank.</summary>
    public const string Nothing = "（なし）";

    /// <summary>What stands over the list.</summary>
    public static string Introduction(ReviewedYear year) =>
        $"この文書は、{Wareki.Format(year.FirstPublishedOn)}に公表した{Headings.Kind(year.Plan)}の第{Printed.Number(year.Version)}版（訂正版）です。"
        + "訂正した内容は次のとおりです。前の版は、公表したときのまま残しています。";

    /// <summary>第2版での訂正.</summary>
    public static string Name(Correction correction) => $"第{Printed.Number(correction.Version)}版での訂正";

    /// <summary>第2版での訂正（令和7年9月1日）.</summary>
    public static string Heading(Correction correction) => $"{Name(correction)}（{Wareki.Format(correction.On)}）";

    /// <summary>第2版での訂正の内容（3か所）.</summary>
    public static string Caption(Correction correction) =>
        $"{Name(correction)}の内容（{Printed.Number(correction.Changes.Length)}か所）";

    /// <summary>Which one: a measure's and an item's number stand before the name.</summary>
    public static string Subject(FigureChange change) => change.Of is ChangedSubject.Measure or ChangedSubject.Item
        ? $"{change.Subject.Code} {change.Subject.Name}"
        : change.Subject.Name;

    /// <summary>Whether before and after are texts, of which only what differs is shown.</summary>
    public static bool IsText(FigureChange change) => change.Figure is ChangedFigure.Answer or ChangedFigure.Opinion;

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
