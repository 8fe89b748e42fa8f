using System.Collections.Immutable;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Parts;

/// <summary>進捗状況: each part's step with the mean and its label, then the sheet's texts as the department drafted them.</summary>
internal static class ProgressPart
{
    public static ImmutableArray<PartBlock> Of(ReviewedYear year) => year.Plan.Form.Any(f => f.Kind == FieldKind.Progress)
        ? [.. ItemTree.Blocks(year.Plan, "progress", (item, level) => Item(year, item, level))]
        : [];

    /// <summary>Headings and departments of a measure, which the groups' copies stand under as well.</summary>
    public static IEnumerable<PartBlock> Opening(ReviewedYear year, string prefix, Item item, Measure measure, int level)
    {
        var isItem = ItemTree.IsOne(item);
        yield return new PartHeading(
            level, isItem ? ItemTree.Name(item) : $"{measure.Label ?? measure.Code} {measure.Name}", ItemTree.Anchor(prefix, measure))
        {
            Flags = measure.Flags,
            IsOnNewPage = level == 1,
        };
    }

    private static PartBlock[] Item(ReviewedYear year, Item item, int level) =>
    [
        .. !ItemTree.IsOne(item) ? [new PartHeading(level, ItemTree.Name(item), $"progress-item-{Printed.Number(item.Number)}")] : Array.Empty<PartBlock>(),
        .. item.Measures.SelectMany(m => Measure(year, item, m, ItemTree.IsOne(item) ? level : level + 1)),
    ];

    private static IEnumerable<PartBlock> Measure(ReviewedYear year, Item item, Measure measure, int level)
    {
        var answers = year.Answers.GetValueOrDefault(measure.Code);
        return
        [
            .. Opening(year, "progress", item, measure, level),
            new PartFacts([.. Departments(year.Plan, measure)]),
            .. answers is null ? [new PartNote(SheetWords.Absence(year, measure))] : Array.Empty<PartBlock>(),
            .. MeasureProgress.Of(year.Plan, measure, answers).Select(p => (PartBlock)Table(measure, p)),
            .. Texts(year, measure),
        ];
    }

    private static IEnumerable<PartFact> Departments(Plan plan, Measure measure)
    {
        yield return new PartFact("主担当課", plan.Department(measure.LeadDepartment).Name);
        if (measure.Departments.Length > 1)
        {
            yield return new PartFact("関係課", string.Join("、", measure.Departments.Skip(1).Select(d => plan.Department(d).Name)));
        }
    }

    private static PartTable Table(Measure measure, MeasureProgress progress) => new(
        $"{ItemTree.Anchor("progress", measure)}-{progress.Field.Id}",
        new PaperTable(
            progress.Field.Label,
            [PaperColumn.Words("施策名", 24), PaperColumn.Words("進捗状況", 20)],
            [
                .. progress.Steps.Select(s => new PaperRow(
                [
                    new PaperCell(s.Part.Name) { IsHead = true },
                    new PaperCell(AnswerWords.Step(progress.Field.Scale, s.Step)),
                ])),
                new PaperRow(
                [
                    new PaperCell("全体の平均値") { IsHead = true },
                    new PaperCell(Printed.Number(progress.Mean?.Mean))
                    {
                        Source = progress.Mean is null ? null : RowAddress.Progress(measure.Code, progress.Field.Id, "mean"),
                        IsTotal = true,
                    },
                ]),
                new PaperRow(
                [
                    new PaperCell("全体の進捗状況") { IsHead = true },
                    new PaperCell(progress.Mean?.Label ?? "") { Source = progress.Mean is null ? null : RowAddress.Progress(measure.Code, progress.Field.Id, "label"), IsTotal = true },
                ]),
            ]));

    private static IEnumerable<PartBlock> Texts(ReviewedYear year, Measure measure)
    {
        PartFact[] facts =
        [
            .. year.Plan.Form.Where(f => f.Kind != FieldKind.Progress)
                .Select(f => new PartFact(f.Label, AnswerWords.Of(measure, f, year.Answers.GetValueOrDefault(measure.Code)?.ByField.GetValueOrDefault(f.Id))))
                .Where(f => f.Text.Length > 0),
        ];
        return facts is [] ? [] : [new PartTable(
            $"{ItemTree.Anchor("progress", measure)}-texts",
            PaperTable.Of(
                "担当課の記載",
                [PaperColumn.Words("項目", 10), PaperColumn.Words("記載", 36)],
                facts.Select(f => ImmutableArray.Create<PaperCell>(new PaperCell(f.Name) { IsHead = true }, new PaperCell(f.Text) { IsWide = true }))))];
    }
}
