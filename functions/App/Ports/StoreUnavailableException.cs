namespace GyoseiFlow.App.Ports;

/// <summary>
/// The store, or the site's, can't be reached now, or is too busy; trying again later can help. What was asked for may have been done or
/// not: whoever asks again must ask for the very same (the same request's id, the same key).
/// </summary>
/// <param name="place">Where it should be: a host, no path and nothing secret.</param>
/// <param name="inner">What went wrong.</param>
public sealed class StoreUnavailableException(string place, Exception? inner = null) : Exception($"保存先（{place}）につながりません。", inner)
{
    /// <summary>Where it should be.</summary>
    public string Place { get; } = place;
}
