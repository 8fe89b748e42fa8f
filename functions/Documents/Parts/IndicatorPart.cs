using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Parts;

/// <summary>取組項目ごとの指標の表: the plan's values and the actual ones by year, and what was done in the year.</summary>
internal static class IndicatorPart
{
    public static ImmutableArray<PartBlock> Of(ReviewedYear year) =>
        [.. ItemTree.Blocks(year.Plan, "indicators", (item, level) => Item(year, item, level))];

    /// <summary>The names of a value's parts; one without a name where it isn't split.</summary>
    public static ImmutableArray<string> Parts(Indicator indicator) => indicator.Parts.IsEmpty ? [""] : indicator.Parts;

    /// <summary>初期値（2017年度）.</summary>
    public static string InitialHead(Indicator indicator) =>
        indicator.InitialYear is { } initial ? $"初期値（{Printed.Number(initial.Year)}年度）" : "初期値";

    private static PartBlock[] Item(ReviewedYear year, Item item, int level)
    {
        PartBlock[] tables = [.. item.Measures.Where(m => m.Indicator is not null).Select(m => (PartBlock)Table(year, m, m.Indicator!))];
        return tables is []
            ? []
            :
            [
                new PartHeading(level, $"取組項目 {ItemTree.Name(item)}", $"indicators-item-{Printed.Number(item.Number)}"),
                .. item.Content is { Length: > 0 } content ? [new PartFacts([new("取組内容", content)])] : Array.Empty<PartBlock>(),
                .. tables,
            ];
    }

    private static PartTable Table(ReviewedYear year, Measure measure, Indicator indicator)
    {
        FiscalYear[] years = [.. year.Plan.Years];
        ImmutableArray<PaperColumn> columns =
        [
            PaperColumn.Words("区分", 8), PaperColumn.Mark(InitialHead(indicator), 6),
            .. years.Select(y => PaperColumn.Mark(y.Label, 6)),
        ];
        var label = measure.Label is { } printed && printed.StartsWith("指標", StringComparison.Ordinal) ? printed["指標".Length..] : "";
        return new PartTable(
            ItemTree.Anchor("indicators", measure),
            new PaperTable($"{ItemTree.Name(measure)}（所管課　{ScoreColumns.Departments(year.Plan, measure)}）", columns,
            [
                .. Parts(indicator).Where(p => HasPlan(indicator, p)).Select(p => PlanRow(indicator, p, years)),
                .. Parts(indicator).Select(p => ActualRow(year, measure, p, years, label)),
                .. TextRows(year, measure, columns.Length - 1),
            ]));
    }

    // A part that the plan names no value of has no row of its own there.
    private static bool HasPlan(Indicator indicator, string part) =>
        indicator.Initial?.Of(part) is not null || indicator.Targets.Values.Any(t => t.Of(part) is not null);

    private static PaperRow PlanRow(Indicator indicator, string part, FiscalYear[] years) => new(
        [
            Head("計画", part), indicator.Initial?.Of(part)?.Printed,
            .. years.Select(y => (PaperCell)indicator.Targets.GetValueOrDefault(y)?.Of(part)?.Printed),
        ]);

    private static PaperRow ActualRow(ReviewedYear year, Measure measure, string part, FiscalYear[] years, string label) => new(
        [Head($"実績値{label}", part), "", .. years.Select(y => (PaperCell)YearlyAnswers.Actual(year, measure, y, part))]);

    private static IEnumerable<PaperRow> TextRows(ReviewedYear year, Measure measure, int span) =>
        from field in year.Plan.Form
        where field.Kind != FieldKind.Indicator
        let text = AnswerWords.Of(measure, field, year.Answers.GetValueOrDefault(measure.Code)?.ByField.GetValueOrDefault(field.Id))
        where text.Length > 0
        select new PaperRow([new PaperCell(FieldLabel(year, field)) { IsHead = true }, new PaperCell(text, null, span) { IsWide = true }]);

    /// <summary>令和3年度取組状況: the year stands before a label that names none, and the next one takes the place of 翌年度.</summary>
    public static string FieldLabel(ReviewedYear year, FormField field)
    {
        var label = field.Label.Replace("翌年度", year.Cycle.Year.Next.Label, StringComparison.Ordinal)
            .Replace("今年度", year.Cycle.Year.Label, StringComparison.Ordinal);
        return label.Contains("年度", StringComparison.Ordinal) ? label : year.Cycle.Year.Label + label;
    }

    private static PaperCell Head(string name, string part) => new(part.Length == 0 ? name : $"{name}（{part}）") { IsHead = true };
}
