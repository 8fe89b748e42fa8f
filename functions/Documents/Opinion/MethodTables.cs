using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The tables of the chapters on effects and method.</summary>
internal static class MethodTables
{
    public static PaperTable Effects(DocumentTexts texts) => Labelled("主な取組の財政効果額", "主な取組", 30, "財政効果額", 12, texts.EffectRows);

    public static PaperTable Flow(DocumentTexts texts) => Labelled("年度ごとの評価の流れ", "年度", 10, "行ったこと", 32, texts.FlowRows);

    public static PaperTable CommitteeScale(CommitteePlan committee) => PaperTable.Of(
        $"{committee.Name}の評価基準",
        [PaperColumn.Number("評点", 4), PaperColumn.Words("評価基準", 30)],
        Enumerable.Range(0, committee.Max - committee.Min + 1).Select(i => committee.Max - i)
            .Select(score => ImmutableArray.Create<PaperCell>(score, committee.Labels.GetValueOrDefault(score))));

    public static PaperTable Criteria(ScoringRules rules) => PaperTable.Of(
        "評価項目と評点",
        [PaperColumn.Words("評価項目", 10), PaperColumn.Number("評点", 4), PaperColumn.Words("評点の意味", 26)],
        rules.Criteria.SelectMany(c => RuleWords.Scores(c).Select(score =>
            ImmutableArray.Create<PaperCell>(c.Name, score, c.Labels.GetValueOrDefault(score)))));

    public static PaperTable Grades(ScoringRules rules) => PaperTable.Of(
        "総合評価の区分",
        [PaperColumn.Mark("総合評価", 6), PaperColumn.Words("実践項目（評点の合計）", 16), PaperColumn.Words("取組項目・テーマ（平均値の合計）", 16)],
        RuleWords.GradeNames(rules).Select(grade => ImmutableArray.Create<PaperCell>(
            grade, RuleWords.Range(rules.MeasureGrades, grade), RuleWords.Range(rules.MeanGrades, grade))));

    private static PaperTable Labelled(
        string caption, string label, int labelWidth, string text, int textWidth, ImmutableArray<LabelledText> rows) => PaperTable.Of(
        caption,
        [PaperColumn.Words(label, labelWidth), PaperColumn.Words(text, textWidth)],
        rows.Select(row => ImmutableArray.Create<PaperCell>(row.Label, row.Text)));
}
