using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>A sheet's answers that are tables.</summary>
internal static class AnswerTables
{
    public static PaperTable Scores(Plan plan, FormField field, ScoresAnswer scores, MeasureScore? score) => PaperTable.Of(
        field.Label,
        [.. ScoreColumns.Heads(plan, "").Select(c => c with { Group = null, IsUpright = false, Width = 5 })],
        [
            [
                .. plan.Scoring.Criteria.Select(c => (PaperCell)(scores.ByCriterion.TryGetValue(c.Id, out var given) ? given : (int?)null)),
                score?.Total, score?.Grade,
            ],
        ]);

    public static PaperTable Rows(FormField field, TableAnswer table) => PaperTable.Of(
        field.Label,
        [.. field.Columns.Select(Column)],
        table.Rows.Select(row => field.Columns.Select(c => (PaperCell)Printed.Cell(c, row)).ToImmutableArray()));

    private static PaperColumn Column(FormColumn column) => column.Kind switch
    {
        ColumnKind.Text => PaperColumn.Words(column.Label, 20),
        ColumnKind.Choice => PaperColumn.Mark(column.Label, 6),
        _ => PaperColumn.Mark(column.Label, 3),
    };
}
