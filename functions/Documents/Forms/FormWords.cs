using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Forms;

/// <summary>How the worksheet explains its fields.</summary>
internal static class FormWords
{
    public const string Answers = "今年度の回答";

    /// <summary>2025-03, as the data write it.</summary>
    public static string Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>What to type into a field, in one line.</summary>
    public static string Notes(FormSheet sheet, FormField field) => string.Join(
        "　", new[] { field.Support, How(sheet, field), field.MaxLength > 0 ? $"{field.MaxLength}文字まで。" : null }.Where(s => s is not null));

    /// <summary>The name of a part, with what the plan says of it in this year.</summary>
    public static string Part(FormSheet sheet, FormField field, MeasurePart part) => field.Kind switch
    {
        FieldKind.Grid when sheet.Measure.GridRows(sheet.Plan).First(r => r.Id == part.Id) is var row =>
            row.At(sheet.Year) is { } cell ? $"{row.Name}\n（計画：{cell.Text}）" : row.Name,
        _ when part.Name.Length == 0 || part.Id.Length == 0 => "回答",
        _ => part.Name,
    };

    private static string? How(FormSheet sheet, FormField field) => field.Kind switch
    {
        FieldKind.Scores => string.Join(
            "　", sheet.Plan.Scoring.Criteria.Select(c => $"{c.Name}：{c.Min}～{c.Max}の整数").Prepend("点数を数字で入れます。")),
        FieldKind.Progress when field.Scale is { } scale => string.Join("　", scale.Labels.Select(l => $"{l.Key}＝{l.Value}")),
        FieldKind.Choice => "▼から選びます。",
        FieldKind.Month => "▼から年月を選びます（2025-03 の形）。",
        FieldKind.Number => field.Unit is { } unit ? $"数を入れます（単位：{unit}）。" : "数を入れます。",
        FieldKind.Indicator when sheet.Measure.Indicator is { } indicator => Target(indicator, sheet.Year),
        FieldKind.Table => "行が足りないときは、いったん取り込んでから、もう一度書き出すと増えます。",
        _ => null,
    };

    private static string Target(Review.Indicators.Indicator indicator, FiscalYear year)
    {
        var name = indicator.Unit is { } unit ? $"指標：{indicator.Name}（{unit}）" : $"指標：{indicator.Name}";
        var initial = indicator.Initial is { } value
            ? $"初期値{(indicator.InitialYear is { } from ? $"（{from.Label}）" : "")}：{Words(value)}"
            : null;
        // Where the year has none, the next one is what the department works towards.
        var target = indicator.Targets.Where(t => t.Key >= year).Select(t => $"{t.Key.Label}の目標：{Words(t.Value)}").FirstOrDefault();
        return string.Join("　", new[] { name, initial, target }.OfType<string>());
    }

    private static string Words(Review.Indicators.IndicatorValue value) => string.Join("、", value.Parts.Select(p => p.Name + p.Printed));
}
