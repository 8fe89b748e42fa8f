namespace GyoseiFlow.App.Ports;

/// <summary>What no record store takes, so that every one refuses the same.</summary>
public static class RecordRefusals
{
    /// <summary>Refuses a commit that <see cref="IRecordStore.CommitAsync"/> does not allow.</summary>
    /// <exception cref="ArgumentException">Too few or too many writes, a key twice, or a key that can't be stored.</exception>
    public static void Refuse(string partition, IReadOnlyList<RecordWrite> writes)
    {
        Refuse(partition, nameof(partition));
        if (writes.Count is < 1 or > IRecordStore.MaxWrites)
        {
            throw new ArgumentException($"A commit holds 1 to {IRecordStore.MaxWrites} writes, not {writes.Count}.", nameof(writes));
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var write in writes)
        {
            Refuse(write.Key, nameof(writes));
            if (!keys.Add(write.Key))
            {
                throw new ArgumentException($"The commit writes {write.Key} twice.", nameof(writes));
            }
        }
    }

    /// <summary>Refuses a partition, key or prefix that can't be stored.</summary>
    /// <exception cref="ArgumentException">It has a NUL, or half a surrogate pair: two such keys would be stored as one.</exception>
    public static void Refuse(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A NUL character can't be part of a partition or key.", parameter);
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw new ArgumentException("Half a surrogate pair can't be part of a partition or key.", parameter);
            }
        }
    }
}
