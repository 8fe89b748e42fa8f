using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Forms;

/// <summary>What may be typed into a cell, as Excel checks it. The reader checks again: pasting goes past Excel's check.</summary>
/// <param name="Kind">Excel's kind of check.</param>
/// <param name="From">The lowest value, or the longest length.</param>
/// <param name="To">The highest value.</param>
/// <param name="Choices">What can be chosen, a line each; empty for other kinds.</param>
/// <param name="Message">What Excel says to a wrong value.</param>
internal sealed record FormRule(DataValidationValues Kind, string From, string To, string Choices, string Message)
{
    private const int LongestMessage = 225;

    /// <summary>Whether the cell holds a number.</summary>
    public bool IsNumber => Kind is DataValidationValues.Whole or DataValidationValues.Decimal;

    /// <summary>The check of a field's cell, or null for free text.</summary>
    public static FormRule? Of(Plan plan, FormField field, string part) => field.Kind switch
    {
        FieldKind.Scores when plan.Scoring.Criteria.First(c => c.Id == part) is var c => Whole(c.Min, c.Max),
        FieldKind.Progress when field.Scale is { Labels.Count: > 0 } scale => Whole(scale.Labels.Keys.First(), scale.Labels.Keys.Last()),
        FieldKind.Choice => List(field.Choices),
        FieldKind.Month => List([.. plan.Years.SelectMany(y => Enumerable.Range(0, 12).Select(y.First.AddMonths)).Select(FormWords.Month)]),
        FieldKind.Number => new(DataValidationValues.Decimal, "-999999999999999", "999999999999999", "", "数を入れてください。"),
        _ when field.MaxLength > 0 => Length(field.MaxLength),
        _ => null,
    };

    /// <summary>The check of a table's cell, or null for free text.</summary>
    public static FormRule? Of(Plan plan, FormColumn column) => column.Kind switch
    {
        ColumnKind.Choice => List(column.Choices),
        ColumnKind.Year => List([.. plan.Years.Select(y => y.Wareki)]),
        ColumnKind.Number => Whole(int.MinValue, int.MaxValue),
        _ => null,
    };

    private static FormRule Whole(int min, int max) => new(
        DataValidationValues.Whole, Text(min), Text(max), "", min == int.MinValue ? "整数を入れてください。" : $"{min}～{max}の整数を入れてください。");

    private static FormRule List(ImmutableArray<string> choices) => new(
        DataValidationValues.List, "", "", string.Join('\n', choices), Short($"▼から選んでください（{string.Join("、", choices)}）"));

    private static FormRule Length(int most) => new(
        DataValidationValues.TextLength, Text(most), "", "", $"{most}文字までです。このまま入れることもできますが、提出する前に短くしてください。");

    private static string Short(string message) => message.Length <= LongestMessage ? message : "▼から選んでください。";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
