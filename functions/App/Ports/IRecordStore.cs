namespace GyoseiFlow.App.Ports;

/// <summary>
/// The store that is the truth: JSON records in partitions, each with an ETag. A partition is the unit of atomic change
/// (an Azure Tables partition, or rows of one SQLite file), so everything that must change together shares one.
/// </summary>
/// <remarks>
/// Partitions and keys may hold any Unicode character but NUL; adapters encode what their storage forbids. Azure Tables
/// allows them 512 characters as encoded, in which a letter or digit counts one, a Japanese character five. A record's JSON
/// can be 1 MiB and more; adapters split what their storage limits.
/// </remarks>
public interface IRecordStore
{
    /// <summary>
    /// The most writes that one commit can hold: one less than Azure Tables' limit for an entity group transaction, because the
    /// hundredth is the commit's own proof that it was made.
    /// </summary>
    const int MaxWrites = 99;

    /// <summary>The record of this key, or null.</summary>
    Task<StoredRecord?> FindAsync(string partition, string key, CancellationToken cancellation);

    /// <summary>The records whose key starts with <paramref name="keyPrefix"/>, in ordinal order of their keys.</summary>
    IAsyncEnumerable<StoredRecord> ListAsync(string partition, string keyPrefix, CancellationToken cancellation);

    /// <summary>Makes all of the writes, or none.</summary>
    /// <param name="partition">The partition of every write.</param>
    /// <param name="writes">1 to <see cref="MaxWrites"/>, each of another key.</param>
    /// <param name="cancellation">Before it takes effect; afterwards the commit stands.</param>
    /// <exception cref="RecordConflictException">A key to insert exists, or an ETag is no longer the record's.</exception>
    Task CommitAsync(string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellation);
}

/// <summary>A record as read.</summary>
/// <param name="Key">Its key within the partition.</param>
/// <param name="Json">Its content.</param>
/// <param name="ETag">Changes with every write; opaque.</param>
public sealed record StoredRecord(string Key, string Json, string ETag);

/// <summary>One write of a commit.</summary>
/// <param name="Key">The record's key.</param>
public abstract record RecordWrite(string Key);

/// <summary>Adds a record that must not exist.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Json">Its content.</param>
public sealed record InsertRecord(string Key, string Json) : RecordWrite(Key);

/// <summary>Replaces a record that must be as it was read.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Json">Its new content.</param>
/// <param name="ETag">The ETag as read.</param>
public sealed record ReplaceRecord(string Key, string Json, string ETag) : RecordWrite(Key);

/// <summary>Removes a record that must be as it was read.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="ETag">The ETag as read.</param>
public sealed record DeleteRecord(string Key, string ETag) : RecordWrite(Key);

/// <summary>Somebody else wrote first; nothing was written. Read again, decide again.</summary>
public sealed class RecordConflictException(string partition, string key)
    : Exception($"The record {key} of {partition} was changed by somebody else.")
{
    /// <summary>The partition.</summary>
    public string Partition { get; } = partition;

    /// <summary>The key of the first write that could not be made.</summary>
    public string Key { get; } = key;
}
