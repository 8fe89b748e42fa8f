using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>A column of scores: a fiscal year, or the review over all years (総括).</summary>
/// <param name="Label">R6, or as the plan calls it.</param>
/// <param name="Year">The fiscal year as of which the plan holds for it.</param>
/// <param name="IsFiscalYear">Whether it is one year's column, not the review over all of them.</param>
internal sealed record ScoreYear(string Label, FiscalYear Year, bool IsFiscalYear)
{
    /// <summary>In time; what isn't a year comes last.</summary>
    public int Order => IsFiscalYear ? Year.Year : int.MaxValue;

    /// <summary>Reads R6, 令和6年度, 2024, or the label of one of the plan's cycles.</summary>
    /// <returns>The year and no problem, or the problem and no year.</returns>
    public static (ScoreYear? Year, string? Problem) Read(Plan plan, string text)
    {
        if (FiscalYear.TryParse(text, out var year))
        {
            return plan.FirstYear <= year && year <= plan.LastYear
                ? (new ScoreYear(year.Wareki, year, IsFiscalYear: true), null)
                : (null, $"年度「{text}」は計画の期間（{plan.FirstYear.Wareki}～{plan.LastYear.Wareki}）の外です。");
        }

        // A cycle is asked for its label only after the years: one that says R5 is that year.
        var labelled = plan.Cycles.Where(c => !FiscalYear.TryParse(c.ScoreLabel, out _)).ToLookup(c => c.ScoreLabel, c => c.Year);
        return labelled.Contains(text)
            ? (new ScoreYear(text, labelled[text].Max(), IsFiscalYear: false), null)
            : (null, $"年度「{text}」がわかりません。{string.Join("、", [.. plan.Years.Select(y => y.Wareki), .. labelled.Select(l => l.Key)])} のどれかにしてください。");
    }
}

/// <summary>The scores of one column.</summary>
/// <param name="Year">Which.</param>
/// <param name="Scores">By measure code, then criterion id; criteria without a score are absent.</param>
internal sealed record ScoredYear(ScoreYear Year, IReadOnlyDictionary<string, Dictionary<string, int>> Scores);
