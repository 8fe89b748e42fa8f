using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans;

/// <summary>The opinion document's texts that no figure gives: written by people, in Markdown, with placeholders for figures.</summary>
/// <param name="Title">e.g. 取組の有効性に関する意見書.</param>
/// <param name="Licence">The licence of the data, e.g. PDL1.0.</param>
/// <param name="Introduction">はじめに.</param>
/// <param name="Effects">財政効果額: the total.</param>
/// <param name="EffectRows">財政効果額: its main parts.</param>
/// <param name="Flow">評価の流れ: the text before the table.</param>
/// <param name="FlowRows">評価の流れ: year by year.</param>
/// <param name="Method">評価方法.</param>
/// <param name="ItemRemarks">【取組項目別の評価集計結果について】.</param>
/// <param name="ThemeRemarks">【テーマ別の評価集計結果について】.</param>
/// <param name="GeneralReview">総評.</param>
public sealed record DocumentTexts(
    string Title,
    string Licence,
    TextTemplate Introduction,
    string Effects,
    ImmutableArray<LabelledText> EffectRows,
    TextTemplate Flow,
    ImmutableArray<LabelledText> FlowRows,
    TextTemplate Method,
    TextTemplate ItemRemarks,
    TextTemplate ThemeRemarks,
    TextTemplate GeneralReview)
{
    /// <summary>Whether a part of the document shows former years' answers.</summary>
    public bool ShowsFormerYears => Parts.Any(p => p is DocumentPart.IndicatorTables or DocumentPart.Trends or DocumentPart.Initiatives
        or DocumentPart.Progress or DocumentPart.Profiles);

    /// <summary>The parts that the document has, in order.</summary>
    public ImmutableArray<DocumentPart> Parts { get; init; } =
    [
        DocumentPart.Introduction, DocumentPart.Effects, DocumentPart.Method, DocumentPart.Overview, DocumentPart.ItemReviews,
        DocumentPart.Effectiveness, DocumentPart.GeneralReview, DocumentPart.Roster, DocumentPart.History,
        DocumentPart.Appendix,
    ];
}

/// <summary>A row of a two-column table.</summary>
/// <param name="Label">The row's head.</param>
/// <param name="Text">Its text.</param>
public sealed record LabelledText(string Label, string Text);
