using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Figures;

/// <summary>
/// Everything that one year's scores add up to: per measure, per item, per theme. Only measures with scores in the
/// year count in it.
/// </summary>
/// <param name="Measures">In the plan's order, with scores or without.</param>
/// <param name="Items">In the plan's order.</param>
/// <param name="Themes">In the plan's order.</param>
public sealed record YearFigures(
    ImmutableArray<MeasureFigures> Measures,
    ImmutableArray<ItemFigures> Items,
    ImmutableArray<ThemeFigures> Themes)
{
    /// <summary>Adds up one year.</summary>
    /// <param name="plan">The plan whose rules hold.</param>
    /// <param name="scores">Scores by measure code, then criterion id; measures without scores are absent.</param>
    /// <param name="ballots">The members' scores by item number; empty before the committee's stage.</param>
    /// <exception cref="ArgumentException">Scores are incomplete or outside their scale.</exception>
    public static YearFigures Of(
        Plan plan,
        IReadOnlyDictionary<string, ImmutableDictionary<string, int>> scores,
        IReadOnlyDictionary<int, ImmutableArray<int>> ballots)
    {
        ImmutableArray<MeasureFigures> measures =
        [
            .. plan.Items.SelectMany(item => item.Measures.Select(measure => new MeasureFigures(
                measure, item, scores.TryGetValue(measure.Code, out var given) ? plan.Scoring.Score(given) : null))),
        ];
        ImmutableArray<ItemFigures> items = [.. plan.Items.Select(item => ItemFigures.Of(plan, item, measures, ballots))];
        ImmutableArray<ThemeFigures> themes = [.. plan.Themes.Select(theme => ThemeFigures.Of(plan, theme, measures, items))];
        return new YearFigures(measures, items, themes);
    }
}

/// <summary>One measure's figures.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Item">Its item.</param>
/// <param name="Score">Scores, total and grade; null where it has none.</param>
public sealed record MeasureFigures(Measure Measure, Item Item, MeasureScore? Score);

/// <summary>One item's figures.</summary>
/// <param name="Item">The item.</param>
/// <param name="MeasureCount">Measures with scores.</param>
/// <param name="Mean">Means, total and grade; null while no measure has scores.</param>
/// <param name="BallotCount">Members who scored it.</param>
/// <param name="CommitteeMean">The members' mean, rounded; null while nobody scored it.</param>
public sealed record ItemFigures(Item Item, int MeasureCount, MeanScore? Mean, int BallotCount, decimal? CommitteeMean)
{
    internal static ItemFigures Of(
        Plan plan, Item item, ImmutableArray<MeasureFigures> measures, IReadOnlyDictionary<int, ImmutableArray<int>> ballots)
    {
        MeasureScore[] scored = [.. measures.Where(m => m.Item.Number == item.Number && m.Score is not null).Select(m => m.Score!)];
        var given = ballots.TryGetValue(item.Number, out var found) ? found : [];
        return new ItemFigures(
            item,
            scored.Length,
            plan.Scoring.MeanOf(scored),
            given.Length,
            plan.Committee.MeanRounding.Mean([.. given.Select(score => (decimal)score)]));
    }
}

/// <summary>One theme's figures.</summary>
/// <param name="Theme">The theme.</param>
/// <param name="ItemCount">Items that carry it and have a measure with scores.</param>
/// <param name="MeasureCount">Their measures with scores.</param>
/// <param name="Mean">Means over the pooled measures, not over the items' means (Tomakomai's table 2).</param>
/// <param name="CommitteeMean">The unweighted mean of the published item means, rounded again.</param>
public sealed record ThemeFigures(Theme Theme, int ItemCount, int MeasureCount, MeanScore? Mean, decimal? CommitteeMean)
{
    internal static ThemeFigures Of(
        Plan plan, Theme theme, ImmutableArray<MeasureFigures> measures, ImmutableArray<ItemFigures> items)
    {
        ItemFigures[] carrying = [.. items.Where(i => i.Item.Themes.Contains(theme.Id))];
        MeasureScore[] pooled = [.. measures.Where(m => m.Item.Themes.Contains(theme.Id) && m.Score is not null).Select(m => m.Score!)];
        return new ThemeFigures(
            theme,
            carrying.Count(i => i.MeasureCount > 0),
            pooled.Length,
            plan.Scoring.MeanOf(pooled),
            plan.Committee.MeanRounding.Mean([.. carrying.Select(i => i.CommitteeMean).OfType<decimal>()]));
    }
}
