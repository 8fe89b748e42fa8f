using System.Collections.Immutable;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>What one column of scores adds up to.</summary>
/// <param name="Year">Which.</param>
/// <param name="Figures">From the measures that have all of their scores.</param>
/// <param name="Incomplete">The measures that have only some, in the plan's order.</param>
internal sealed record AggregatedYear(ScoreYear Year, YearFigures Figures, ImmutableArray<IncompleteMeasure> Incomplete)
{
    /// <summary>What the person who asked should know of it.</summary>
    public IEnumerable<string> Warnings => Incomplete.Select(i =>
        $"注意: {Year.Label}の実践項目{i.Measure.Code}は、{string.Join("、", i.Missing.Select(c => c.Name))}の評点がないため、平均に含めていません。");

    /// <summary>Adds a column up by the names, members and thresholds of its year.</summary>
    /// <param name="file">The plan as its file has it.</param>
    /// <param name="scored">The column.</param>
    public static AggregatedYear Of(Plan file, ScoredYear scored)
    {
        var plan = file.In(scored.Year.Year);
        var criteria = plan.Scoring.Criteria;
        var complete = scored.Scores
            .Where(m => m.Value.Count == criteria.Length)
            .ToDictionary(m => m.Key, m => m.Value.ToImmutableDictionary());
        var incomplete = plan.Measures
            .Where(m => scored.Scores.ContainsKey(m.Code) && !complete.ContainsKey(m.Code))
            .Select(m => new IncompleteMeasure(m, [.. criteria.Where(c => !scored.Scores[m.Code].ContainsKey(c.Id))]));
        var noBallots = ImmutableDictionary<int, ImmutableArray<int>>.Empty;
        return new AggregatedYear(scored.Year, YearFigures.Of(plan, complete, noBallots), [.. incomplete]);
    }
}

/// <summary>A measure with only some of its scores.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Missing">The criteria without a score.</param>
internal sealed record IncompleteMeasure(Measure Measure, ImmutableArray<Criterion> Missing);
