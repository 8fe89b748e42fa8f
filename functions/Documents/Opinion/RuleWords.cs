using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The plan's scoring rules in the words of the 評価方法 chapter, so that the text can't disagree with the sums.</summary>
internal static class RuleWords
{
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
}
