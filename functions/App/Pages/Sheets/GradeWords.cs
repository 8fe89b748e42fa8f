using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>Says which grade scores earn, and why. The script of the form says the same in the same words.</summary>
internal static class GradeWords
{
    /// <summary>What stands there until the script follows the choosing: without it, it stays.</summary>
    public static string AtFirst(ScoringRules rules, ImmutableSortedDictionary<string, int>? scores) => scores is null || scores.IsEmpty
        ? "評点をすべて選んで保存すると、総合評価が決まります。"
        : $"開いたときの評点：{Explain(rules, scores)}";

    /// <summary>What scores earn.</summary>
    public static string Explain(ScoringRules rules, ImmutableSortedDictionary<string, int>? scores)
    {
        var valid = rules.Criteria
            .Where(c => scores?.TryGetValue(c.Id, out var score) == true && score >= c.Min && score <= c.Max)
            .ToImmutableDictionary(c => c.Id, c => scores![c.Id]);
        var missing = rules.Criteria.Length - valid.Count;
        if (missing > 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"合計{valid.Values.Sum()}点（あと{missing}項目を選ぶと、総合評価が決まります）。");
        }

        var score = rules.Score(valid);
        return score.Decision.Cap is { } cap
            ? $"合計{score.Total}点は{score.Decision.ByTotal}にあたりますが、{rules.FindCriterion(cap.Criterion)!.Name}が{Number(cap.AtMost)}点以下のときは{cap.Grade}までのため、総合評価は{score.Grade}です。"
            : $"合計{score.Total}点で、総合評価は{score.Grade}です（{Range(rules.MeasureGrades, score.Grade)}）。";
    }

    /// <summary>Every grade of a scale with its totals, and the limits that hold whatever the total.</summary>
    public static string Scale(ScoringRules rules, GradeScale scale) =>
        string.Join("、", scale.Thresholds.Select(t => $"{t.Grade}：{Range(scale, t.Grade)}")) + "。" + string.Concat(scale.Caps.Select(
            cap => $"{rules.FindCriterion(cap.Criterion)!.Name}が{Number(cap.AtMost)}点以下のときは{cap.Grade}までです。"));

    /// <summary>What the form's script needs to say it, too.</summary>
    public static string RulesJson(ScoringRules rules) => JsonSerializer.Serialize(
        new
        {
            Criteria = rules.Criteria.Select(c => c.Id),
            Thresholds = rules.MeasureGrades.Thresholds.Select(t => new { t.Grade, From = t.From, Range = Range(rules.MeasureGrades, t.Grade) }),
            Caps = rules.MeasureGrades.Caps.Select(c => new { c.Criterion, rules.FindCriterion(c.Criterion)!.Name, c.AtMost, Limit = Number(c.AtMost), c.Grade }),
        },
        RecordJson.Options);

    private static string Range(GradeScale scale, string grade)
    {
        var rank = scale.RankOf(grade);
        return rank == scale.Thresholds.Length - 1 && rank > 0
            ? $"{Number(scale.Thresholds[rank - 1].From)}点未満"
            : $"{Number(scale.Thresholds[rank].From)}点以上";
    }

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
