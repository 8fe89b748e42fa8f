using System.Collections.Immutable;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Forms;

/// <summary>A sheet (個票) that is to be filled in with Excel.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Year">The fiscal year under review.</param>
/// <param name="Id">Which sheet it is.</param>
/// <param name="Departments">The names of its departments; the first leads.</param>
/// <param name="Answers">What is answered so far.</param>
/// <param name="Former">The answers of the year before to fields of the same kind.</param>
public sealed record FormSheet(
    Plan Plan, FiscalYear Year, FormId Id, ImmutableArray<string> Departments, Answers Answers, Answers Former)
{
    /// <summary>The measure.</summary>
    public Measure Measure => Plan.Measure(Id.Measure);

    /// <summary>The worksheet's name.</summary>
    public string Name => NameOf(Id.Measure);

    /// <summary>The name of a measure's worksheet; codes have no character that Excel forbids there.</summary>
    public static string NameOf(string measure) => $"No.{measure}";

    /// <summary>What can't be written because a cell of Excel is too small, in words; empty for none. Nothing is ever cut.</summary>
    public ImmutableArray<string> TooLong =>
    [
        .. Plan.Form.Where(f => Answers.ByField.TryGetValue(f.Id, out var answer) && TextsOf(answer).Any(text => text.Length > ExcelText.CellLimit))
            .Select(f => $"{Name}の「{f.Label}」は、Excelの1つのセルに入る{ExcelText.CellLimit:#,0}字を超えています。この個票は、画面で入力してください。"),
    ];

    private static IEnumerable<string> TextsOf(Answer answer) => answer switch
    {
        TextAnswer text => [text.Text],
        TextsAnswer texts => texts.ByCriterion.Values,
        TableAnswer table => table.Rows.SelectMany(row => row.Values),
        IndicatorAnswer indicator => indicator.ByPart.Values,
        GridAnswer grid => grid.ByRow.Values,
        ChoiceAnswer choice => [choice.Choice],
        _ => [],
    };
}
