using System.Collections.Immutable;

namespace GyoseiFlow.Review.Committee;

/// <summary>The opinions as the secretariat compiled them for publication: texts by item, unattributed.</summary>
/// <param name="ByItem">By item number, in the order of publication.</param>
public sealed record CompiledOpinions(ImmutableSortedDictionary<int, ImmutableArray<string>> ByItem)
{
    /// <summary>None yet.</summary>
    public static CompiledOpinions None { get; } = new(ImmutableSortedDictionary<int, ImmutableArray<string>>.Empty);

    /// <summary>The texts of one item; empty when it has none.</summary>
    public ImmutableArray<string> Of(int item) => ByItem.TryGetValue(item, out var texts) ? texts : [];
}
