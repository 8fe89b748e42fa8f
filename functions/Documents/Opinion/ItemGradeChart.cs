using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The items' grades over the years: a row an item, a column a year in which any item has one.</summary>
internal sealed class ItemGradeChart(ReviewedYear year)
{
    public const string Title = "取組項目の総合評価の推移";

    private readonly ImmutableArray<string> scale = [.. year.Plan.Scoring.MeanGrades.Thresholds.Select(t => t.Grade)];

    public ImmutableArray<FiscalYear> Years { get; } = [.. Graded(year)];

    public ImmutableArray<ItemFigures> Items => year.Figures.Items;

    /// <summary>The grades, the best first.</summary>
    public ImmutableArray<string> Scale => scale;

    /// <summary>The chart of some of the items in words.</summary>
    public string Describe(IEnumerable<ItemFigures> items) => "取組項目を縦、年度を横に並べ、総合評価を模様と文字で示す図。" + string.Join("。", items.Select(item =>
        $"{Printed.Number(item.Item.Number)} {item.Item.Name}は"
        + string.Join("、", Years.Where(y => Grade(item, y) is not null).Select(y => $"{y.Wareki} {Grade(item, y)}")))) + "。";

    /// <summary>Whether grades of at least two years are there: one year has no course.</summary>
    public static bool HasData(ReviewedYear year) => Graded(year).Count() > 1;

    public string? Grade(ItemFigures item, FiscalYear of) => GradeOf(year, item, of);

    /// <summary>The grade's place in the scale, from 0; negative where a text is no grade.</summary>
    public int Rank(string grade) => scale.IndexOf(grade);

    private static string? GradeOf(ReviewedYear reviewed, ItemFigures item, FiscalYear year) =>
        year == reviewed.Cycle.Year ? item.Mean?.Grade : reviewed.Past.OfItem(item.Item.Number, year);

    private static IEnumerable<FiscalYear> Graded(ReviewedYear year) => PrintedGrades.PastYears(year).Append(year.Cycle.Year)
        .Where(y => year.Figures.Items.Any(i => GradeOf(year, i, y) is not null));
}
