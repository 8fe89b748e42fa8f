using System.Collections.Immutable;

namespace GyoseiFlow.Local.Demo;

/// <summary>
/// Numbers that follow from a seed alone, on every machine and every version of .NET (System.Random does not promise
/// that): SplitMix64.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="below"/> − 1.</summary>
    public int Next(int below) => (int)(Next() % (ulong)below);

    /// <summary>The same values in another order.</summary>
    public ImmutableArray<T> Shuffle<T>(ImmutableArray<T> values)
    {
        var shuffled = values.ToBuilder();
        for (var i = shuffled.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled.ToImmutable();
    }

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
