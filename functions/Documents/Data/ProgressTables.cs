using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Data;

/// <summary>How far the parts of measures have come, and their means. None where the form doesn't ask.</summary>
internal static class ProgressTables
{
    private static CsvColumn Step { get; } = new("step", "進捗状況の段階", CellKind.Integer) { Unit = "段階" };

    public static IEnumerable<CsvTable> Of(ReviewedYear year)
    {
        if (year.Plan.Measures.Any(m => m.Parts.Length > 0))
        {
            yield return Parts(year.Plan);
        }

        if (year.Plan.Form.Any(f => f.Kind == FieldKind.Progress))
        {
            yield return Scale(year.Plan);
            yield return Steps(year);
            yield return Means(year);
        }
    }

    private static CsvTable Parts(Plan plan) => OpenData.Table(
        "measure_parts",
        "実践項目の内訳（施策）",
        [CommonColumns.MeasureCode, PlanColumns.PartId, CommonColumns.Order("掲載順"), new("name", "内訳（施策）の名称", CellKind.Text)],
        plan.Measures.SelectMany(m => m.Parts.Select((p, at) => OpenData.Row(m.Code, p.Id, Printed.Number(at + 1), p.Name))));

    private static CsvTable Scale(Plan plan) => OpenData.Table(
        "progress_scale",
        "進捗状況の段階",
        [
            PlanColumns.FieldId, Step, new("label", "段階の意味", CellKind.Text),
            new("mean_decimals", "平均値の小数点以下の桁数", CellKind.Integer) { Unit = "桁" },
            new("mean_rounding", "平均値の端数処理の方法", CellKind.Code) { CodeList = "rounding" },
        ],
        from field in plan.Form
        where field.Kind == FieldKind.Progress
        let scale = field.Scale
        where scale is not null
        from label in scale.Labels
        select OpenData.Row(
            field.Id, Printed.Number(label.Key), label.Value,
            Printed.Number(scale.MeanRounding.Decimals), ScoringTables.Mode(scale.MeanRounding.Mode)));

    private static CsvTable Steps(ReviewedYear year) => OpenData.Table(
        "progress",
        "内訳（施策）ごとの進捗状況",
        [CommonColumns.MeasureCode, PlanColumns.FieldId, PlanColumns.PartId, Step],
        from measure in year.Plan.Measures
        from progress in MeasureProgress.Of(year.Plan, measure, AnswersOf(year, measure))
        from step in progress.Steps
        select OpenData.Row(measure.Code, progress.Field.Id, step.Part.Id, Printed.Number(step.Step)));

    private static CsvTable Means(ReviewedYear year) => OpenData.Table(
        "progress_means",
        "進捗状況の平均値",
        [
            CommonColumns.MeasureCode, PlanColumns.FieldId, new("mean", "平均値", CellKind.Decimal) { Unit = "段階", Blank = "記載なし" },
            new("label", "平均値の示す進捗状況", CellKind.Text) { Blank = "記載なし", Note = "平均値を四捨五入した段階の意味" },
        ],
        from measure in year.Plan.Measures
        from progress in MeasureProgress.Of(year.Plan, measure, AnswersOf(year, measure))
        select OpenData.Row(measure.Code, progress.Field.Id, Printed.Number(progress.Mean?.Mean), progress.Mean?.Label ?? ""));

    private static Answers? AnswersOf(ReviewedYear year, Measure measure) => year.Answers.GetValueOrDefault(measure.Code);
}
