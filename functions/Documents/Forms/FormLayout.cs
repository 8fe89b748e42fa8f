using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Forms;

/// <summary>What stands where in a sheet's worksheet, row by row below its head.</summary>
internal static class FormLayout
{
    /// <summary>The row of the worksheet's id.</summary>
    public const string IdKey = "#id";

    /// <summary>The hidden column of keys, which tell the reader what a row is, wherever it stands.</summary>
    public const int KeyColumn = 1;

    public const int LabelColumn = 2;

    /// <summary>The first column of answers.</summary>
    public const int AnswerColumn = 3;

    private const int FewestRows = 8;
    private const int SpareRows = 5;

    /// <summary>How many columns an answer takes: as many as the widest table has.</summary>
    public static int Columns(Plan plan) => Math.Max(1, plan.Form.Max(f => f.Columns.Length));

    /// <summary>The key of a field's part or, in a table, of a row.</summary>
    public static string Key(FormField field, string part) => $"{field.Id}/{part}";

    public static ImmutableArray<FormRow> Rows(FormSheet sheet) => [.. sheet.Plan.Form.SelectMany(field => Rows(sheet, field))];

    private static IEnumerable<FormRow> Rows(FormSheet sheet, FormField field)
    {
        if (!AnswerParts.IsAsked(sheet.Plan, sheet.Measure, field))
        {
            return [];
        }

        FormRow head = new(FormRowKind.Field, "", field.Label + (field.Required ? "（※必須）" : ""), [Locked(FormWords.Notes(sheet, field))], []);
        return field.Kind == FieldKind.Table ? [head, .. Table(sheet, field)] : [head, .. Parts(sheet, field)];
    }

    private static IEnumerable<FormRow> Parts(FormSheet sheet, FormField field)
    {
        var (now, former) = (sheet.Answers.ByField.GetValueOrDefault(field.Id), sheet.Former.ByField.GetValueOrDefault(field.Id));
        return AnswerParts.Asked(sheet.Plan, sheet.Measure, field).Select(part => new FormRow(
            FormRowKind.Answer,
            Key(field, part.Id),
            FormWords.Part(sheet, field, part),
            [new FormCell(Value(now, part.Id), FormRule.Of(sheet.Plan, field, part.Id), IsAnswer: true)],
            [Said(sheet, field, former, part.Id)]));
    }

    // In the year before, a step had its wording.
    private static string Said(FormSheet sheet, FormField field, Answer? former, string part) =>
        AnswerParts.Of(sheet.Plan, sheet.Measure, field, former).FirstOrDefault(p => p.Id == part)?.Text ?? "";

    private static string Value(Answer? answer, string part) => answer switch
    {
        ScoresAnswer scores => Number(scores.ByCriterion, part),
        ProgressAnswer progress => Number(progress.ByPart, part),
        TextsAnswer texts => texts.ByCriterion.GetValueOrDefault(part, ""),
        IndicatorAnswer indicator => indicator.ByPart.GetValueOrDefault(part, ""),
        GridAnswer grid => grid.ByRow.GetValueOrDefault(part, ""),
        TextAnswer text => text.Text,
        ChoiceAnswer choice => choice.Choice,
        MonthAnswer month => FormWords.Month(month.Month),
        NumberAnswer number => number.Number.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Number(ImmutableSortedDictionary<string, int> numbers, string part) =>
        numbers.TryGetValue(part, out var number) ? number.ToString(CultureInfo.InvariantCulture) : "";

    private static IEnumerable<FormRow> Table(FormSheet sheet, FormField field)
    {
        var now = sheet.Answers.Of<TableAnswer>(field.Id)?.Rows ?? [];
        var former = sheet.Former.Of<TableAnswer>(field.Id)?.Rows ?? [];
        yield return new FormRow(
            FormRowKind.Head, "", "行", [.. field.Columns.Select(c => Locked(c.Label))], [.. field.Columns.Select(c => c.Label)]);
        var count = Math.Max(Math.Max(now.Length + SpareRows, former.Length), FewestRows);
        for (var i = 0; i < count; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            var row = i < now.Length ? now[i] : null;
            var before = i < former.Length ? former[i] : null;
            yield return new FormRow(
                FormRowKind.TableRow,
                Key(field, number),
                number,
                [.. field.Columns.Select(c => new FormCell(row?.GetValueOrDefault(c.Id) ?? "", FormRule.Of(sheet.Plan, c), IsAnswer: true))],
                [.. field.Columns.Select(c => before?.GetValueOrDefault(c.Id) ?? "")]);
        }
    }

    private static FormCell Locked(string text) => new(text, Rule: null, IsAnswer: false);
}

/// <summary>One row.</summary>
/// <param name="Kind">How it looks.</param>
/// <param name="Key">What it is; empty where nothing is answered.</param>
/// <param name="Label">On its left.</param>
/// <param name="Cells">One over all columns or, in a table, one a column.</param>
/// <param name="Former">The year before, likewise.</param>
internal sealed record FormRow(
    FormRowKind Kind, string Key, string Label, ImmutableArray<FormCell> Cells, ImmutableArray<string> Former);

/// <summary>One cell of this year.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Rule">What may be typed; null for free text.</param>
/// <param name="IsAnswer">Whether it can be typed into.</param>
internal sealed record FormCell(string Text, FormRule? Rule, bool IsAnswer);

/// <summary>How a row looks.</summary>
internal enum FormRowKind
{
    /// <summary>A field's name and notes.</summary>
    Field,

    /// <summary>The heads of a table's columns.</summary>
    Head,

    /// <summary>An answer.</summary>
    Answer,

    /// <summary>A row of a table.</summary>
    TableRow,
}
