using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Data;

/// <summary>
/// What the departments answered, for whatever form the plan has: a table for each table field, named by the field's id, and one table
/// each for texts and for months.
/// </summary>
internal static class AnswerTables
{
    private static CsvColumn FieldId { get; } = new("field_id", "様式の欄の符号", CellKind.Code) { CodeList = "field" };

    /// <summary>Every table of answers.</summary>
    /// <param name="year">The year.</param>
    /// <param name="taken">Names that other tables have; a field named like one of them gives way.</param>
    public static ImmutableArray<CsvTable> Of(ReviewedYear year, IEnumerable<string> taken)
    {
        var names = new FieldNames([.. taken, "answer_texts", "answer_months", "answer_choices", "answer_numbers", "answer_grids"]);
        bool Asks(FieldKind kind) => year.Plan.Form.Any(f => f.Kind == kind);
        return
        [
            .. Asks(FieldKind.Text) || Asks(FieldKind.TextPerCriterion) ? [Texts(year)] : Array.Empty<CsvTable>(),
            .. Asks(FieldKind.Month) ? [Months(year)] : Array.Empty<CsvTable>(),
            .. Asks(FieldKind.Choice) ? [Choices(year)] : Array.Empty<CsvTable>(),
            .. Asks(FieldKind.Number) ? [Numbers(year)] : Array.Empty<CsvTable>(),
            .. Asks(FieldKind.Grid) ? [Grids(year)] : Array.Empty<CsvTable>(),
            .. year.Plan.Form.Where(f => f.Kind == FieldKind.Table).Select(f => new FormTable(f, names.Next(f.Id)).Of(year)),
        ];
    }

    /// <summary>The lists of choices that the form's columns have.</summary>
    public static IEnumerable<(string Name, IEnumerable<(string Code, string Label)> Codes)> ChoiceLists(Plan plan) =>
        from field in plan.Form
        from column in field.Columns
        where column.Kind == ColumnKind.Choice
        select (FormTable.ChoiceList(field, column), column.Choices.Select(c => (c, c)));

    /// <summary>What can be chosen in the form's choice fields.</summary>
    public static IEnumerable<(string Code, string Label)> Choices(Plan plan) =>
        plan.Form.SelectMany(f => f.Choices).Distinct(StringComparer.Ordinal).Select(c => (c, c));

    private static CsvTable Texts(ReviewedYear year) => OpenData.Table(
        "answer_texts",
        "進捗状況シートの文章",
        [
            CommonColumns.MeasureCode, FieldId,
            .. year.Plan.IsScored ? [CommonColumns.CriterionId with { Blank = "評価項目によらない欄" }] : Array.Empty<CsvColumn>(),
            new("text", "記載", CellKind.Text) { Note = "改行は「 / 」に置き換えた。記載のない欄には行がない" },
        ],
        from measure in year.Plan.Measures
        from field in year.Plan.Form
        from text in Texts(year, measure.Code, field)
        where !string.IsNullOrWhiteSpace(text.Text)
        select ImmutableArray.Create(
            (string[])[measure.Code, field.Id, .. year.Plan.IsScored ? [text.Criterion] : Array.Empty<string>(), text.Text]));

    private static CsvTable Choices(ReviewedYear year) => OpenData.Table(
        "answer_choices",
        "進捗状況シートの選択",
        [CommonColumns.MeasureCode, FieldId, new("choice", "選んだもの", CellKind.Code) { CodeList = "choice", Note = "記載のない欄には行がない" }],
        from measure in year.Plan.Measures
        from field in year.Plan.Form
        let answer = AnswerOf(year, measure.Code, field) as ChoiceAnswer
        where answer is not null
        select OpenData.Row(measure.Code, field.Id, answer.Choice));

    private static CsvTable Numbers(ReviewedYear year) => OpenData.Table(
        "answer_numbers",
        "進捗状況シートの数値",
        [
            CommonColumns.MeasureCode, FieldId, new("value", "数値", CellKind.Decimal) { Unit = "同じ行のvalue_unit", Note = "記載のない欄には行がない" },
            new("value_unit", "数値の単位", CellKind.Text) { Blank = "単位なし" },
        ],
        from measure in year.Plan.Measures
        from field in year.Plan.Form
        let answer = AnswerOf(year, measure.Code, field) as NumberAnswer
        where answer is not null
        select OpenData.Row(measure.Code, field.Id, Printed.Number(answer.Number), field.Unit ?? ""));

    private static CsvTable Grids(ReviewedYear year) => OpenData.Table(
        "answer_grids",
        "進捗状況シートの行程ごとの実績",
        [CommonColumns.MeasureCode, FieldId, PlanColumns.RowId, PlanColumns.Text with { Note = "改行は「 / 」に置き換えた。記載のない行程には行がない" }],
        from measure in year.Plan.Measures
        from field in year.Plan.Form
        let answer = AnswerOf(year, measure.Code, field) as GridAnswer
        where answer is not null
        from row in AnswerWords.Rows(measure)
        where answer.ByRow.TryGetValue(row.Id, out var text) && !string.IsNullOrWhiteSpace(text)
        select OpenData.Row(measure.Code, field.Id, row.Id, answer.ByRow[row.Id]));

    private static CsvTable Months(ReviewedYear year) => OpenData.Table(
        "answer_months",
        "進捗状況シートの年月",
        [CommonColumns.MeasureCode, FieldId, new("month", "年月", CellKind.Month) { Note = "記載のない欄には行がない" }],
        from measure in year.Plan.Measures
        from field in year.Plan.Form
        let answer = AnswerOf(year, measure.Code, field) as MonthAnswer
        where answer is not null
        select OpenData.Row(measure.Code, field.Id, Printed.IsoMonth(answer.Month)));

    private static IEnumerable<(string Criterion, string Text)> Texts(ReviewedYear year, string measure, FormField field) =>
        AnswerOf(year, measure, field) switch
        {
            TextAnswer text => [("", text.Text)],
            TextsAnswer texts => year.Plan.Scoring.Criteria
                .Select(c => (c.Id, texts.ByCriterion.GetValueOrDefault(c.Id) ?? "")),
            _ => [],
        };

    private static Answer? AnswerOf(ReviewedYear year, string measure, FormField field) =>
        year.Answers.GetValueOrDefault(measure)?.ByField.GetValueOrDefault(field.Id);
}
