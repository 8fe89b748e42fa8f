using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Data;

/// <summary>What the codes in the other tables stand for.</summary>
internal static class CodeTable
{
    public static CsvTable Of(ReviewedYear year) => OpenData.Table(
        "codes.csv",
        "コード表",
        [new("list", "コードの種類"), new("code", "コード"), new("label", "名称")],
        [
            OpenData.Row("plan", year.Plan.Id, year.Plan.Name),
            OpenData.Row("city", year.Plan.CityCode, year.Plan.City),
            OpenData.Row("fiscal_year", Printed.Number(year.Cycle.Year.Year), $"{year.Cycle.Year.Label}（{year.Cycle.ScoreLabel}）"),
            .. year.Plan.Scoring.Criteria.Select(c => OpenData.Row("criterion", c.Id, c.Name)),
            .. year.Plan.Scoring.Criteria.SelectMany(c => c.Labels.Select(l => OpenData.Row($"score:{c.Id}", Printed.Number(l.Key), l.Value))),
            .. year.Plan.Themes.Select(t => OpenData.Row("theme", t.Id, t.Name)),
            .. year.Plan.Committee.Labels.Reverse().Select(l => OpenData.Row("committee_score", Printed.Number(l.Key), l.Value)),
            .. GradeStatus.Codes.Select(s => OpenData.Row("status", s.Code, s.Label)),
            .. RoundingModes,
            .. CorrectionData.Codes(year),
        ]);

    private static ImmutableArray<string>[] RoundingModes =>
    [
        OpenData.Row("rounding", ScoringTables.Mode(RoundingMode.HalfUp), "四捨五入"),
        OpenData.Row("rounding", ScoringTables.Mode(RoundingMode.HalfEven), "偶数への丸め（JIS Z 8401 規則A）"),
        OpenData.Row("rounding", ScoringTables.Mode(RoundingMode.Down), "切捨て"),
    ];
}
