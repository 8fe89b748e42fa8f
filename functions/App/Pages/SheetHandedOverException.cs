using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages;

/// <summary>The sheet is not the visitor's any more: the department had it, and it was handed over.</summary>
/// <param name="plan">The plan.</param>
/// <param name="sheet">The sheet as it is.</param>
/// <param name="former">The visitor's department.</param>
/// <param name="successor">To whom it was handed over from there.</param>
public sealed class SheetHandedOverException(Plan plan, Sheet sheet, string former, string successor) : Exception(Words(plan, sheet, former, successor))
{
    /// <summary>The plan.</summary>
    public Plan Plan { get; } = plan;

    /// <summary>The sheet as it is.</summary>
    public Sheet Sheet { get; } = sheet;

    private static string Words(Plan plan, Sheet sheet, string former, string successor) =>
        $"この個票は、{SheetWords.Departments(plan, [former])}から{SheetWords.Departments(plan, [successor])}に引き継がれました。"
        + (sheet.Departments.Contains(successor) ? "" : $"いまの担当は{SheetWords.Departments(plan, sheet.Departments)}です。");
}
