using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The plan's scoring rules in the words of the 評価方法 chapter, so that the text can't disagree with the sums.</summary>
internal static class RuleWords
{
    /// <summary>How totals become grades.</summary>
    public const string Grading = "総合評価は、次の表のとおり合計から決める。取組項目とテーマの合計は、評価項目ごとの平均値を丸めた後に合計したものとする。";

    /// <summary>What the criteria are and how many steps each has.</summary>
    public static string Criteria(ScoringRules rules)
    {
        var scales = rules.Criteria.Select(c => (c.Min, c.Max)).Distinct().ToList();
        return scales.Count == 1
            ? $"実践項目ごとに、{string.Join("・", rules.Criteria.Select(c => c.Name))}の{Printed.Number(rules.Criteria.Length)}項目を、それぞれ{Scale(rules.Criteria[0])}で評価する。"
            : $"実践項目ごとに、{string.Join("、", rules.Criteria.Select(c => $"{c.Name}（{Scale(c)}）"))}を評価する。";
    }

    /// <summary>A criterion's scores, the best first.</summary>
    public static IEnumerable<int> Scores(Criterion criterion) =>
        Enumerable.Range(0, criterion.Max - criterion.Min + 1).Select(i => criterion.Max - i);

    /// <summary>Every grade of both scales, the best first.</summary>
    public static IEnumerable<string> GradeNames(ScoringRules rules) =>
        rules.MeasureGrades.Thresholds.Concat(rules.MeanGrades.Thresholds).Select(t => t.Grade).Distinct();

    /// <summary>The notes under the table of grades.</summary>
    public static IEnumerable<string> GradeNotes(ScoringRules rules) =>
    [
        .. Caps(rules),
        $"平均値は、その年度に評価した実践項目の評点を平均し、{Rounded(rules.MeanRounding)}。",
        "テーマの平均値は、そのテーマに属するすべての取組項目の実践項目を合わせて平均する。",
    ];

    /// <summary>How the committee's means are made.</summary>
    public static IEnumerable<string> CommitteeNotes(CommitteePlan committee) =>
    [
        $"{CommitteeWords.Mean(committee)}は、委員の評点を平均し、{Rounded(committee.MeanRounding)}。",
        $"テーマの{CommitteeWords.Mean(committee)}は、そのテーマに属する取組項目の{CommitteeWords.Mean(committee)}（表示した値）を平均し、{Rounded(committee.MeanRounding)}。",
    ];

    /// <summary>The totals that earn a grade; empty when the scale has no such grade.</summary>
    public static string Range(GradeScale scale, string grade)
    {
        var index = scale.Thresholds.ToList().FindIndex(t => t.Grade == grade);
        return index < 0 ? "" : Range(scale, index);
    }

    /// <summary>10以上, 8以上10未満.</summary>
    public static string Range(GradeScale scale, int index)
    {
        var from = Printed.Number(scale.Thresholds[index].From);
        return index == 0 ? $"{from}以上" : $"{from}以上{Printed.Number(scale.Thresholds[index - 1].From)}未満";
    }

    /// <summary>「進捗度」が1以下の場合は、合計にかかわらずB以下とする.</summary>
    public static string Cap(ScoringRules rules, GradeCap cap) =>
        $"「{rules.FindCriterion(cap.Criterion)?.Name ?? cap.Criterion}」が{Printed.Number(cap.AtMost)}以下の場合は、"
        + $"合計にかかわらず総合評価は{cap.Grade}を上限とする。";

    /// <summary>小数第2位を四捨五入し、小数第1位まで表示する.</summary>
    public static string Rounded(Rounding rounding)
    {
        var digit = $"小数第{Printed.Number(rounding.Decimals + 1)}位";
        var act = rounding.Mode switch
        {
            RoundingMode.HalfEven => $"{digit}を丸め（端数がちょうど中間のときは偶数側。JIS Z 8401 規則A）",
            RoundingMode.Down => $"{digit}以下を切り捨て",
            _ => $"{digit}を四捨五入し",
        };
        return rounding.Decimals == 0 ? $"{act}、整数で表示する" : $"{act}、小数第{Printed.Number(rounding.Decimals)}位まで表示する";
    }

    // The same cap on both scales is one sentence.
    private static IEnumerable<string> Caps(ScoringRules rules) =>
        rules.MeasureGrades.Caps.Select(c => Cap(rules, c)
            + (rules.MeanGrades.Caps.Contains(c) ? "取組項目とテーマの平均値についても同じとする。" : "（実践項目）"))
          .Concat(rules.MeanGrades.Caps.Except(rules.MeasureGrades.Caps).Select(c => Cap(rules, c) + "（取組項目・テーマ）"));

    private static string Scale(Criterion criterion) =>
        $"{Printed.Number(criterion.Min)}～{Printed.Number(criterion.Max)}の{Printed.Number(criterion.Max - criterion.Min + 1)}段階";
}
