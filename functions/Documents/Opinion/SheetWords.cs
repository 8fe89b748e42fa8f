using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>What is said of a sheet that isn't there.</summary>
internal static class SheetWords
{
    /// <summary>Why there are no answers; empty when there are.</summary>
    public static string State(ReviewedYear year, Measure measure) =>
        year.Answers.ContainsKey(measure.Code) ? ""
        : PrintedGrades.HasEnded(measure, year.Cycle.Year) ? "取組終了"
        : measure.Started > year.Cycle.Year ? "開始前"
        : PrintedGrades.Missing;

    /// <summary>The sentence in the sheet's place.</summary>
    public static string Absence(ReviewedYear year, Measure measure) => State(year, measure) == PrintedGrades.Missing
        ? "進捗状況シートは未提出です。"
        : "この年度の進捗状況シートはありません。";
}
