using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Data;

/// <summary>Why a grade is there or isn't, as a code: an empty cell alone doesn't say.</summary>
internal static class GradeStatus
{
    public const string Graded = "graded";
    public const string Ended = "ended";
    public const string NotStarted = "not_started";
    public const string NotSubmitted = "not_submitted";
    public const string Unknown = "unknown";

    /// <summary>The codes with their meaning.</summary>
    public static IReadOnlyList<(string Code, string Label)> Codes { get; } =
    [
        (Graded, "評価あり"), (Ended, "取組終了"), (NotStarted, "取組開始前"), (NotSubmitted, "未提出"), (Unknown, "記録なし"),
    ];

    /// <summary>The code's meaning.</summary>
    public static string Label(string code) => Codes.First(c => c.Code == code).Label;

    /// <summary>Of a measure in the year under review.</summary>
    public static string Now(ReviewedYear year, MeasureFigures figures) =>
        figures.Score is not null ? Graded
        : PrintedGrades.HasEnded(figures.Measure, year.Cycle.Year) ? Ended
        : figures.Measure.Started > year.Cycle.Year ? NotStarted
        : year.Answers.ContainsKey(figures.Measure.Code) ? Unknown
        : NotSubmitted;

    /// <summary>Of a measure in a former year.</summary>
    public static string Past(ReviewedYear year, Measure measure, FiscalYear past) => PrintedGrades.Past(year, measure, past) switch
    {
        PastGrades.Ended => Ended,
        "" => measure.Started > past ? NotStarted : Unknown,
        _ => Graded,
    };
}
