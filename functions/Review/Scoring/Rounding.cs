namespace GyoseiFlow.Review.Scoring;

/// <summary>How a published mean is rounded. The plan file chooses; nothing else does.</summary>
/// <param name="Decimals">Digits after the decimal point, 0 to 4.</param>
/// <param name="Mode">What happens to a value exactly between two.</param>
public sealed record Rounding(int Decimals, RoundingMode Mode)
{
    /// <summary>Half up to one decimal: Tomakomai's paper, every mean of its tables.</summary>
    public static Rounding HalfUpToOneDecimal { get; } = new(1, RoundingMode.HalfUp);

    /// <summary>Rounds <paramref name="value"/>, keeping trailing zeros (2 becomes 2.0) so that it prints as published.</summary>
    public decimal Round(decimal value)
    {
        var rounded = Math.Round(value, Decimals, Mode switch
        {
            RoundingMode.HalfEven => MidpointRounding.ToEven,
            RoundingMode.Down => MidpointRounding.ToZero,
            _ => MidpointRounding.AwayFromZero,
        });
        return WithScale(rounded);
    }

    /// <summary>The rounded mean of <paramref name="values"/>.</summary>
    /// <returns>null when there is nothing to take a mean of: no mean is not a mean of zero.</returns>
    public decimal? Mean(IReadOnlyCollection<decimal> values) =>
        values.Count == 0 ? null : Round(values.Sum() / values.Count);

    // Adding a zero of the wanted scale is decimal's way to fix the number of digits shown.
    private decimal WithScale(decimal value) => value + new decimal(0, 0, 0, false, (byte)Decimals);
}

/// <summary>What rounding does to a value exactly between two.</summary>
public enum RoundingMode
{
    /// <summary>四捨五入.</summary>
    HalfUp,

    /// <summary>To the even neighbour (JIS Z 8401 rule A).</summary>
    HalfEven,

    /// <summary>切捨て.</summary>
    Down,
}
