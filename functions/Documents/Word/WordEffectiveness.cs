using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Documents.Word.Charts;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;

namespace GyoseiFlow.Documents.Word;

/// <summary>The section on how effective the whole was: sums, charts each with its table, remarks.</summary>
internal static class WordEffectiveness
{
    // More rows than this don't fit in a chart on one page.
    private const int MostRows = 36;

    public static void Write(WordBody body, ReviewedYear year, IReadOnlyDictionary<string, string> values)
    {
        body.Heading(2, Headings.Effectiveness(year), onNewPage: true);
        body.Heading(3, Headings.ItemSummary);
        body.Table(PaperTables.Items(year, "取組項目別・評価集計"));
        body.Heading(3, Headings.ThemeSummary);
        body.Table(PaperTables.Themes(year));
        Charts(body, year);
        foreach (var (heading, _, text) in RemarkTexts.Of(year))
        {
            body.Heading(3, heading);
            body.Markdown(text, values);
        }
    }

    private static void Charts(WordBody body, ReviewedYear year)
    {
        var headings = EffectivenessCharts.Of(year);
        if (headings.Themes is { } themes)
        {
            body.Heading(3, themes);
            Themes(body, year);
        }

        if (headings.Distribution is { } distribution)
        {
            body.Heading(3, distribution);
            body.Figure(year, [DistributionBars.Of(year)], $"{DistributionChart.Title}。棒の長さは、総合評価のある実践項目の数を表す。");
            body.Table(ChartTables.Distribution(year));
        }

        if (headings.Years is { } years)
        {
            body.Heading(3, years);
            Years(body, year, new ItemGradeChart(year));
        }

        if (headings.Pairs is { } pairs)
        {
            body.Heading(3, pairs);
            Pairs(body, year);
        }
    }

    private static void Themes(WordBody body, ReviewedYear year)
    {
        var radar = RadarChart.Of(year);
        if (radar.IsReadable)
        {
            body.Figure(
                year, [ThemeRadarChart.Of(year.Plan.Committee, radar)],
                $"{RadarChart.Title(year.Plan.Committee)}（{Printed.Number(year.Plan.Committee.Min)}～{Printed.Number(year.Plan.Committee.Max)}）");
        }

        body.Table(PaperTables.ThemeMeans(year));
    }

    private static void Years(WordBody body, ReviewedYear year, ItemGradeChart chart)
    {
        foreach (var items in Pages(year))
        {
            body.Figure(
                year, [ItemGradeGrid.Of(chart, items)], $"{ItemGradeChart.Title}。左端の数字は取組項目の番号、空白は総合評価のない年度。");
        }

        body.Table(ChartTables.ItemGrades(chart));
    }

    private static void Pairs(WordBody body, ReviewedYear year)
    {
        foreach (var items in Pages(year))
        {
            body.Figure(
                year, ReviewPairBars.Of(year, items), $"取組項目ごとの自己評価の合計（左）と{CommitteeWords.Mean(year.Plan.Committee)}（右）。左端の数字は取組項目の番号。");
        }

        body.Table(ChartTables.ReviewPairs(year.Plan.Committee, year.Figures.Items));
    }

    private static IEnumerable<ImmutableArray<ItemFigures>> Pages(ReviewedYear year) =>
        year.Figures.Items.Chunk(MostRows).Select(items => items.ToImmutableArray());
}
