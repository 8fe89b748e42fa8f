using Azure.Data.Tables;
using GyoseiFlow.App.Azure.Tables;
using GyoseiFlow.App.Ports;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>The store behind a network on which things go wrong: what it says it did is done, once, and nothing else is.</summary>
[Collection(AzuriteTests.Name)]
public sealed class TableRecordStoreFaultTests(AzuriteServer azurite) : IAsyncLifetime
{
    private static readonly Fault[] s_faults = [.. Enum.GetValues<Fault>().Except([Fault.None, Fault.Silent])];

    private readonly TestTable _table = new(azurite);
    private FaultyProxy _proxy = null!;
    private TableRecordStore _store = null!;
    private TableRecordStore _straight = null!;

    public static TheoryData<Fault> Faults => new(s_faults);

    [AzuriteTheory]
    [MemberData(nameof(Faults))]
    public async Task EveryRequest_GoesWrongOnce_AllIsDoneOnce(Fault fault)
    {
        _proxy.Next = Once(fault);
        await _store.CommitAsync("p", [new InsertRecord("a", "1"), new InsertRecord("b", "1"), new InsertRecord("long", Long())], default);
        var a = await _store.FindAsync("p", "a", default);
        var b = await _store.FindAsync("p", "b", default);

        await _store.CommitAsync("p", [new ReplaceRecord("a", "2", a!.ETag)], default);
        await _store.CommitAsync("p", [new DeleteRecord("b", b!.ETag)], default);

        await Assert.ThrowsAsync<RecordConflictException>(() => _store.CommitAsync("p", [new InsertRecord("a", "3")], default));
        await Assert.ThrowsAsync<RecordConflictException>(() => _store.CommitAsync("p", [new DeleteRecord("b", b.ETag)], default));
        Assert.Equal([("a", "2"), ("long", Long())], await ListAsync());
    }

    /// <summary>Without a row of the commit's own this could not be told from a conflict.</summary>
    [AzuriteTheory]
    [InlineData(Fault.LostAnswer)]
    [InlineData(Fault.HalfAnswer)]
    [InlineData(Fault.FailedAfter)]
    public async Task Answer_IsLost_AndSomebodyWritesOverIt_IsNoConflict_AndNotMadeTwice(Fault fault)
    {
        await _straight.CommitAsync("p", [new InsertRecord("count", "1"), new InsertRecord("gone", "{}")], default);
        var read = await _straight.FindAsync("p", "count", default);
        var gone = await _straight.FindAsync("p", "gone", default);
        _proxy.Next = FaultyProxy.First(1, fault, IsTransaction);
        var isWrittenOver = false;
        _proxy.Done = async request =>
        {
            if (IsTransaction(request) && !isWrittenOver)
            {
                isWrittenOver = true;
                var theirs = await _straight.FindAsync("p", "count", default);
                await _straight.CommitAsync("p", [new ReplaceRecord("count", theirs!.Json + "+1", theirs.ETag)], default);
            }
        };

        await _store.CommitAsync("p", [new ReplaceRecord("count", "2", read!.ETag), new DeleteRecord("gone", gone!.ETag)], default);

        Assert.Equal([("count", "2+1")], await ListAsync());
    }

    [AzuriteFact]
    public async Task NoAnswerToATransactionComesThrough_ButItWasMade_IsMade()
    {
        _proxy.Next = request => IsTransaction(request) ? Fault.LostAnswer : Fault.None;

        await _store.CommitAsync("p", [new InsertRecord("k", "1")], default);

        Assert.Equal([("k", "1")], await ListAsync());
    }

    [AzuriteFact]
    public async Task Conflict_WhileAnswersAreLost_IsAConflict_WithTheKey()
    {
        await _straight.CommitAsync("p", [new InsertRecord("there", "theirs")], default);
        _proxy.Next = FaultyProxy.First(2, Fault.LostAnswer, IsTransaction);

        var conflict = await Assert.ThrowsAsync<RecordConflictException>(
            () => _store.CommitAsync("p", [new InsertRecord("new", "1"), new InsertRecord("there", "2")], default));

        Assert.Equal("there", conflict.Key);
        Assert.Equal([("there", "theirs")], await ListAsync());
    }

    [AzuriteFact]
    public async Task Storage_IsNotToBeReached_IsNoConflict_AndNothingIsWritten()
    {
        _proxy.Next = _ => Fault.Cut;

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => _store.CommitAsync("p", [new InsertRecord("k", "1")], default));

        Assert.IsNotType<RecordConflictException>(failure);
        _proxy.Next = _ => Fault.None;
        Assert.Empty(await ListAsync());
    }

    [AzuriteFact]
    public async Task NoAnswerComes_IsTriedAgain()
    {
        var impatient = await _table.OpenAsync(_proxy.Address, networkTimeout: TimeSpan.FromSeconds(2));
        _proxy.Next = FaultyProxy.First(1, Fault.Silent, IsTransaction);

        await impatient.CommitAsync("p", [new InsertRecord("k", "1")], default);

        Assert.Equal([("k", "1")], await ListAsync());
    }

    [AzuriteTheory]
    [InlineData(1)]
    [InlineData(20250401)]
    public async Task Writers_AtOnce_OnABadNetwork_LoseNobodysCount_AndCountNothingTwice(int seed)
    {
        await _straight.CommitAsync("p", [new InsertRecord("count", "0")], default);
        _proxy.Next = FaultyProxy.Seeded(seed, s_faults);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 4;)
            {
                done += await TryCountAsync() ? 1 : 0;
            }
        })));

        Assert.Equal([("count", "16")], await ListAsync());
    }

    [AzuriteFact]
    public async Task Listing_OnABadNetwork_GoesOnWhereItWas()
    {
        for (var i = 0; i < 5; i++)
        {
            await _straight.CommitAsync("p", [.. Enumerable.Range(i * 90, 90).Select(n => new InsertRecord($"{n:0000}", $"{n}"))], default);
        }

        _proxy.Next = FaultyProxy.Seeded(7, s_faults);

        Assert.Equal(Enumerable.Range(0, 450).Select(n => ($"{n:0000}", $"{n}")), await ListAsync(_store));
    }

    public async Task InitializeAsync()
    {
        if (AzuriteServer.Find() is not null)
        {
            _straight = await _table.OpenAsync();
            _proxy = await FaultyProxy.StartAsync(azurite.Tables);
            _store = await _table.OpenAsync(_proxy.Address);
        }
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
            await _table.DisposeAsync();
        }
    }

    private static bool IsTransaction(HttpRequest request) => request.Path.Value!.EndsWith("/$batch", StringComparison.Ordinal);

    private static string Long() => string.Concat(Enumerable.Range(0, 20_000).Select(n => $"{n}😀"));

    // Each operation's first try; the client sends the same id with the next.
    private static Func<HttpRequest, Fault> Once(Fault fault)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return request => seen.Add(request.Headers["x-ms-client-request-id"].ToString()) ? fault : Fault.None;
    }

    private async Task<bool> TryCountAsync()
    {
        var read = await _store.FindAsync("p", "count", default);
        try
        {
            var next = int.Parse(read!.Json, System.Globalization.CultureInfo.InvariantCulture) + 1;
            await _store.CommitAsync("p", [new ReplaceRecord("count", $"{next}", read.ETag)], default);
            return true;
        }
        catch (RecordConflictException)
        {
            return false;
        }
    }

    private async Task<List<(string Key, string Json)>> ListAsync(TableRecordStore? store = null)
    {
        var records = new List<(string, string)>();
        await foreach (var record in (store ?? _straight).ListAsync("p", "", default))
        {
            records.Add((record.Key, record.Json));
        }

        return records;
    }
}
