using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>The plan itself, what is scored in it, and what it saved.</summary>
internal static class PlanTables
{
    /// <summary>The kinds of effects with their meaning.</summary>
    public static IReadOnlyList<(string Code, string Label)> EffectKinds { get; } = [("total", "全体"), ("part", "主な取組")];

    public static CsvTable Plan(ReviewedYear year) => OpenData.Table(
        "plan",
        $"計画と{Headings.Kind(year.Plan)}",
        [
            new("plan_name", "計画の名称", CellKind.Text),
            new("city_name", "地方公共団体の名称", CellKind.Text),
            new("edition", "計画の版", CellKind.Integer) { Unit = "版" },
            new("first_fiscal_year", "計画の最初の年度", CellKind.Year) { Unit = "年度" },
            new("last_fiscal_year", "計画の最後の年度", CellKind.Year) { Unit = "年度" },
            new("document_title", $"{Headings.Kind(year.Plan)}の題名", CellKind.Text),
            .. year.Plan.IsScored ? [new("score_label", "評点の見出し", CellKind.Text) { Note = "年度、または計画の最終年度の総括" }] : Array.Empty<CsvColumn>(),
            .. YearCommittee.TakesPart(year) ? [new("committee_name", $"{year.Plan.Committee.Kind}の名称", CellKind.Text)] : Array.Empty<CsvColumn>(),
            new("licence", "ライセンス", CellKind.Text),
        ],
        [
            [
                year.Plan.Name, year.Plan.City, Printed.Number(year.Plan.Edition),
                Printed.Number(year.Plan.FirstYear.Year), Printed.Number(year.Plan.LastYear.Year),
                year.Plan.Document.Title, .. year.Plan.IsScored ? [year.Cycle.ScoreLabel] : Array.Empty<string>(),
                .. YearCommittee.TakesPart(year) ? [year.Plan.Committee.Name] : Array.Empty<string>(), year.Plan.Document.Licence,
            ],
        ]);

    public static CsvTable Effects(ReviewedYear year) => OpenData.Table(
        "effects",
        "財政効果額",
        [
            new("effect", "財政効果額の区分", CellKind.Code) { CodeList = "effect" },
            CommonColumns.Order("掲載順"),
            new("label", "取組の名称", CellKind.Text) { Blank = "全体の額" },
            new("amount", "財政効果額", CellKind.Integer) { Unit = "円", Blank = "金額として読めない記載", Note = $"{Headings.Kind(year.Plan)}に記載した桁までの額" },
            new("printed", $"{Headings.Kind(year.Plan)}の表現", CellKind.Text),
        ],
        year.Plan.Document.EffectRows.Select((row, at) => Effect("part", at + 1, row.Label, row.Text))
            .Prepend(Effect("total", 1, "", year.Plan.Document.Effects)).Where(row => row[^1].Length > 0));

    public static CsvTable Criteria(Review.Plans.Plan plan) => OpenData.Table(
        "criteria",
        "評価項目",
        [
            CommonColumns.CriterionId, CommonColumns.Order("評価項目の順"), new("name", "評価項目の名称", CellKind.Text),
            new("lowest_score", "最低の評点", CellKind.Integer) { Unit = CommonColumns.Points },
            new("highest_score", "最高の評点", CellKind.Integer) { Unit = CommonColumns.Points },
        ],
        plan.Scoring.Criteria.Select((c, at) =>
            OpenData.Row(c.Id, Printed.Number(at + 1), c.Name, Printed.Number(c.Min), Printed.Number(c.Max))));

    private static ImmutableArray<string> Effect(string kind, int order, string label, string amount) =>
        OpenData.Row(kind, Printed.Number(order), label, Printed.Number(JapaneseAmount.Yen(amount)), amount);
}
