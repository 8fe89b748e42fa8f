using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Azure.Tables;

/// <summary>
/// Records as entities of one Azure table: a partition is a partition, a key (encoded, in the same order) a RowKey, a commit an
/// entity group transaction. docs/decisions/0012 says why it is so, docs/azure-storage.md how to look at it.
/// </summary>
public sealed class TableRecordStore : IRecordStore
{
    /// <summary>The table's name.</summary>
    public const string TableName = "records";

    private const int PageRows = 200;

    private readonly TableClient _table;
    private readonly TableSweep _sweep;

    /// <summary>The records of a table that is there: infra/ makes it, or <see cref="CreateTableAsync"/>.</summary>
    /// <param name="service">Made with <see cref="ClientOptions"/>.</param>
    /// <param name="tableName">The table; a test has its own.</param>
    public TableRecordStore(TableServiceClient service, string tableName = TableName)
    {
        ArgumentNullException.ThrowIfNull(service);
        _table = service.GetTableClient(tableName);
        _sweep = new TableSweep(_table);
    }

    /// <summary>
    /// What the client is made with: Azure.Core's retries of 408, 429, 500, 502, 503, 504, broken connections and answers that don't
    /// come, also where a transaction's answer says so inside.
    /// </summary>
    public static TableClientOptions ClientOptions()
    {
        var options = new TableClientOptions { Retry = { Mode = RetryMode.Exponential, MaxRetries = 5, NetworkTimeout = TimeSpan.FromSeconds(20) } };
        options.AddPolicy(new TransactionAnswerPolicy(), HttpPipelinePosition.PerRetry);
        options.AddPolicy(new StoreAwayPolicy(), HttpPipelinePosition.PerCall);
        return options;
    }

    /// <summary>Makes the table where it isn't there yet.</summary>
    public Task CreateTableAsync(CancellationToken cancellation) => _table.CreateIfNotExistsAsync(cancellation);

    /// <inheritdoc />
    public async Task<StoredRecord?> FindAsync(string partition, string key, CancellationToken cancellation)
    {
        RecordRefusals.Refuse(partition, nameof(partition));
        RecordRefusals.Refuse(key, nameof(key));
        var (partitionKey, rowKey) = (TableKey.Encode(partition), TableKey.Encode(key));
        for (ETag? before = null; ;)
        {
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellation);
            if (!found.HasValue)
            {
                return null;
            }

            if (await ReadAsync(found.Value!, cancellation) is { } record)
            {
                return record;
            }

            // Its parts went because it was replaced between the two readings; if it wasn't, they are lost.
            if (before == found.Value!.ETag)
            {
                throw new InvalidDataException($"The record {key} of {partition} lacks parts of its content in the table {_table.Name}.");
            }

            before = found.Value.ETag;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredRecord> ListAsync(
        string partition, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RecordRefusals.Refuse(partition, nameof(partition));
        RecordRefusals.Refuse(keyPrefix, nameof(keyPrefix));
        var (partitionKey, from) = (TableKey.Encode(partition), TableKey.Encode(keyPrefix));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partitionKey} and RowKey ge {from} and RowKey lt {from + TableKey.AfterAll}");

        // The client goes on with the continuation that each page names; nothing is held open in between.
        await foreach (var entity in _table.QueryAsync<TableEntity>(filter, PageRows, cancellationToken: cancellation))
        {
            var read = await ReadAsync(entity, cancellation) ?? await FindAsync(partition, TableKey.Decode(entity.RowKey), cancellation);
            if (read is { } record)
            {
                yield return record;
            }
        }
    }

    /// <inheritdoc />
    public async Task CommitAsync(string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(writes);
        RecordRefusals.Refuse(partition, writes);
        cancellation.ThrowIfCancellationRequested();
        var commit = new TableCommit(partition, writes);
        foreach (var part in commit.Parts)
        {
            await _table.UpsertEntityAsync(part, TableUpdateMode.Replace, cancellation);
        }

        if (await SubmitAsync(partition, writes, commit, cancellation) is { } answer)
        {
            await _sweep.AfterCommitAsync(commit.Partition, answer, cancellation);
        }
    }

    // The answer, or null when it was lost but the commit's own row shows that it was made: a retry of what was made already is
    // refused like a conflict.
    private async Task<Response?> SubmitAsync(
        string partition, IReadOnlyList<RecordWrite> writes, TableCommit commit, CancellationToken cancellation)
    {
        try
        {
            return (await _table.SubmitTransactionAsync(commit.Actions, cancellation)).GetRawResponse();
        }
        catch (TableTransactionFailedException refused) when (ConflictOf(refused) is { } index)
        {
            return await IsMadeAsync(commit, cancellation) ? null : throw new RecordConflictException(partition, writes[index].Key);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            if (await IsSurelyMadeAsync(commit, cancellation))
            {
                return null;
            }

            throw;
        }
    }

    private async Task<bool> IsMadeAsync(TableCommit commit, CancellationToken cancellation) =>
        (await _table.GetEntityIfExistsAsync<TableEntity>(commit.Partition, commit.Proof, cancellationToken: cancellation)).HasValue;

    private async Task<bool> IsSurelyMadeAsync(TableCommit commit, CancellationToken cancellation)
    {
        try
        {
            return await IsMadeAsync(commit, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // The storage is still not to be reached: what happened first is what is said.
            return false;
        }
    }

    // The write that was refused because somebody else was first, or null when it is another trouble. Of the commit's own row,
    // which comes last, only a retry can say that it exists.
    private static int? ConflictOf(TableTransactionFailedException refused) =>
        refused.ErrorCode == TableErrorCode.EntityAlreadyExists
        || refused.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied
        || refused.ErrorCode == TableErrorCode.ResourceNotFound
            ? refused.FailedTransactionActionIndex
            : null;

    private async Task<StoredRecord?> ReadAsync(TableEntity entity, CancellationToken cancellation)
    {
        var (parts, count) = RecordContent.PartsOf(entity);
        var rows = new List<TableEntity>(count);
        for (var i = 0; i < count; i++)
        {
            var part = await _table.GetEntityIfExistsAsync<TableEntity>(
                entity.PartitionKey, TableCommit.PartKey(parts, i), cancellationToken: cancellation);
            if (!part.HasValue)
            {
                return null;
            }

            rows.Add(part.Value!);
        }

        return new StoredRecord(TableKey.Decode(entity.RowKey), RecordContent.Read(count == 0 ? [entity] : rows), entity.ETag.ToString());
    }
}
