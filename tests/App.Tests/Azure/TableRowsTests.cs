using Azure.Data.Tables;
using GyoseiFlow.App.Azure.Tables;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Tests.Azure;

namespace GyoseiFlow.App.Tests.Azure;

/// <summary>What is in the table beside the records: within Tables' limits, and gone when nothing needs it.</summary>
[Collection(AzuriteTests.Name)]
public sealed class TableRowsTests(AzuriteServer azurite)
{
    private static readonly DateTimeOffset s_later = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [AzuriteFact]
    public async Task Commit_AsManyAndAsLongAsCanBe_IsWhole()
    {
        await using var table = new TestTable(azurite);
        var store = await table.OpenAsync();
        RecordWrite[] writes =
        [
            .. Enumerable.Range(0, IRecordStore.MaxWrites - 1).Select(n => new InsertRecord($"{n:00}", Noise(n, 60_000))),
            new InsertRecord("long", Noise(1000, 3_000_000)),
        ];

        await store.CommitAsync("p", writes, default);

        var read = await ListAsync(store);
        Assert.Equal(writes.Cast<InsertRecord>().Select(w => (w.Key, w.Json)), read.Select(r => (r.Key, r.Json)));
    }

    [AzuriteFact]
    public async Task Commit_OfAConflict_LeavesNoHalf()
    {
        await using var table = new TestTable(azurite);
        var store = await table.OpenAsync();
        await store.CommitAsync("p", [new InsertRecord("long", Noise(1, 2_000_000)), new InsertRecord("there", "1")], default);
        var before = await ListAsync(store);

        await Assert.ThrowsAsync<RecordConflictException>(() => store.CommitAsync(
            "p", [new ReplaceRecord("long", Noise(2, 2_000_000), before[0].ETag), new InsertRecord("there", "2")], default));

        Assert.Equal(before, await ListAsync(store));
    }

    [AzuriteFact]
    public async Task Sweep_TakesProofsAndPartsThatNothingPointsAt_AndNoRecord()
    {
        await using var table = new TestTable(azurite);
        var store = await table.OpenAsync();
        await store.CommitAsync("p", [new InsertRecord("kept", Noise(1, 2_000_000)), new InsertRecord("gone", Noise(2, 2_000_000))], default);
        var before = await ListAsync(store);
        await store.CommitAsync("p", [new ReplaceRecord("kept", Noise(3, 2_000_000), before[1].ETag), new DeleteRecord("gone", before[0].ETag)], default);
        var kept = Assert.Single(await ListAsync(store));
        var rows = await RowsAsync(table);

        await new TableSweep(table.Rows).SweepAsync("p", DateTimeOffset.UnixEpoch, default);
        Assert.Equal(rows, await RowsAsync(table));

        await new TableSweep(table.Rows).SweepAsync("p", s_later, default);

        Assert.Equal(kept, Assert.Single(await ListAsync(store)));
        var left = await RowsAsync(table);
        Assert.Equal("kept", left[0]);
        Assert.All(left.Skip(1), row => Assert.StartsWith(TableCommit.PartPrefix, row, StringComparison.Ordinal));
        Assert.Equal(rows.Count(row => row.StartsWith(TableCommit.PartPrefix, StringComparison.Ordinal)) / 3, left.Count - 1);
    }

    // Nothing that gzip makes much of.
    private static string Noise(int seed, int length)
    {
        var bytes = new byte[length / 4 * 3];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static async Task<List<StoredRecord>> ListAsync(TableRecordStore store)
    {
        var records = new List<StoredRecord>();
        await foreach (var record in store.ListAsync("p", "", default))
        {
            records.Add(record);
        }

        return records;
    }

    private static async Task<List<string>> RowsAsync(TestTable table)
    {
        var rows = new List<string>();
        await foreach (var row in table.Rows.QueryAsync<TableEntity>(select: ["RowKey"]))
        {
            rows.Add(row.RowKey);
        }

        return rows;
    }
}
