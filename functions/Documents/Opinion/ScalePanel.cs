namespace GyoseiFlow.Documents.Opinion;

/// <summary>A horizontal scale: where a value lies on it.</summary>
/// <param name="Left">Where its lowest value is.</param>
/// <param name="Width">How far its highest is from there.</param>
/// <param name="Min">The lowest value.</param>
/// <param name="Max">The highest.</param>
internal sealed record ScalePanel(int Left, int Width, decimal Min, decimal Max)
{
    public int Right => Left + Width;

    public int At(decimal value) => Max <= Min ? Left : Left + (int)Math.Round(Width * (value - Min) / (Max - Min));
}
