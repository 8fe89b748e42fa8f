using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Figures;

/// <summary>The figures of the closing chapter (総評), computed so that its text can't disagree with the tables.</summary>
/// <param name="MeasureCount">Measures with scores; all of them where nobody scores.</param>
/// <param name="TopTwoCount">Measures with one of the two best grades.</param>
/// <param name="TopTwoShare">Their share in percent, one decimal, half up (Tomakomai: A and B, 98.9); null without measures.</param>
/// <param name="ItemsFromFour">Items whose committee mean is 4.0 or more.</param>
/// <param name="Highest">The items with the highest committee mean.</param>
/// <param name="Second">The items with the next.</param>
/// <param name="Lowest">The items with the lowest.</param>
/// <param name="BestThemes">The themes with the highest committee mean.</param>
public sealed record ClosingFigures(
    int MeasureCount,
    int TopTwoCount,
    decimal? TopTwoShare,
    int ItemsFromFour,
    ImmutableArray<ItemFigures> Highest,
    ImmutableArray<ItemFigures> Second,
    ImmutableArray<ItemFigures> Lowest,
    ImmutableArray<ThemeFigures> BestThemes)
{
    /// <summary>The placeholders that a plan's texts may use.</summary>
    public static ImmutableArray<string> Placeholders { get; } =
    [
        "measureCount", "itemCount", "themeCount", "shareAB", "itemsFrom4", "highestItemMean", "highestItems",
        "secondItemMean", "secondItems", "lowestItemMean", "lowestItems", "bestThemeMean", "bestTheme",
    ];

    /// <summary>Takes them from a year's figures.</summary>
    public static ClosingFigures Of(Plan plan, YearFigures figures)
    {
        string[] best = [.. plan.Scoring.MeasureGrades.Thresholds.Take(2).Select(t => t.Grade)];
        MeasureScore[] scored = [.. figures.Measures.Select(m => m.Score).OfType<MeasureScore>()];
        var topTwo = scored.Count(s => best.Contains(s.Grade));
        // Nullable, so that no mean is not taken for one of zero, which a scale may have.
        decimal?[] means = [.. figures.Items.Select(i => i.CommitteeMean).Where(mean => mean is not null).Distinct().OrderDescending()];
        var bestTheme = figures.Themes.Max(t => t.CommitteeMean);
        return new ClosingFigures(
            plan.IsScored ? scored.Length : figures.Measures.Length,
            topTwo,
            scored.Length == 0 ? null : Rounding.HalfUpToOneDecimal.Round(100m * topTwo / scored.Length),
            figures.Items.Count(i => i.CommitteeMean >= 4),
            ItemsWith(figures, means.FirstOrDefault()),
            ItemsWith(figures, means.Skip(1).FirstOrDefault()),
            ItemsWith(figures, means.LastOrDefault()),
            bestTheme is null ? [] : [.. figures.Themes.Where(t => t.CommitteeMean == bestTheme)]);
    }

    /// <summary>The placeholders' values.</summary>
    public IReadOnlyDictionary<string, string> Values(YearFigures figures) => new Dictionary<string, string>
    {
        ["measureCount"] = Text(MeasureCount),
        ["itemCount"] = Text(figures.Items.Length),
        ["themeCount"] = Text(figures.Themes.Length),
        ["shareAB"] = Text(TopTwoShare),
        ["itemsFrom4"] = Text(ItemsFromFour),
        ["highestItemMean"] = Text(Highest.FirstOrDefault()?.CommitteeMean),
        ["highestItems"] = Names(Highest),
        ["secondItemMean"] = Text(Second.FirstOrDefault()?.CommitteeMean),
        ["secondItems"] = Names(Second),
        ["lowestItemMean"] = Text(Lowest.FirstOrDefault()?.CommitteeMean),
        ["lowestItems"] = Names(Lowest),
        ["bestThemeMean"] = Text(BestThemes.FirstOrDefault()?.CommitteeMean),
        ["bestTheme"] = string.Join("及び", BestThemes.Select(t => $"「{t.Theme.Name}」")),
    };

    /// <summary>What a placeholder stands for, in words.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such placeholder.</exception>
    public static string LabelOf(Plan plan, string placeholder) => placeholder switch
    {
        "measureCount" => plan.IsScored ? "評価のある実践項目の数" : "実践項目の数",
        "itemCount" => "取組項目の数",
        "themeCount" => "テーマの数",
        "shareAB" => $"総合評価が{string.Join("及び", plan.Scoring.MeasureGrades.Thresholds.Take(2).Select(t => t.Grade))}の割合（％）",
        "itemsFrom4" => "委員評価の平均が4.0以上の取組項目の数",
        "highestItemMean" => "最も高い委員評価の平均",
        "highestItems" => "委員評価の平均が最も高い取組項目",
        "secondItemMean" => "2番目に高い委員評価の平均",
        "secondItems" => "委員評価の平均が2番目に高い取組項目",
        "lowestItemMean" => "最も低い委員評価の平均",
        "lowestItems" => "委員評価の平均が最も低い取組項目",
        "bestThemeMean" => "最も高いテーマ別の委員評価の平均",
        "bestTheme" => "委員評価の平均が最も高いテーマ",
        _ => throw new ArgumentOutOfRangeException(nameof(placeholder), placeholder, "No such placeholder."),
    };

    private static ImmutableArray<ItemFigures> ItemsWith(YearFigures figures, decimal? mean) =>
        mean is null ? [] : [.. figures.Items.Where(i => i.CommitteeMean == mean)];

    private static string Names(ImmutableArray<ItemFigures> items) =>
        string.Join("及び", items.Select(i => $"「{i.Item.Number.ToString(CultureInfo.InvariantCulture)} {i.Item.Name}」"));

    // A figure that doesn't exist yet (a preview before the committee's stage) shows as a dash, not as zero.
    private static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "－";
}
