using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>Why a measure has no scores in the year under review.</summary>
internal static class SheetPresence
{
    public static string Of(ReviewedYear year, Measure measure) =>
        year.Answers.ContainsKey(measure.Code) ? "評点なし"
        : measure.Ended is { } end && end.Year < year.Cycle.Year ? "取組終了"
        : measure.Started > year.Cycle.Year ? "開始前"
        : "未提出";
}
