using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Data;

/// <summary>What the codes in the other tables stand for. Every list that a column names is here, with every code that is in use.</summary>
internal static class CodeTable
{
    public const string Name = "codes";

    public static CsvTable Of(ReviewedYear year) => OpenData.Table(
        Name,
        "コード表",
        [
            new("list", "コードの種類", CellKind.Code),
            new("code", "コード", CellKind.Code),
            new("label", "名称", CellKind.Text) { Blank = "名称の定めなし" },
        ],
        Lists(year).SelectMany(list => list.Codes.Select(c => OpenData.Row(list.Name, c.Code, c.Label))));

    private static IEnumerable<(string Name, IEnumerable<(string Code, string Label)> Codes)> Lists(ReviewedYear year) =>
    [
        ("region", [(year.Plan.CityCode, year.Plan.City)]),
        ("plan", [(year.Plan.Id, year.Plan.Name)]),
        ("fiscal_year", [(Printed.Number(year.Cycle.Year.Year), year.Cycle.Year.Label)]),
        .. OfPlan(year.Plan),
        .. year.Plan.IsScored ? OfGrades(year) : [],
        ("change", ChangeTable.Codes),
        ("effect", PlanTables.EffectKinds),
        .. year.Plan.IsScored ? OfRules(year.Plan.Committee) : [],
        .. PlanDataTables.CodeLists(year),
        ("field", year.Plan.Form.Select(f => (f.Id, f.Label))),
        .. AnswerTables.ChoiceLists(year.Plan), ("choice", AnswerTables.Choices(year.Plan)),
        ("boolean", [("true", "該当する"), ("false", "該当しない")]),
        .. CorrectionData.CodeLists(year),
        ("type", CellKinds.All.Select(k => (k.Code, k.Label))),
    ];

    private static IEnumerable<(string Name, IEnumerable<(string Code, string Label)> Codes)> OfGrades(ReviewedYear year) =>
        [("grade", Grades(year).Select(g => (g, $"総合評価{g}"))), ("status", GradeStatus.Codes)];

    private static IEnumerable<(string Name, IEnumerable<(string Code, string Label)> Codes)> OfRules(CommitteePlan committee) =>
        [("scale", ScoringTables.Scales), ("rounding_of", ScoringTables.Rounded(committee)), ("rounding", ScoringTables.Modes)];

    private static IEnumerable<(string Name, IEnumerable<(string Code, string Label)> Codes)> OfPlan(Plan plan) =>
    [
        ("item", plan.Items.Select(i => (Printed.Number(i.Number), i.Name))),
        ("measure", plan.Measures.Select(m => (m.Code, m.Name))),
        ("theme", plan.Themes.Select(t => (t.Id, t.Name))),
        ("department", plan.Departments.Select(d => (d.Id, d.Name))),
        ("criterion", plan.Scoring.Criteria.Select(c => (c.Id, c.Name))),
        .. plan.Scoring.Criteria.Select(c => ($"score:{c.Id}", c.Labels.Select(l => (Printed.Number(l.Key), l.Value)))),
        ("committee_score", MethodSections.HasScale(plan) ? Scale(plan.Committee) : []),
    ];

    private static IEnumerable<(string Code, string Label)> Scale(CommitteePlan committee) =>
        Enumerable.Range(committee.Min, committee.Max - committee.Min + 1)
            .Select(score => (Printed.Number(score), committee.Labels.GetValueOrDefault(score) ?? ""));

    // A former year may have been graded by other rules than this year's.
    private static ImmutableArray<string> Grades(ReviewedYear year)
    {
        string[] rules = [.. year.Plan.Scoring.MeasureGrades.Thresholds.Concat(year.Plan.Scoring.MeanGrades.Thresholds).Select(t => t.Grade)];
        var past = year.Past.Items.Values.Concat(year.Past.Measures.Values).SelectMany(years => years.Values)
            .Where(g => g != PastGrades.Ended).Except(rules).Order(StringComparer.Ordinal);
        return [.. rules.Concat(past).Distinct()];
    }
}
