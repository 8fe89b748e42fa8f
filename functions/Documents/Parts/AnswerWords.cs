using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Parts;

/// <summary>An answer in words, whatever its kind.</summary>
internal static class AnswerWords
{
    /// <summary>As it is printed where there is one cell for it; empty for nothing, and for scores, which have tables of their own.</summary>
    public static string Of(Measure measure, FormField field, Answer? answer) => answer switch
    {
        TextAnswer text => text.Text,
        MonthAnswer month => Printed.Month(month.Month),
        ChoiceAnswer choice => choice.Choice,
        NumberAnswer number => Number(number.Number, field.Unit),
        IndicatorAnswer indicator => string.Join('\n', indicator.ByPart.Select(p => p.Key.Length == 0 ? p.Value : $"（{p.Key}）{p.Value}")),
        ProgressAnswer progress => string.Join('\n', measure.Parts.Where(p => progress.ByPart.ContainsKey(p.Id))
            .Select(p => $"{p.Name}　{Step(field.Scale, progress.ByPart[p.Id])}")),
        GridAnswer grid => string.Join('\n', Rows(measure).Where(r => grid.ByRow.ContainsKey(r.Id)).Select(r => $"{r.Name}　{grid.ByRow[r.Id]}")),
        TableAnswer table => string.Join('\n', table.Rows.Select(row =>
            string.Join('　', field.Columns.Select(c => Printed.Cell(c, row)).Where(c => c.Length > 0)))),
        _ => "",
    };

    /// <summary>2：やや遅れているが、概ね順調.</summary>
    public static string Step(ProgressScale? scale, int step) =>
        scale?.Labels.GetValueOrDefault(step) is { } label ? $"{Printed.Number(step)}：{label}" : Printed.Number(step);

    /// <summary>The rows of all of a measure's grids.</summary>
    public static IEnumerable<GridRow> Rows(Measure measure) => measure.Profile.Values.OfType<ProfileGrid>().SelectMany(g => g.Rows);

    /// <summary>1,234千円.</summary>
    public static string Number(decimal number, string? unit) =>
        number.ToString("#,0.##########", System.Globalization.CultureInfo.InvariantCulture) + unit;
}
