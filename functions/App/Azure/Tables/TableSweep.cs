using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace GyoseiFlow.App.Azure.Tables;

/// <summary>
/// Removes from a partition the rows that commits left behind: their proofs, and the parts of contents that were replaced since, or
/// whose commit was never made. It comes with the first commit of a process in a partition, and every thousandth after it.
/// </summary>
internal sealed class TableSweep(TableClient table)
{
    private const int Every = 1000;

    // By the server's clock. A commit that is still tried again, or whose parts are just being written, is minutes old at most.
    private static readonly TimeSpan s_age = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, int> _commits = new(StringComparer.Ordinal);

    /// <summary>Sweeps when it is due.</summary>
    /// <param name="partition">The PartitionKey.</param>
    /// <param name="answer">The commit's answer, which says what time it is there.</param>
    /// <param name="cancellation">Gives up sweeping.</param>
    public async Task AfterCommitAsync(string partition, Response answer, CancellationToken cancellation)
    {
        if (_commits.AddOrUpdate(partition, 1, (_, commits) => commits + 1) % Every != 1 || answer.Headers.Date is not { } now)
        {
            return;
        }

        try
        {
            await SweepAsync(partition, now - s_age, cancellation);
        }
        catch (Exception)
        {
            // The commit stands, and what stays harms nobody: the next sweep takes it.
        }
    }

    /// <summary>Removes what was left behind before a moment.</summary>
    public async Task SweepAsync(string partition, DateTimeOffset before, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {TableKey.AfterAll} and Timestamp lt {before}");
        string[] names = ["PartitionKey", "RowKey", TableCommit.RecordName];
        var gone = new List<TableTransactionAction>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: names, cancellationToken: cancellation))
        {
            if (await IsNeededAsync(row, cancellation))
            {
                continue;
            }

            gone.Add(new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
            if (gone.Count == 100)
            {
                await table.SubmitTransactionAsync(gone, cancellation);
                gone.Clear();
            }
        }

        if (gone.Count > 0)
        {
            await table.SubmitTransactionAsync(gone, cancellation);
        }
    }

    private async Task<bool> IsNeededAsync(TableEntity row, CancellationToken cancellation)
    {
        if (row.GetString(TableCommit.RecordName) is not { } record)
        {
            return false;
        }

        var found = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, record, [RecordContent.PartsName], cancellation);
        return found.HasValue && found.Value!.GetString(RecordContent.PartsName) is { } parts
            && row.RowKey.StartsWith($"{TableCommit.PartPrefix}{parts}.", StringComparison.Ordinal);
    }
}
