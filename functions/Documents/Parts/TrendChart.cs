using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Parts;

/// <summary>A year in the course of an indicator.</summary>
/// <param name="Label">初期値（2017年度）, 令和3年度.</param>
/// <param name="Short">初期値, R3.</param>
/// <param name="Target">The plan's value, as printed; empty for none.</param>
/// <param name="TargetNumber">The number in it.</param>
/// <param name="Actual">The actual value, as printed; empty for none.</param>
/// <param name="ActualNumber">The number in it.</param>
public sealed record TrendPoint(string Label, string Short, string Target, decimal? TargetNumber, string Actual, decimal? ActualNumber);

/// <summary>Where the course of one indicator's numbers lies: circles on a line for what was reached, diamonds for what is to be reached.</summary>
public sealed class TrendChart(string title, ImmutableArray<TrendPoint> points)
{
    /// <summary>Its width.</summary>
    public const int Width = 440;
    /// <summary>Its height.</summary>
    public const int Height = 250;
    /// <summary>Where the plot begins.</summary>
    public const int Left = 62;
    /// <summary>Where the plot ends.</summary>
    public const int Right = 428;
    /// <summary>The plot's upper edge.</summary>
    public const int Top = 26;
    /// <summary>The plot's lower edge.</summary>
    public const int Bottom = 196;
    private const int Steps = 4;
    private const int Near = 17;

    private static readonly decimal[] NiceSteps = [1, 2, 2.5m, 5, 10];

    private readonly (decimal From, decimal To) scale = ScaleOf([.. points.SelectMany(p => new[] { p.TargetNumber, p.ActualNumber }).OfType<decimal>()]);

    /// <summary>Whose course it is.</summary>
    public string Title => title;

    /// <summary>The years, the initial value first.</summary>
    public ImmutableArray<TrendPoint> Points => points;

    /// <summary>Whether the axis begins at another number than zero.</summary>
    public bool IsCut => scale.From != 0;

    /// <summary>The lines across, each with its number.</summary>
    public IEnumerable<decimal> Ticks => Enumerable.Range(0, Steps + 1).Select(i => scale.From + ((scale.To - scale.From) * i / Steps));

    /// <summary>The axis's ends.</summary>
    public (decimal From, decimal To) Scale => scale;

    /// <summary>The line of actual values, from the initial one on.</summary>
    public string Course => Line(p => p.ActualNumber);

    /// <summary>The line of targets.</summary>
    public string Goal => Line(p => p.TargetNumber);

    /// <summary>What stands under it.</summary>
    public string Caption =>
        $"{title}の推移。●は初期値と実績値、◇は目標。{(IsCut ? $"縦軸は{AnswerWords.Number(scale.From, null)}から始まる。" : "")}";

    /// <summary>The chart in words.</summary>
    public string Description => "折れ線グラフ。" + string.Join("。", points.Where(p => p.Target.Length + p.Actual.Length > 0).Select(p =>
        $"{p.Label}は{string.Join("、", new[] { p.Actual.Length > 0 ? p.Actual : "", p.Target.Length > 0 ? $"目標{p.Target}" : "" }.Where(t => t.Length > 0))}")) + "。";

    /// <summary>Where a column's middle is.</summary>
    public int X(int column) => Left + (((column * 2) + 1) * (Right - Left) / (points.Length * 2));

    /// <summary>How far down a number stands.</summary>
    public int Y(decimal number) => Bottom - (int)Math.Round((number - scale.From) / (scale.To - scale.From) * (Bottom - Top));

    /// <summary>A diamond around a number.</summary>
    public string Diamond(int column, decimal number)
    {
        var (x, y) = (X(column), Y(number));
        return $"{Printed.Number(x)},{Printed.Number(y - 7)} {Printed.Number(x + 7)},{Printed.Number(y)} {Printed.Number(x)},{Printed.Number(y + 7)} {Printed.Number(x - 7)},{Printed.Number(y)}";
    }

    /// <summary>Where the text of an actual value stands: under its mark where the target's stands over it.</summary>
    public int ActualText(TrendPoint point) =>
        Y(point.ActualNumber!.Value) + (point.TargetNumber is { } target && target >= point.ActualNumber && Math.Abs(Y(target) - Y(point.ActualNumber.Value)) < Near * 2 ? 22 : -11);

    /// <summary>Where the text of a target stands.</summary>
    public int TargetText(TrendPoint point) =>
        Y(point.TargetNumber!.Value) + (point.ActualNumber is { } actual && actual > point.TargetNumber && Math.Abs(Y(actual) - Y(point.TargetNumber.Value)) < Near * 2 ? 22 : -11);

    /// <summary>The table that says the same.</summary>
    public PaperTable Table() => new(
        $"{title}の推移",
        [PaperColumn.Words("年度", 8), PaperColumn.Mark("目標", 7), PaperColumn.Mark("実績値", 7)],
        [.. points.Select(p => new PaperRow([new PaperCell(p.Label) { IsHead = true }, new PaperCell(p.Target, p.TargetNumber), new PaperCell(p.Actual, p.ActualNumber)]))]);

    private string Line(Func<TrendPoint, decimal?> value) => string.Join(' ', points
        .Select((p, at) => value(p) is { } number ? $"{Printed.Number(X(at))},{Printed.Number(Y(number))}" : "").Where(at => at.Length > 0));

    // From zero, unless that would press the whole course into the upper part.
    private static (decimal From, decimal To) ScaleOf(decimal[] numbers)
    {
        var (least, most) = (Math.Min(0, numbers.Min()), numbers.Max());
        if (least == 0 && numbers.Min() < most && numbers.Min() > most * 6 / 10)
        {
            least = numbers.Min() - ((most - numbers.Min()) / 2);
        }

        if (most <= least)
        {
            (least, most) = (Math.Min(least, most - 1), most + 1);
        }

        var step = Nice((most - least) / Steps);
        var from = Math.Floor(least / step) * step;
        while (from + (step * Steps) < most)
        {
            step = Nice(step * 1.01m);
            from = Math.Floor(least / step) * step;
        }

        return (from, from + (step * Steps));
    }

    // 1, 2, 2.5, 5 or 10 times a power of ten, whichever is next.
    private static decimal Nice(decimal step)
    {
        var power = 1m;
        while (power > step && power > 0.000001m)
        {
            power /= 10;
        }

        while (power * 10 <= step)
        {
            power *= 10;
        }

        return NiceSteps.Select(n => n * power).First(n => n >= step || n == 10 * power);
    }
}
