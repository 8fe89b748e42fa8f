using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>A part of a bar.</summary>
/// <param name="Rank">The grade's rank.</param>
/// <param name="X">Its left end.</param>
/// <param name="Width">Its width.</param>
/// <param name="Label">What stands in it; null where it is too narrow.</param>
internal sealed record BarPart(int Rank, int X, int Width, string? Label);

/// <summary>Where the bars of the grades' distribution lie: one a year, as long as there are measures with grades.</summary>
internal sealed class DistributionChart(ImmutableArray<GradeCounts> years, ImmutableArray<string> grades)
{
    public const string Title = "実践項目の総合評価の分布";
    public const int Width = 440;
    public const int Left = 48;
    public const int Top = 40;
    public const int RowHeight = 42;
    public const int BarHeight = 30;
    private const int Longest = 290;
    private const int Narrowest = 40;

    public int Height => Top + (years.Length * RowHeight);

    /// <summary>The chart in words.</summary>
    public string Description => "年度ごとの積み上げ横棒グラフ。" + string.Join("。", years.Select(y =>
        $"{y.Year.Label}は{string.Join("、", grades.Zip(y.ByRank, (grade, count) => $"{grade} {Printed.Number(count)}項目"))}")) + "。";

    public static int RowTop(int row) => Top + (row * RowHeight);

    public ImmutableArray<BarPart> Parts(GradeCounts year)
    {
        var parts = ImmutableArray.CreateBuilder<BarPart>();
        var done = 0;
        for (var rank = 0; rank < grades.Length; rank++)
        {
            var (from, to) = (At(done), At(done + year.ByRank[rank]));
            done += year.ByRank[rank];
            if (to > from)
            {
                parts.Add(new BarPart(rank, from, to - from, to - from < Narrowest ? null : Named(year, rank)));
            }
        }

        return parts.ToImmutable();
    }

    /// <summary>After the bar: the sum, and what the narrow parts would have said.</summary>
    public string After(GradeCounts year)
    {
        var narrow = Parts(year).Where(p => p.Label is null).Select(p => Named(year, p.Rank)).ToArray();
        return $"計{Printed.Number(year.Total)}{(narrow is [] ? "" : $"（{string.Join("、", narrow)}）")}";
    }

    public int End(GradeCounts year) => At(year.Total);

    private string Named(GradeCounts year, int rank) => $"{grades[rank]} {Printed.Number(year.ByRank[rank])}";

    private int At(int count) => Left + (int)Math.Round((decimal)Longest * count / years.Max(y => y.Total));
}
