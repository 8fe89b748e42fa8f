using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Data;

/// <summary>The plan's rules as tables, without which grades and means couldn't be computed again.</summary>
internal static class ScoringTables
{
    private static CsvColumn Scale { get; } = new("scale", "評価の対象", CellKind.Code) { CodeList = "scale" };

    /// <summary>What grades are given to, with the meaning.</summary>
    public static IReadOnlyList<(string Code, string Label)> Scales { get; } = [("measure", "実践項目"), ("mean", "取組項目とテーマ")];

    /// <summary>What is rounded, with the meaning.</summary>
    public static IReadOnlyList<(string Code, string Label)> Rounded(CommitteePlan committee) =>
        [("mean", "自己評価の平均値"), ("committee_mean", CommitteeWords.Mean(committee))];

    /// <summary>How it is rounded, with the meaning.</summary>
    public static IReadOnlyList<(string Code, string Label)> Modes { get; } =
    [
        (Mode(RoundingMode.HalfUp), "四捨五入"),
        (Mode(RoundingMode.HalfEven), "偶数への丸め（JIS Z 8401 規則A）"),
        (Mode(RoundingMode.Down), "切捨て"),
    ];

    public static CsvTable GradeThresholds(Plan plan) => OpenData.Table(
        "grade_thresholds",
        "総合評価の区分",
        [
            Scale, CommonColumns.Order("当てはめる順") with { Note = "合計が下限以上となる最初の総合評価とする" },
            CommonColumns.Grade with { Blank = "" }, new("from_total", "合計の下限", CellKind.Decimal) { Unit = CommonColumns.Points },
        ],
        Grades(plan).SelectMany(s => s.Grades.Thresholds.Select((t, at) =>
            OpenData.Row(s.Name, Printed.Number(at + 1), t.Grade, Printed.Number(t.From)))));

    public static CsvTable GradeCaps(Plan plan) => OpenData.Table(
        "grade_caps",
        "総合評価の上限",
        [
            Scale, CommonColumns.CriterionId,
            new("at_most", "評点または平均値の上限", CellKind.Decimal) { Unit = CommonColumns.Points, Note = "この値以下のとき、総合評価に上限を設ける" },
            CommonColumns.Grade with { Label = "総合評価の上限", Blank = "" },
        ],
        Grades(plan).SelectMany(s => s.Grades.Caps.Select(c => OpenData.Row(s.Name, c.Criterion, Printed.Number(c.AtMost), c.Grade))));

    public static CsvTable Rounding(Plan plan) => OpenData.Table(
        "rounding",
        "平均値の端数処理",
        [
            new("of", "端数処理の対象", CellKind.Code) { CodeList = "rounding_of" },
            new("decimals", "小数点以下の桁数", CellKind.Integer) { Unit = "桁" },
            new("mode", "端数処理の方法", CellKind.Code) { CodeList = "rounding" },
        ],
        [Rule("mean", plan.Scoring.MeanRounding), Rule("committee_mean", plan.Committee.MeanRounding)]);

    /// <summary>The code of a way to round.</summary>
    public static string Mode(RoundingMode mode) => mode switch
    {
        RoundingMode.HalfEven => "half_even",
        RoundingMode.Down => "down",
        _ => "half_up",
    };

    private static ImmutableArray<string> Rule(string of, Rounding rounding) =>
        OpenData.Row(of, Printed.Number(rounding.Decimals), Mode(rounding.Mode));

    private static IEnumerable<(string Name, GradeScale Grades)> Grades(Plan plan) =>
        [("measure", plan.Scoring.MeasureGrades), ("mean", plan.Scoring.MeanGrades)];
}
