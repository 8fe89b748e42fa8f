namespace GyoseiFlow.Benchmarks.Pages;

/// <summary>The times of one kind of request.</summary>
internal sealed class Figures
{
    private readonly List<double> _times = [];

    public int Count => _times.Count;

    public double Median => At(0.50);

    public double P99 => At(0.99);

    public void Add(double milliseconds) => _times.Add(milliseconds);

    // The smallest time that so large a part does not exceed.
    private double At(double part) => _times.Order().ElementAt((int)Math.Ceiling(part * _times.Count) - 1);
}
