using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>A spoke of the chart.</summary>
/// <param name="Label">What stands at its end.</param>
/// <param name="Name">What it is called in full.</param>
/// <param name="Value">Where the line crosses it, or null: no value, no point.</param>
internal sealed record Spoke(string Label, string Name, decimal? Value);

/// <summary>Where the radar chart's lines run: the lowest score in the middle, the highest at the rim.</summary>
internal sealed class RadarChart(ImmutableArray<Spoke> spokes, int min, int max)
{
    public const int Width = 440;
    public const int Height = 380;
    private const double Radius = 130;

    public static string Title(CommitteePlan committee) => $"テーマ別の{CommitteeWords.Mean(committee)}";

    /// <summary>The themes' committee means.</summary>
    public static RadarChart Of(ReviewedYear year) => new(
        [.. year.Figures.Themes.Select(t => new Spoke($"{t.Theme.Number} {t.Theme.Short}", t.Theme.Name, t.CommitteeMean))],
        year.Plan.Committee.Min,
        year.Plan.Committee.Max);

    /// <summary>Two spokes make no area; a plan with so few themes has its table.</summary>
    public bool IsReadable => spokes.Length >= 3 && max > min && spokes.Any(s => s.Value is not null);

    public ImmutableArray<Spoke> Spokes => spokes;

    /// <summary>The chart in words, for those who don't see it.</summary>
    public string Description =>
        $"中心が{Printed.Number(min)}、外周が{Printed.Number(max)}のレーダーチャート。"
        + string.Join("、", spokes.Select(s => $"{s.Name} {(s.Value is null ? "評価なし" : Printed.Number(s.Value))}")) + "。";

    /// <summary>The rings' scores; the innermost is the middle itself.</summary>
    public IEnumerable<int> Rings => Enumerable.Range(min + 1, max - min);

    /// <summary>The outline, or null when a spoke has no value: a gap is not a zero.</summary>
    public string? Outline => spokes.Any(s => s.Value is null)
        ? null
        : string.Join(' ', spokes.Select((s, i) => Pair(At(i, s.Value!.Value))));

    public string Ring(int score) => string.Join(' ', spokes.Select((_, i) => Pair(At(i, score))));

    public (string X, string Y) Point(int spoke, decimal value)
    {
        var (x, y) = At(spoke, value);
        return (Text(x), Text(y));
    }

    /// <summary>Where a spoke's label stands and to which side its text runs.</summary>
    public (string X, string Y, string Anchor) Label(int spoke)
    {
        var angle = Angle(spoke);
        var x = (Width / 2) + ((Radius + 16) * Math.Sin(angle));
        // A label has two lines: it ends above the top spoke and begins below a bottom one.
        var y = (Height / 2) - ((Radius + 30) * Math.Cos(angle)) - 4;
        var anchor = Math.Sin(angle) switch
        {
            > 0.2 => "start",
            < -0.2 => "end",
            _ => "middle",
        };
        return (Text(x), Text(y), anchor);
    }

    private double Angle(int spoke) => 2 * Math.PI * spoke / spokes.Length;

    private (double X, double Y) At(int spoke, decimal value)
    {
        var distance = Radius * (double)(value - min) / (max - min);
        return ((Width / 2) + (distance * Math.Sin(Angle(spoke))), (Height / 2) - (distance * Math.Cos(Angle(spoke))));
    }

    private static string Pair((double X, double Y) point) => $"{Text(point.X)},{Text(point.Y)}";

    // One decimal of a unit is finer than print, and coarser than what machines' sines differ by.
    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
