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

    /// <summary>資料編: every sheet's answers.</summary>
    Appendix,

    /// <summary>用語解説.</summary>
    Glossary,
}
