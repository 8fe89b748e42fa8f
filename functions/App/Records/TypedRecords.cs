using System.Runtime.CompilerServices;
using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Records;

/// <summary>A record's value with what is needed to replace it.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Value">Its value.</param>
/// <param name="ETag">As read.</param>
public sealed record Stored<T>(string Key, T Value, string ETag)
{
    /// <summary>The write that replaces the value.</summary>
    public ReplaceRecord With(T value) => new(Key, RecordJson.Write(value), ETag);

    /// <summary>The write that removes the record.</summary>
    public DeleteRecord Gone() => new(Key, ETag);
}

/// <summary>The store's records as values of our types.</summary>
public static class TypedRecords
{
    /// <param name="store">The store.</param>
    extension(IRecordStore store)
    {
        /// <summary>The record of this key, or null.</summary>
        public async Task<Stored<T>?> FindAsync<T>(string partition, string key, CancellationToken cancellation) =>
            await store.FindAsync(partition, key, cancellation) is { } found ? Read<T>(found) : null;

        /// <summary>The record of this key, which must be there.</summary>
        /// <exception cref="RecordMissingException">There is no such record.</exception>
        public async Task<Stored<T>> GetAsync<T>(string partition, string key, CancellationToken cancellation) =>
            await store.FindAsync<T>(partition, key, cancellation) ?? throw new RecordMissingException(partition, key);

        /// <summary>The records whose key starts so.</summary>
        public async IAsyncEnumerable<Stored<T>> ListAsync<T>(
            string partition, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var found in store.ListAsync(partition, keyPrefix, cancellation))
            {
                yield return Read<T>(found);
            }
        }

        /// <summary>Deletes the records that are over, each by itself; one that somebody changes in the same moment stays.</summary>
        /// <returns>How many.</returns>
        internal async Task<int> DeleteAsync<T>(
            string partition, string keyPrefix, Func<Stored<T>, bool> isOver, CancellationToken cancellation)
        {
            var deleted = 0;
            await foreach (var found in store.ListAsync<T>(partition, keyPrefix, cancellation))
            {
                if (isOver(found))
                {
                    deleted += await TryCommitAsync(store, partition, found.Gone(), cancellation) ? 1 : 0;
                }
            }

            return deleted;
        }
    }

    /// <summary>Adds a record that must not exist.</summary>
    public static InsertRecord Insert<T>(string key, T value) => new(key, RecordJson.Write(value));

    /// <summary>Adds the record or, when it was found before, replaces it.</summary>
    public static RecordWrite Put<T>(string key, Stored<T>? found, T value) =>
        found is null ? Insert(key, value) : found.With(value);

    private static async Task<bool> TryCommitAsync(IRecordStore store, string partition, RecordWrite write, CancellationToken cancellation)
    {
        try
        {
            await store.CommitAsync(partition, [write], cancellation);
            return true;
        }
        catch (RecordConflictException)
        {
            return false;
        }
    }

    private static Stored<T> Read<T>(StoredRecord record) => new(record.Key, RecordJson.Read<T>(record.Json), record.ETag);
}

/// <summary>A record that should be there is not: a wrong address, or a damaged store.</summary>
public sealed class RecordMissingException(string partition, string key)
    : Exception($"記録「{partition}」の「{key}」がありません。年度・番号を確認してください。");
