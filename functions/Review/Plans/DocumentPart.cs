using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans;

/// <summary>A part of the published document; a plan names those that its document has, in order.</summary>
public enum DocumentPart
{
    /// <summary>はじめに.</summary>
    Introduction,

    /// <summary>財政効果額.</summary>
    Effects,

    /// <summary>評価の流れと評価方法.</summary>
    Method,

    /// <summary>取組項目の一覧, under their headings.</summary>
    Overview,

    /// <summary>取組項目別の評価: scores, means, opinions.</summary>
    ItemReviews,

    /// <summary>評価集計: tables and charts of scores and grades.</summary>
    Effectiveness,

    /// <summary>取組項目ごとの指標の表 (Ebetsu): initial value, targets and actual values by year, with the year's texts.</summary>
    IndicatorTables,

    /// <summary>指標の推移: attainment and trend charts.</summary>
    Trends,

    /// <summary>取組ごとの目標と状況 (Sapporo).</summary>
    Initiatives,

    /// <summary>進捗状況: each part's step, means and labels (Fuchu).</summary>
    Progress,

    /// <summary>部会の検討結果: the groups' copies side by side, and the records of their meetings (Fuchu).</summary>
    GroupCopies,

    /// <summary>取組項目（個票）: profiles with grids of years (Toyama).</summary>
    Profiles,

    /// <summary>総評.</summary>
    GeneralReview,

    /// <summary>委員名簿.</summary>
    Roster,

    /// <summary>計画の変遷: names, departments and thresholds of former years, where they were others.</summary>
    History,

    /// <summary>資料編: every sheet's answers.</summary>
    Appendix,

    /// <summary>用語解説.</summary>
    Glossary,
}

/// <summary>Which parts a document has.</summary>
public static class DocumentParts
{
    /// <summary>Those that the plan has something for, where it doesn't name them.</summary>
    public static ImmutableArray<DocumentPart> Of(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var texts = plan.Document;
        var hasIndicators = plan.Measures.Any(m => m.Indicator is not null);
        var isByYear = plan.Form.Any(f => f.Kind == FieldKind.Indicator);
        var hasProgress = plan.Form.Any(f => f.Kind == FieldKind.Progress);
        (DocumentPart Part, bool IsThere)[] parts =
        [
            (DocumentPart.Introduction, texts.Introduction.Text.Length > 0),
            (DocumentPart.Effects, texts.Effects.Length > 0 || !texts.EffectRows.IsEmpty),
            (DocumentPart.Method, plan.IsScored || texts.Flow.Text.Length > 0 || texts.Method.Text.Length > 0),
            (DocumentPart.Overview, true),
            (DocumentPart.ItemReviews, plan.IsScored),
            (DocumentPart.Effectiveness, plan.IsScored),
            (DocumentPart.IndicatorTables, isByYear),
            (DocumentPart.Trends, isByYear),
            (DocumentPart.Initiatives, hasIndicators && !isByYear),
            (DocumentPart.Progress, hasProgress),
            (DocumentPart.GroupCopies, !plan.Committee.Groups.IsEmpty),
            (DocumentPart.Profiles, !plan.Profile.IsEmpty),
            (DocumentPart.GeneralReview, texts.GeneralReview.Text.Length > 0),
            (DocumentPart.Roster, plan.Committee.Exists),
            (DocumentPart.History, true),
            (DocumentPart.Appendix, plan.IsScored || (!hasIndicators && !hasProgress && plan.Profile.IsEmpty)),
            (DocumentPart.Glossary, !plan.Glossary.IsEmpty),
        ];
        return [.. parts.Where(p => p.IsThere).Select(p => p.Part)];
    }
}
