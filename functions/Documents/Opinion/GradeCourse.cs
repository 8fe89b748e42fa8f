using GyoseiFlow.Documents.Data;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>Grades year by year: the plan's years before the one under review, then that one.</summary>
internal static class GradeCourse
{
    /// <summary>An item's grades; years without one are left out.</summary>
    public static IEnumerable<(FiscalYear Year, string Grade)> Of(ReviewedYear year, ItemFigures item) =>
        PrintedGrades.PastYears(year)
            .Select(past => (Year: past, Grade: year.Past.OfItem(item.Item.Number, past)))
            .Append((year.Cycle.Year, item.Mean?.Grade))
            .Where(g => g.Grade is not null and not PastGrades.Ended)
            .Select(g => (g.Year, g.Grade!));

    /// <summary>A measure's grade in every year, empty where there is none, and the status that says why.</summary>
    public static IEnumerable<(FiscalYear Year, string Grade, string Status)> Of(ReviewedYear year, MeasureFigures figures) =>
        PrintedGrades.PastYears(year)
            .Select(past => (
                Year: past, Grade: year.Past.OfMeasure(figures.Measure.Code, past), Status: GradeStatus.Past(year, figures.Measure, past)))
            .Append((Year: year.Cycle.Year, figures.Score?.Grade, Status: GradeStatus.Now(year, figures)))
            .Select(g => (g.Year, g.Status == GradeStatus.Graded ? g.Grade ?? "" : "", g.Status));
}
