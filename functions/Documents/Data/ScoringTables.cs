using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Data;

/// <summary>The plan's rules as tables, without which grades and means couldn't be computed again.</summary>
internal static class ScoringTables
{
    private static CsvColumn Scale { get; } = new("scale", "measureは実践項目、meanは取組項目とテーマ");

    public static CsvTable GradeThresholds(Plan plan) => OpenData.Table(
        "grade_thresholds.csv",
        "総合評価の区分",
        [Scale, new("grade", "総合評価"), new("from_total", "合計がこの値以上。表の上から順に当てはめる")],
        Scales(plan).SelectMany(s => s.Grades.Thresholds.Select(t => OpenData.Row(s.Name, t.Grade, Printed.Number(t.From)))));

    public static CsvTable GradeCaps(Plan plan) => OpenData.Table(
        "grade_caps.csv",
        "総合評価の上限",
        [Scale, new("criterion_id", "評価項目の符号"), new("at_most", "評点または平均値がこの値以下のとき"), new("grade", "総合評価の上限")],
        Scales(plan).SelectMany(s => s.Grades.Caps.Select(c => OpenData.Row(s.Name, c.Criterion, Printed.Number(c.AtMost), c.Grade))));

    public static CsvTable Rounding(Plan plan) => OpenData.Table(
        "rounding.csv",
        "平均値の端数処理",
        [new("of", "meanは自己評価の平均値、committee_meanは審議会評価平均"), new("decimals", "小数点以下の桁数"), new("mode", "端数処理の方法（codes.csvのrounding）")],
        [Rule("mean", plan.Scoring.MeanRounding), Rule("committee_mean", plan.Committee.MeanRounding)]);

    /// <summary>half_up.</summary>
    public static string Mode(RoundingMode mode) => mode switch
    {
        RoundingMode.HalfEven => "half_even",
        RoundingMode.Down => "down",
        _ => "half_up",
    };

    private static ImmutableArray<string> Rule(string of, Rounding rounding) =>
        OpenData.Row(of, Printed.Number(rounding.Decimals), Mode(rounding.Mode));

    private static IEnumerable<(string Name, GradeScale Grades)> Scales(Plan plan) =>
        [("measure", plan.Scoring.MeasureGrades), ("mean", plan.Scoring.MeanGrades)];
}
