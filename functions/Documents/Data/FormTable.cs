using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Data;

/// <summary>The rows that all departments wrote into one table field of the form.</summary>
internal sealed class FormTable(FormField field, string name)
{
    private const string RowNumber = "row_number";
    private const string Other = "other_detail";

    /// <summary>The list of codes.csv that a column's choices are in.</summary>
    public static string ChoiceList(FormField field, FormColumn column) => $"choice:{field.Id}.{column.Id}";

    public CsvTable Of(ReviewedYear year)
    {
        var names = new FieldNames(
            [CommonColumns.Region.Name, CommonColumns.Plan.Name, CommonColumns.FiscalYear.Name, CommonColumns.MeasureCode.Name, RowNumber, Other]);
        return OpenData.Table(
            name,
            $"進捗状況シートの「{field.Label}」",
            [
                CommonColumns.MeasureCode, new(RowNumber, "シートの中での行の順", CellKind.Integer) { Unit = CommonColumns.NoUnit },
                .. field.Columns.Select(c => Column(c, names.Next(c.Id))),
                new(Other, "その他の記載", CellKind.Text)
                {
                    Blank = "その他の記載なし",
                    Note = "年度・数値・選択肢として読めない記載があれば、その列の見出しと記載",
                },
            ],
            from measure in year.Plan.Measures
            from row in Rows(year, measure.Code).Select((cells, at) => (Cells: cells, Number: at + 1))
            select Row(measure.Code, row.Number, row.Cells));
    }

    private ImmutableArray<ImmutableSortedDictionary<string, string>> Rows(ReviewedYear year, string measure) =>
        year.Answers.GetValueOrDefault(measure)?.Of<TableAnswer>(field.Id)?.Rows ?? [];

    private CsvColumn Column(FormColumn column, string columnName) => new(columnName, column.Label, column.Kind switch
    {
        ColumnKind.Year => CellKind.Year,
        ColumnKind.Number => CellKind.Integer,
        ColumnKind.Choice => CellKind.Code,
        _ => CellKind.Text,
    })
    {
        Unit = column.Kind switch
        {
            ColumnKind.Year => "年度",
            ColumnKind.Number => CommonColumns.NoUnit,
            _ => "",
        },
        CodeList = column.Kind == ColumnKind.Choice ? ChoiceList(field, column) : "",
        Blank = "記載なし",
        // What marks such as ⇒ or （継） mean is what the form tells the people who write them.
        Note = column.Kind == ColumnKind.Text ? field.Support ?? "" : "",
    };

    private ImmutableArray<string> Row(string measure, int number, ImmutableSortedDictionary<string, string> cells)
    {
        var typed = field.Columns.Select(c => (Column: c, Text: cells.GetValueOrDefault(c.Id) ?? "")).ToArray();
        var read = typed.Select(t => (t.Column, t.Text, Value: Read(t.Column, t.Text))).ToArray();
        var other = read.Where(r => r.Value is null).Select(r => $"{r.Column.Label}：{r.Text}");
        return [measure, Printed.Number(number), .. read.Select(r => r.Value ?? ""), string.Join("、", other)];
    }

    private static string? Read(FormColumn column, string text) => column.Kind switch
    {
        ColumnKind.Text => text,
        _ when string.IsNullOrWhiteSpace(text) => "",
        ColumnKind.Year => FiscalYear.TryParse(text, out var year) ? Printed.Number(year.Year) : null,
        ColumnKind.Number => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? Printed.Number(whole) : null,
        _ => column.Choices.Contains(text) ? text : null,
    };
}
