using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The names of the document's chapters and sections.</summary>
internal static class Headings
{
    public const string Contents = "目次";
    public const string Corrections = "訂正";
    public const string Body = "本編";
    public const string AppendixPart = "資料編";
    public const string Introduction = "はじめに";
    public const string Effects = "財政効果額について";
    public const string NoEffects = "記載はありません。";
    public const string Method = "評価方法について";
    public const string MethodFlow = "評価の流れ";
    public const string MethodHow = "評価方法";
    public const string MethodRules = "評点と総合評価の決め方";
    public const string OverviewItems = "取組状況一覧【取組項目別】";
    public const string OverviewMeasures = "取組状況一覧【実践項目別】";
    public const string Items = "Ⅰ 取組項目別の評価について";
    public const string Opinions = "委員の意見等";
    public const string NoOpinions = "意見はありませんでした。";
    public const string ItemSummary = "1 取組項目別・評価集計";
    public const string ThemeSummary = "2 テーマ別・評価集計";
    public const string ItemRemarks = "【取組項目別の評価集計結果について】";
    public const string ThemeRemarks = "【テーマ別の評価集計結果について】";
    public const string GeneralReview = "総評";

    /// <summary>The chapter on scores. How effective the measures were is for the committee to say.</summary>
    public static string Review(ReviewedYear year) => YearCommittee.TakesPart(year) ? "取組の有効性の評価について" : "取組の評価について";

    /// <summary>The section that adds the scores up.</summary>
    public static string Effectiveness(ReviewedYear year) => YearCommittee.TakesPart(year) ? "Ⅱ 取組の有効性について" : "Ⅱ 評価の集計";

    /// <summary>The document's title with its year.</summary>
    public static string Document(ReviewedYear year) => $"{year.Plan.Document.Title}（{year.Cycle.Year.Label}）｜{year.Plan.Name}";

    /// <summary>What the document is called where it has no better name: a committee's opinion, or else a report.</summary>
    public static string Kind(Plan plan) => plan.Committee.Scores ? "意見書" : "報告書";

    /// <summary>What the cover says of the year.</summary>
    public static string Year(ReviewedYear year) => year.Plan.IsScored ? $"{year.Cycle.Year.Label}評価" : year.Cycle.Year.Label;

    public static string Roster(ReviewedYear year) => $"{year.Plan.Committee.Name}委員名簿";

    public static string Appendix(ReviewedYear year) => $"資料編　{year.Cycle.Year.Label}進捗状況シート";
}
