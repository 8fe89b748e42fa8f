using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The columns that the document's tables have in common, each beside its cells.</summary>
internal static class ScoreColumns
{
    /// <summary>The criteria, 合計 and 総合評価.</summary>
    public static IEnumerable<PaperColumn> Heads(Plan plan, string group) =>
    [
        .. plan.Scoring.Criteria.Select(c => PaperColumn.Number(c.Name, 2) with { Group = group, IsUpright = true }),
        PaperColumn.Number("合計", 3) with { Group = group, IsUpright = true },
        PaperColumn.Mark("総合評価", 2) with { Group = group, IsUpright = true },
    ];

    /// <summary>A measure's scores; where it has none, what stands instead.</summary>
    public static IEnumerable<PaperCell> Scores(ReviewedYear year, MeasureFigures figures)
    {
        var criteria = year.Plan.Scoring.Criteria;
        if (figures.Score is { } score)
        {
            return [.. criteria.Select(c => (PaperCell)score.Scores[c.Id]), score.Total, score.Grade];
        }

        var absent = PrintedGrades.Absent(year, figures.Measure);
        return absent == PrintedGrades.Missing
            ? [new PaperCell(absent, null, criteria.Length + 2)]
            : Enumerable.Repeat(new PaperCell(absent), criteria.Length + 2);
    }

    /// <summary>An item's or theme's means.</summary>
    public static IEnumerable<PaperCell> Means(Plan plan, MeanScore? mean) =>
        [.. plan.Scoring.Criteria.Select(c => (PaperCell)mean?.Means[c.Id]), mean?.Total, mean?.Grade];

    /// <summary>A column for each former year.</summary>
    public static IEnumerable<PaperColumn> PastHeads(ReviewedYear year, string? group) =>
        PrintedGrades.PastYears(year).Select(past => PaperColumn.Mark(past.Wareki, 2) with { Group = group });

    /// <summary>A mark for each theme that the item carries.</summary>
    public static IEnumerable<PaperCell> ThemeMarks(Plan plan, Item item) =>
        plan.Themes.Select(t => (PaperCell)(item.Themes.Contains(t.Id) ? "○" : ""));

    /// <summary>令和6年度 or, where the month is known, 令和7年3月.</summary>
    public static string End(MeasureEnd? end) =>
        end is null ? "" : end.Month is { } month ? Printed.Month(month) : end.Year.Label;

    /// <summary>The departments' names, the first leading.</summary>
    public static string Departments(Plan plan, Measure measure) =>
        string.Join("、", measure.Departments.Select(d => plan.Department(d).Name));
}
